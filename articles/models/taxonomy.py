from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.lib.addresses import address
from articles.models.language import TranslatedName


class Section(TranslatedName):
    """Where a story stands in the paper: international, society, background."""

    position = models.PositiveSmallIntegerField(_("position"), default=100)
    second_reader = models.BooleanField(
        _("a second pair of eyes"),
        default=False,
        help_text=_("Its stories go out only after somebody who did not write them has approved them."),
    )

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["position", "name_fr", "pk"]

    def get_absolute_url(self):
        return address("section", self.slug)


class Tag(TranslatedName):
    """A subject that stories of several sections share."""

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name_fr", "pk"]

    def get_absolute_url(self):
        return address("tag", self.slug)
