"""Feeds of stories: those of the front, of a region, a section, a tag, an author. Each story is told whole."""

from mimetypes import guess_type

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import get_tag_uri
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.feeds.newest import Newest, absolute
from articles.lib.plain import one_line
from articles.lib.portable import portable
from articles.models import Image
from articles.queries import feeds
from articles.queries.corrections import told_in

# Licences that let others use a picture; of the rest only the credit is told.
FREE = {Image.Licence.CC_BY, Image.Licence.CC_BY_SA, Image.Licence.PUBLIC_DOMAIN}


class Stories(Newest):
    feed_guid = Newest.feed_url  # what the list is about may get another address; its feed then is another one, too

    def item_title(self, story):
        return one_line(story.headline)

    def item_description(self, story):
        """HTML: a feed reader would take '<' in a plain text for the beginning of a tag."""
        return format_html("<p>{}</p>", summary) if (summary := one_line(story.standfirst)) else ""

    def item_link(self, story):
        return absolute(story.get_absolute_url())

    def item_guid(self, story):
        """It stays when the story moves: 'tag:example.org,2026-05-01:/stories/12/'."""
        return get_tag_uri(f"{settings.SITE_URL}/stories/{story.pk}", story.published_at)

    def item_pubdate(self, story):
        return story.published_at.replace(microsecond=0)

    def item_updateddate(self, story):
        """A story that was written before it went out was not changed since."""
        return max(story.published_at, story.changed_at or story.published_at).replace(microsecond=0)

    def item_comments(self, story):
        return f"{self.item_link(story)}#comments"

    def item_categories(self, story):
        about = [story.section, *story.all_regions, *story.tag_list]
        return [one_line(thing.name) for thing in about if thing]

    def item_extra_kwargs(self, story):
        return {
            "content": whole(story, self.item_link(story)),
            "summary": one_line(story.standfirst),
            "authors": [
                {"name": one_line(author.name), "url": absolute(author.get_absolute_url())}
                for author in story.author_list
            ],
            "picture": picture(story.card_picture),
            "language": story.language,
        }


class OfFront(Stories):
    """The newest stories of a language."""

    name = "front_feed"

    def title(self):
        return one_line(settings.SITE_NAME)

    def link(self):
        return absolute(reverse("front"))

    def items(self):
        return feeds.of_front(get_language())


class _OfThing(Stories):
    """`called`: finds it by its address, `stories`: reads what it has in a language."""

    def get_object(self, request, slug):
        return type(self).called(slug)

    def arguments(self, thing):
        return [thing.slug]

    def title(self, thing):
        return one_line(_("%(site)s: %(name)s") % {"site": settings.SITE_NAME, "name": thing.name})

    def link(self, thing):
        return absolute(thing.get_absolute_url())

    def items(self, thing):
        return type(self).stories(thing, get_language())


class OfRegion(_OfThing):
    name, called, stories = "region_feed", feeds.region_called, feeds.of_region


class OfSection(_OfThing):
    name, called, stories = "section_feed", feeds.section_called, feeds.of_section


class OfTag(_OfThing):
    name, called, stories = "tag_feed", feeds.tag_called, feeds.of_tag


class OfAuthor(_OfThing):
    name, called, stories = "author_feed", feeds.author_called, feeds.of_author


def whole(story, address):
    """The text as its page has it, corrections too. In the place of a graphic picture stands a word."""
    corrections = told_in(story.corrections.all())
    context = {
        "story": story,
        "corrections_first": [told.correction for told in corrections if told.comes_first],
        "corrections_last": [told.correction for told in corrections if not told.comes_first],
    }
    html = render_to_string("articles/feed_story.html", context)
    covered = format_html('<p><a href="{}">{}</a></p>', address, _("A graphic picture: see it on our site"))
    return portable(html, address, covered)


def picture(image):
    """What feeds tell of a picture beside the text, or None."""
    if image is None:
        return None
    return {
        "url": absolute(image.url),
        "type": guess_type(image.url)[0] or "image/jpeg",
        "width": image.width,
        "height": image.height,
        "credit": one_line(image.credit),
        "licence": image.get_licence_display() if image.licence in FREE else "",
    }
