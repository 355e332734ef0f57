"""What a reader who opens one story sees.

What is asked with every page is worked out once (queries/worked.py); its marks stand for a key, a language, an address.
"""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import F, Subquery

from articles.models import Byline, Correction, Story, StoryRegion, Tag
from articles.queries.comments import OLDEST, DiscussionPage, discussion_page
from articles.queries.corrections import Told, told_in
from articles.queries.dating import age_of, update_of
from articles.queries.discussion import is_open
from articles.queries.page import alternate, page_context
from articles.queries.story_head import story_head
from articles.queries.ties import beside
from articles.queries.worked import WorkedModels, hang

RELATED = 4
KEY, LANGUAGE, SLUG = -1, "--", "--slug--"  # marks
KEYS = [-11 - n for n in range(RELATED + 1)]


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


_public = WorkedModels(
    lambda **_marks: (
        Story.objects.public().select_related("lead_image", "section").filter(language=LANGUAGE, slug=SLUG)
    ),
    language=LANGUAGE,
    slug=SLUG,
)


def story_at(language, slug):
    """The same of the one at this address."""
    found = _public(language=language, slug=slug)
    if not found:
        raise _missing({"language": language, "slug": slug})
    return found[0]


def moved_story(language, slug):
    """The public story that was once at this address. Raises Story.DoesNotExist, or Gone. At most two queries."""
    lean = Story.objects.only("language", "slug", "published_at")
    return _public_or_gone(lean, {"old_addresses__language": language, "old_addresses__slug": slug})


def _public_or_gone(stories, where):
    try:
        return stories.public().get(**where)
    except Story.DoesNotExist:
        raise _missing(where) from None


def _missing(where):
    """Why there is no public story: Gone or Story.DoesNotExist, to be raised. One query."""
    over = Story.objects.gone().filter(**where).only("status", "withdrawal_reason").first()
    if over is None:
        return Story.DoesNotExist("story")
    return Gone(over.withdrawal_reason if over.status == Story.Status.WITHDRAWN else "")


def story_page(story, comments="1", order=OLDEST):
    """Everything around a story that `find_story` gave: seven more queries, whatever its comments.

    `comments`, `order`: which page of its discussion (queries/comments.py).
    """
    related, translations = related_and_translations(story)
    _tie(story, related)
    return StoryPage(
        story=story,
        discussion=discussion_page(story, comments, order),
        related=related,
        corrections=told_in(_corrections(key=story.pk)),
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


def _tie(story, related):
    """Regions and authors of all, and the tags of the story. Three queries."""
    stories = [story, *related]
    keys = [each.pk for each in stories]
    asked = {f"key{n}": (keys * len(KEYS))[n] for n in range(len(KEYS))}
    hang(stories, "story_regions", _regions(**asked), by="story_id")
    hang(stories, "bylines", _bylines(**asked), by="story_id")
    hang([story], "tags", _tags(key=story.pk), by="tied_to")


_regions = WorkedModels(
    lambda **_marks: StoryRegion.objects.filter(story__in=KEYS).select_related("region"),
    **{f"key{n}": key for n, key in enumerate(KEYS)},
)
_bylines = WorkedModels(
    lambda **_marks: Byline.objects.filter(story__in=KEYS).select_related("author"),
    **{f"key{n}": key for n, key in enumerate(KEYS)},
)
_tags = WorkedModels(lambda **_marks: Tag.objects.filter(story=KEY).annotate(tied_to=F("story")), key=KEY)
_corrections = WorkedModels(lambda **_marks: Correction.objects.filter(story=KEY), key=KEY)


def related_and_translations(story):
    """The newest stories filed under the same region, and the public versions in all languages. One query."""
    found = _around(key=story.pk, language=story.language)
    found.sort(key=lambda each: (each.published_at, each.pk), reverse=True)
    ours = story.translation_group
    return (
        [each for each in found if each.translation_group != ours],
        [each for each in found if each.translation_group == ours],
    )


def _versions_and_beside(**_marks):
    """Only a query with an order can be cut, and only one without can be joined to another."""
    group = Story.objects.filter(pk=KEY).order_by().values("translation_group")
    related = Story.objects.filter(pk__in=beside(Story(pk=KEY, language=LANGUAGE), RELATED))
    versions = Story.objects.public().filter(translation_group=Subquery(group[:1]))
    both = [stories.order_by().defer("body", "html") for stories in (related, versions)]
    return both[0].union(both[1], all=True)


_around = WorkedModels(_versions_and_beside, key=KEY, language=LANGUAGE)
