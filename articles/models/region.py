from collections import Counter
from functools import cached_property

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from articles.lib.addresses import address
from articles.lib.places import SPLIT
from articles.models.language import TranslatedName


class RegionTree:
    """All regions, read in one query, to answer what lies inside what.

    A newsroom has a few hundred places at most, so the whole tree is smaller than a recursive query is clear.
    """

    def __init__(self, regions):
        self.regions = list(regions)
        self.by_id = {region.pk: region for region in self.regions}
        self.inside = {}
        for region in self.regions:
            self.inside.setdefault(region.parent_id, []).append(region)

    def top(self):
        return self.inside.get(None, [])

    def places(self, region):
        """The regions directly inside `region`."""
        return self.inside.get(region.pk, [])

    def ids_within(self, region):
        """The keys of `region` and of everything inside it, at any depth."""
        found, waiting = [], [region.pk]
        while waiting:
            found.append(pk := waiting.pop())
            # Two editors at once can still close a loop; it must not be an endless one.
            waiting.extend(place.pk for place in self.inside.get(pk, []) if place.pk not in found)
        return found

    def ancestors(self, region):
        """The regions around `region`, the outermost first."""
        chain = []
        while region.parent_id is not None and self.by_id[region.parent_id] not in chain:
            region = self.by_id[region.parent_id]
            chain.insert(0, region)
        return chain

    @cached_property
    def spellings(self):
        """{spelling: how many regions have it}: Donbass is another name of two."""
        return Counter(name for region in self.regions for name in set(region.other_names))

    def own_spellings(self, region):
        """Those that mean this region alone."""
        return [name for name in region.other_names if self.spellings[name] == 1]


class RegionQuerySet(models.QuerySet):
    def tree(self):
        """One query."""
        return RegionTree(self.all())


class Region(TranslatedName):
    """A region of the country, or a place inside one (a city in its region)."""

    parent = models.ForeignKey(
        "self",
        verbose_name=_("inside"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("The region that holds this place; empty for a region of its own."),
    )
    iso_code = models.CharField(_("ISO 3166-2 code"), max_length=10, blank=True)
    also_written = models.TextField(
        _("also written"), blank=True, help_text=_("Other names and spellings, separated by commas.")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=100)

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["position", "name_fr", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("pk")),
                name="region_not_inside_itself",
                violation_error_message=_("A region cannot lie inside itself."),
            ),
        ]

    @property
    def other_names(self):
        return [name.strip() for name in SPLIT.split(self.also_written) if name.strip()]

    def get_absolute_url(self):
        return address("region", self.slug)

    def clean(self):
        """A loop (a region inside one of its own places) would have no outside. One query."""
        super().clean()
        if self.pk and self.parent_id in Region.objects.tree().ids_within(self):
            raise ValidationError({"parent": _("A region cannot lie inside itself or inside one of its own places.")})
