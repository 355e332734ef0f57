from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from articles.models.language import Language
from articles.models.region import Region


class RegionBrief(models.Model):
    """What editors say about a region in one language: how things stand, which story leads, what explains it.

    The words it once had are in the trail.
    """

    region = models.ForeignKey(Region, verbose_name=_("region"), on_delete=models.CASCADE, related_name="briefs")
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.FRENCH)
    state = models.TextField(
        _("how things stand"), blank=True, max_length=800, help_text=_("A few sentences, dated by the day below.")
    )
    as_of = models.DateField(_("as of"), null=True, blank=True, help_text=_("The day these sentences were true."))
    lead = models.ForeignKey(
        "articles.Story",
        verbose_name=_("lead story"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Empty: the newest story of the region."),
    )
    background = models.ManyToManyField(
        "articles.Story",
        verbose_name=_("background stories"),
        blank=True,
        related_name="+",
        help_text=_("Empty: the newest explainers and analyses of the region."),
    )
    changed_at = models.DateTimeField(_("changed"), db_default=Now(), editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("brief of a region")
        verbose_name_plural = _("briefs of regions")
        ordering = ["region__position", "region__pk", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "language"],
                name="region_brief_once_a_language",
                violation_error_message=_("This region has a brief in this language already."),
            ),
            models.CheckConstraint(condition=Q(language__in=Language.values), name="region_brief_language_known"),
            models.CheckConstraint(
                condition=Q(state="") | Q(as_of__isnull=False),
                name="region_brief_dated",
                violation_error_message=_("Say which day these sentences are true for."),
            ),
        ]

    def __str__(self):
        return f"{self.region} ({self.language})"
