from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from articles.models.comment import Refusal


class Flag(models.Model):
    """A reader says that a comment should not stand there. Open until a moderator has looked."""

    comment = models.ForeignKey(
        "articles.Comment", verbose_name=_("comment"), on_delete=models.CASCADE, related_name="flags"
    )
    reason = models.CharField(_("reason"), max_length=12, choices=Refusal)
    words = models.CharField(_("in the reader’s words"), max_length=500, blank=True)
    sender = models.CharField(max_length=64, blank=True, editable=False, help_text="Hash, dropped after 30 days.")
    created_at = models.DateTimeField(_("flagged"), db_default=Now(), editable=False)
    settled_at = models.DateTimeField(_("settled"), null=True, editable=False)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("flag")
        verbose_name_plural = _("flags")
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["comment", "sender"], condition=~Q(sender=""), name="flag_once_a_reader"),
            models.CheckConstraint(condition=Q(reason__in=Refusal.values), name="flag_reason_known"),
        ]

    def __str__(self):
        return self.get_reason_display()
