from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class Outcome(models.TextChoices):
    GRANTED = "granted", _("the comment was approved after all")
    DISMISSED = "dismissed", _("the refusal stands")


class Appeal(models.Model):
    """The author of a refused comment asks for a second look: once a comment."""

    Outcome = Outcome

    comment = models.OneToOneField(
        "articles.Comment", verbose_name=_("comment"), on_delete=models.CASCADE, related_name="appeal"
    )
    words = models.TextField(_("what its author says"), max_length=2000)
    created_at = models.DateTimeField(_("sent"), db_default=Now(), editable=False)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True, editable=False)
    decided_at = models.DateTimeField(_("decided"), null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", decided_at=None) | Q(outcome__in=Outcome.values, decided_at__isnull=False),
                name="appeal_outcome_known",
            ),
        ]

    def __str__(self):
        return self.words[:60]
