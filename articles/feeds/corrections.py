from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import get_tag_uri
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.feeds.newest import Newest, absolute
from articles.lib.plain import one_line
from articles.queries.corrections import newest_corrections


class Corrections(Newest):
    """The newest corrections of a language."""

    name = "corrections_feed"

    def title(self):
        return one_line(_("%(site)s: corrections and clarifications") % {"site": settings.SITE_NAME})

    def link(self):
        return absolute(reverse("corrections"))

    def items(self):
        return newest_corrections(get_language())

    def item_title(self, correction):
        words = {"kind": capfirst(correction.get_kind_display()), "headline": one_line(correction.story.headline)}
        return _("%(kind)s: %(headline)s") % words

    def item_description(self, correction):
        """HTML: a feed reader would take '<' in a plain text for the beginning of a tag."""
        return format_html("<p>{}</p>", one_line(correction.text))

    def item_link(self, correction):
        return absolute(f"{correction.story.get_absolute_url()}#correction-{correction.pk}")

    def item_guid(self, correction):
        """It stays when the story moves: 'tag:example.org,2026-05-01:/corrections/12/'."""
        return get_tag_uri(f"{settings.SITE_URL}/corrections/{correction.pk}", correction.created_at)

    def item_pubdate(self, correction):
        return correction.created_at

    item_updateddate = item_pubdate
