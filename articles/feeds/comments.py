from django.conf import settings
from django.http import HttpResponseGone
from django.urls import reverse
from django.utils import translation
from django.utils.feedgenerator import get_tag_uri
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.feeds.newest import Newest, absolute
from articles.lib.plain import one_line
from articles.lib.portable import portable
from articles.queries.comments import newest_comments, newest_comments_of
from articles.queries.story import Gone, find_story
from articles.templatetags.newsroom import signed


class _Comments(Newest):
    """Comments that readers see, with their names and without their addresses."""

    feed_guid = Newest.feed_url  # the address of the story changes with its slug

    def item_title(self, comment):
        words = {"name": signed(comment.name), "headline": one_line(comment.story.headline)}
        return _("%(name)s on “%(headline)s”") % words

    def item_description(self, comment):
        return portable(comment.html, self.item_link(comment))

    def item_author_name(self, comment):
        return signed(comment.name)

    def item_link(self, comment):
        with translation.override(comment.story.language):
            return absolute(reverse("comment_link", args=[comment.pk]))

    def item_guid(self, comment):
        """It stays when the story moves: 'tag:example.org,2026-05-01:/comments/12/'."""
        return get_tag_uri(f"{settings.SITE_URL}/comments/{comment.pk}", comment.created_at)

    def item_pubdate(self, comment):
        return comment.created_at

    def item_updateddate(self, comment):
        return comment.edited_at or comment.created_at


class CommentsOfSite(_Comments):
    """The newest comments under the stories of a language."""

    name = "comments_feed"

    def title(self):
        return one_line(_("%(site)s: comments") % {"site": settings.SITE_NAME})

    def link(self):
        return absolute(reverse("front"))

    def items(self):
        return newest_comments(get_language())


class CommentsOfStory(_Comments):
    """The newest comments under one story, in the language of the story."""

    name = "story_comments_feed"

    def __call__(self, request, *args, **kwargs):
        try:
            return super().__call__(request, *args, **kwargs)
        except Gone:
            return HttpResponseGone()

    def get_object(self, request, story_id):
        return find_story(pk=story_id, language=get_language())

    def arguments(self, story):
        return [story.pk]

    def title(self, story):
        return one_line(_("Comments: %(headline)s") % {"headline": story.headline})

    def link(self, story):
        return absolute(f"{story.get_absolute_url()}#comments")

    def items(self, story):
        return newest_comments_of(story)
