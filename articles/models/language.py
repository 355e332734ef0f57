"""The languages a newsroom writes in, and names that exist in each of them."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Language(models.TextChoices):
    """The languages a story can be written in. Which of them a site shows is the setting LANGUAGES."""

    FRENCH = "fr", "Français"
    ENGLISH = "en", "English"
    UKRAINIAN = "uk", "Українська"


NAMES = [f"name_{code}" for code in Language.values]


class TranslatedName(models.Model):
    """Something with a name in French, and in English and Ukrainian when somebody wrote it down."""

    slug = models.SlugField(
        _("address"), max_length=80, unique=True, help_text=_("The last part of its address on the site.")
    )
    name_fr = models.CharField(_("name in French"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    name_uk = models.CharField(_("name in Ukrainian"), max_length=120, blank=True)

    class Meta:
        abstract = True

    def __str__(self):
        return self.name

    @property
    def name(self):
        """The name in the language of the page, in French where nobody has translated it."""
        return self.name_in(get_language() or Language.FRENCH)

    def name_in(self, language):
        return getattr(self, f"name_{language}", "") or self.name_fr
