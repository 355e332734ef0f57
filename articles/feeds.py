"""What programs read: Atom, with addresses under SITE_URL whatever Host the request named."""

from datetime import UTC, datetime

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpResponseGone
from django.urls import reverse
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed, get_tag_uri
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.lib.plain import one_line
from articles.queries.comments import newest_comments, newest_comments_of
from articles.queries.corrections import newest_corrections
from articles.queries.story import Gone, find_story
from articles.templatetags.newsroom import signed

EMPTY_SINCE = datetime(2000, 1, 1, tzinfo=UTC)


class Atom(Atom1Feed):
    """An empty feed says the same at every hour, so that its bytes and its ETag stay."""

    def latest_post_date(self):
        return super().latest_post_date() if self.items else EMPTY_SINCE


class _Newest(Feed):
    """The newest things of a kind, each whole. Texts are stripped of what no XML may hold."""

    feed_type = Atom

    def __call__(self, request, *args, **kwargs):
        """Without Last-Modified: the date of the newest is no news of an older one that was taken away."""
        response = super().__call__(request, *args, **kwargs)
        del response.headers["Last-Modified"]
        return response

    def author_name(self):
        return one_line(settings.SITE_NAME)


class Corrections(_Newest):
    """The newest corrections of a language."""

    def title(self):
        return one_line(_("%(site)s: corrections and clarifications") % {"site": settings.SITE_NAME})

    def link(self):
        return _absolute(reverse("corrections"))

    def feed_url(self):
        return _absolute(reverse("corrections_feed"))

    def items(self):
        return newest_corrections(get_language())

    def item_title(self, correction):
        words = {"kind": capfirst(correction.get_kind_display()), "headline": one_line(correction.story.headline)}
        return _("%(kind)s: %(headline)s") % words

    def item_description(self, correction):
        """HTML: a feed reader would take '<' in a plain text for the beginning of a tag."""
        return format_html("<p>{}</p>", one_line(correction.text))

    def item_link(self, correction):
        return _absolute(f"{correction.story.get_absolute_url()}#correction-{correction.pk}")

    def item_guid(self, correction):
        """It stays when the story moves: 'tag:example.org,2026-05-01:/corrections/12/'."""
        return get_tag_uri(f"{settings.SITE_URL}/corrections/{correction.pk}", correction.created_at)

    def item_pubdate(self, correction):
        return correction.created_at

    item_updateddate = item_pubdate


class _Comments(_Newest):
    """Comments that readers see, with their names and without their addresses."""

    def item_title(self, comment):
        words = {"name": signed(comment.name), "headline": one_line(comment.story.headline)}
        return _("%(name)s on “%(headline)s”") % words

    def item_description(self, comment):
        return comment.html

    def item_author_name(self, comment):
        return signed(comment.name)

    def item_link(self, comment):
        with translation.override(comment.story.language):
            return _absolute(reverse("comment_link", args=[comment.pk]))

    def item_guid(self, comment):
        """It stays when the story moves: 'tag:example.org,2026-05-01:/comments/12/'."""
        return get_tag_uri(f"{settings.SITE_URL}/comments/{comment.pk}", comment.created_at)

    def item_pubdate(self, comment):
        return comment.created_at

    def item_updateddate(self, comment):
        return comment.edited_at or comment.created_at


class CommentsOfSite(_Comments):
    """The newest comments under the stories of a language."""

    def title(self):
        return one_line(_("%(site)s: comments") % {"site": settings.SITE_NAME})

    def link(self):
        return _absolute(reverse("front"))

    def feed_url(self):
        return _absolute(reverse("comments_feed"))

    feed_guid = feed_url

    def items(self):
        return newest_comments(get_language())


class CommentsOfStory(_Comments):
    """The newest comments under one story, in the language of the story."""

    def __call__(self, request, *args, **kwargs):
        try:
            return super().__call__(request, *args, **kwargs)
        except Gone:
            return HttpResponseGone()

    def get_object(self, request, story_id):
        return find_story(pk=story_id, language=get_language())

    def title(self, story):
        return one_line(_("Comments: %(headline)s") % {"headline": story.headline})

    def link(self, story):
        return _absolute(f"{story.get_absolute_url()}#comments")

    def feed_url(self, story):
        return _absolute(reverse("story_comments_feed", args=[story.pk]))

    feed_guid = feed_url  # the address of the story changes with its slug

    def items(self, story):
        return newest_comments_of(story)


def _absolute(path):
    return f"{settings.SITE_URL}{path}"
