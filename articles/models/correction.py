from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from articles.models.append_only import AppendOnlyModel, AppendOnlyQuerySet
from articles.models.story import Story


class CorrectionQuerySet(AppendOnlyQuerySet):
    def public(self):
        """Those of stories anybody may read, the newest first."""
        return self.filter(story__in=Story.objects.public()).order_by("-created_at", "-pk")


class Correction(AppendOnlyModel):
    """What was mended in a story readers had seen, said in public for ever: superseded by another, never deleted."""

    class Kind(models.TextChoices):
        TYPO = "typo", _("typo")
        CLARIFICATION = "clarification", _("clarification")
        SUBSTANCE = "substance", _("correction")

    story = models.ForeignKey("articles.Story", on_delete=models.PROTECT, related_name="corrections")
    kind = models.CharField(_("kind"), max_length=15, choices=Kind)
    text = models.CharField(_("what was wrong, and what is right"), max_length=1_000)
    supersedes = models.OneToOneField(
        "self", null=True, editable=False, on_delete=models.PROTECT, related_name="successor"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(_("date"), db_default=Now(), editable=False)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["-created_at", "-id"], name="correction_newest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["typo", "clarification", "substance"]), name="correction_kind_known"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="correction_says_something"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.text[:60]}"
