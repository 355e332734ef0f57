"""What a reader who opens one story sees."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import prefetch_related_objects

from articles.models import Correction, Story, StoryRegion
from articles.models.story_links import people_and_places
from articles.queries.comments import OLDEST, DiscussionPage, discussion_page
from articles.queries.corrections import Told, told_in
from articles.queries.dating import age_of, update_of
from articles.queries.discussion import is_open
from articles.queries.page import alternate, page_context
from articles.queries.story_head import story_head

RELATED = 4


class Gone(Exception):
    """The story was public once and was withdrawn, or has expired. `reason`: what its page tells about it, or ''."""

    def __init__(self, reason=""):
        super().__init__(reason)
        self.reason = reason


@dataclass
class StoryPage:
    story: Story
    discussion: DiscussionPage
    related: list[Story]
    corrections: list[Told]
    translations: list[Story]  # the public versions in all languages, this one included


def find_story(**where):
    """The public story that `where` names. Raises Story.DoesNotExist, or Gone. One query when it is there."""
    return _public_or_gone(Story.objects.select_related("lead_image", "section"), where)


def moved_story(language, slug):
    """The public story that was once at this address. Raises Story.DoesNotExist, or Gone. At most two queries."""
    lean = Story.objects.only("language", "slug", "published_at")
    return _public_or_gone(lean, {"old_addresses__language": language, "old_addresses__slug": slug})


def _public_or_gone(stories, where):
    try:
        return stories.public().get(**where)
    except Story.DoesNotExist:
        over = Story.objects.gone().filter(**where).only("status", "withdrawal_reason").first()
        if over is None:
            raise
    raise Gone(over.withdrawal_reason if over.status == Story.Status.WITHDRAWN else "")


def story_page(story, comments="1", order=OLDEST):
    """Everything around a story that `find_story` gave: seven more queries, whatever its comments.

    `comments`, `order`: which page of its discussion (queries/comments.py).
    """
    related, translations = related_and_translations(story)
    prefetch_related_objects([story, *related], *people_and_places())
    prefetch_related_objects([story], "tags")
    return StoryPage(
        story=story,
        discussion=discussion_page(story, comments, order),
        related=related,
        corrections=told_in(Correction.objects.filter(story=story)),
        translations=translations,
    )


def story_context(story, comments="1", order=OLDEST):
    """What templates/articles/story.html prints of it, the comment form apart. Costs what `story_page` costs."""
    page = story_page(story, comments, order)
    update = update_of(story, page.corrections)
    context = {
        "story": story,
        "update": update,
        "age": age_of(story, update),
        "discussion": page.discussion,
        "comments_open": is_open(story),
        "related": page.related,
        "corrections_first": [told for told in page.corrections if told.comes_first],
        "corrections_last": [told for told in page.corrections if not told.comes_first],
    }
    return context | page_context(
        canonical=story.get_absolute_url(),
        current=story.primary_region,
        alternates=public_versions(page.translations),
        head=story_head(story, page.corrections, page.translations),
    )


def public_versions(stories):
    public = {story.language: story for story in stories}
    for code, label in settings.LANGUAGES:
        if code in public:
            yield alternate(code, label, public[code].get_absolute_url())


def related_and_translations(story):
    """The newest stories filed under the same region, and the public versions in all languages. One query."""
    here = StoryRegion.objects.filter(story=story.pk, primary=True)
    same = Story.objects.listed().in_language(story.language).exclude(pk=story.pk)
    same = same.filter(story_regions__region__in=here.values("region"), story_regions__primary=True)
    # Only a query with an order can be cut, and only one without can be joined to another.
    related = Story.objects.filter(pk__in=same.newest_first().values("pk")[:RELATED])
    versions = Story.objects.public().filter(translation_group=story.translation_group)
    both = [stories.order_by().defer("body", "html") for stories in (related, versions)]
    found = sorted(both[0].union(both[1], all=True), key=lambda each: (each.published_at, each.pk), reverse=True)
    ours = story.translation_group
    return (
        [each for each in found if each.translation_group != ours],
        [each for each in found if each.translation_group == ours],
    )
