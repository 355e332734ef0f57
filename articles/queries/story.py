"""What a reader who opens one story sees."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Prefetch, prefetch_related_objects

from articles.models import Byline, Comment, Correction, Region, Story, StoryRegion
from articles.queries.corrections import Told, told_in
from articles.queries.page import alternate, page_context

RELATED = 4


class Gone(Exception):
    """The story was public once and was withdrawn, or has expired. `reason`: what its page tells about it, or ''."""

    def __init__(self, reason=""):
        super().__init__(reason)
        self.reason = reason


@dataclass
class StoryPage:
    tree: object
    story: Story
    comments: list[Comment]
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


def story_page(story):
    """Everything around a story that `find_story` gave: eight more queries, whatever its comments."""
    related = _related(story)
    _with_people_and_places([story, *related])
    prefetch_related_objects([story], "tags")
    return StoryPage(
        tree=Region.objects.tree(),
        story=story,
        comments=list(
            Comment.objects.visible()
            .filter(story=story)
            .select_related("parent")
            .defer("body", "reasons", "parent__body", "parent__html", "parent__reasons")
        ),
        related=related,
        corrections=told_in(Correction.objects.filter(story=story)),
        translations=list(
            Story.objects.public()
            .filter(translation_group=story.translation_group)
            .only("language", "slug", "published_at", "translation_group")
        ),
    )


def story_context(story):
    """What templates/articles/story.html prints of it, the comment form apart. Costs what `story_page` costs."""
    page = story_page(story)
    context = {
        "story": story,
        "comments": page.comments,
        "comments_open": story.comments_open,
        "related": page.related,
        "corrections_first": [told for told in page.corrections if told.comes_first],
        "corrections_last": [told for told in page.corrections if not told.comes_first],
    }
    return context | page_context(
        page.tree,
        canonical=story.get_absolute_url(),
        current=story.primary_region,
        alternates=_translations(page.translations),
    )


def _translations(stories):
    public = {story.language: story for story in stories}
    for code, label in settings.LANGUAGES:
        if code in public:
            yield alternate(code, label, public[code].get_absolute_url())


def _related(story):
    """The newest stories filed under the same region."""
    here = StoryRegion.objects.filter(story=story.pk, primary=True)
    same = Story.objects.listed().in_language(story.language).exclude(pk=story.pk)
    same = same.filter(story_regions__region__in=here.values("region"), story_regions__primary=True)
    return list(same.newest_first().defer("body", "html")[:RELATED])


def _with_people_and_places(stories):
    """Two queries for all of them together; what is loaded already stays."""
    places = Prefetch("story_regions", StoryRegion.objects.select_related("region"))
    prefetch_related_objects(stories, places, Prefetch("bylines", Byline.objects.select_related("author")))
