from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    PENDING = "pending", _("waiting")
    APPROVED = "approved", _("approved")
    REFUSED = "refused", _("refused")
    SPAM = "spam", _("spam")


class CommentQuerySet(models.QuerySet):
    def visible(self):
        """What readers see under a story, the oldest first."""
        return self.filter(status=Status.APPROVED).order_by("created_at", "pk")


class Comment(models.Model):
    """A reader's words under a story: plain text in `body`, what is printed in `html`."""

    Status = Status

    story = models.ForeignKey(
        "articles.Story", verbose_name=_("story"), on_delete=models.CASCADE, related_name="comments"
    )
    parent = models.ForeignKey(
        "self", verbose_name=_("reply to"), null=True, blank=True, on_delete=models.SET_NULL, related_name="replies"
    )
    name = models.CharField(_("name"), max_length=245)
    email = models.EmailField(_("e-mail"), max_length=100)
    website = models.URLField(_("website"), max_length=200, blank=True)
    body = models.TextField(_("comment"))
    html = models.TextField(editable=False)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PENDING)
    reasons = models.JSONField(
        _("why it is held"), default=list, help_text="A list of [code, detail], explained by lib/spam.py."
    )
    fingerprint = models.CharField(
        max_length=64, editable=False, help_text="Of person and words: the same comment is stored once a story."
    )
    sender = models.CharField(max_length=64, editable=False, help_text="Keyed hash of the address it came from.")
    created_at = models.DateTimeField(_("sent"), db_default=Now(), editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided"), null=True, editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["created_at", "pk"]
        permissions = [("moderate_comment", _("Can approve and refuse comments"))]
        indexes = [
            models.Index(fields=["story", "status", "created_at"], name="comment_of_story"),
            models.Index(fields=["status", "created_at"], name="comment_queue"),
            models.Index(fields=["email", "status"], name="comment_person"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["story", "fingerprint"], name="comment_once_a_story"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="comment_status_known"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(body=""), name="comment_not_empty"),
        ]

    def __str__(self):
        return f"{self.name}: {self.body[:60]}"
