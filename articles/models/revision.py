from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class Revision(models.Model):
    """The whole story as it stood at one moment, as JSON (see workflow/revisions.py for its shape).

    A story has at most one working draft (`DRAFT`): the text editors are busy with. Saving again files the draft
    before it away as `SAVED` (`AUTOSAVED` when nobody had pressed a button); publishing turns it into `PUBLISHED`.
    Only a working draft that the machine saved (`automatic`) is ever rewritten, by the same person at one sitting.
    """

    class Kind(models.TextChoices):
        DRAFT = "draft", _("working draft")
        SAVED = "saved", _("saved draft")
        AUTOSAVED = "autosaved", _("saved by itself")
        PUBLISHED = "published", _("published")

    story = models.ForeignKey("articles.Story", on_delete=models.CASCADE, related_name="revisions")
    kind = models.CharField(max_length=10, choices=Kind)
    data = models.JSONField()
    based_on = models.PositiveIntegerField(help_text="Story.version when the work on it began.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(db_default=Now())
    automatic = models.BooleanField(default=False, help_text="Saved while somebody typed, without a button.")
    edition = models.PositiveIntegerField(default=0, help_text="Counts how often an automatic draft was rewritten.")
    saved_at = models.DateTimeField(db_default=Now(), help_text="Of the last rewriting.")

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["story"], condition=Q(kind="draft"), name="revision_one_working_draft"),
            models.CheckConstraint(
                condition=Q(kind__in=["draft", "saved", "autosaved", "published"]), name="revision_kind_known"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.created_at:%Y-%m-%d %H:%M}"
