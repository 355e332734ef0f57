"""What a reader who opens one story sees."""

from dataclasses import dataclass

from articles.models import Comment, Region, Story

RELATED = 4


class Gone(Exception):
    """The story was public once and was withdrawn, or has expired."""


@dataclass
class StoryPage:
    tree: object
    story: Story
    comments: list[Comment]
    related: list[Story]
    translations: list[Story]  # the public versions in all languages, this one included


def find_story(**where):
    """The public story that `where` names. Raises Story.DoesNotExist, or Gone. One query when it is there."""
    whole = Story.objects.select_related("lead_image", "section").with_people_and_places().prefetch_related("tags")
    try:
        return whole.public().get(**where)
    except Story.DoesNotExist:
        if Story.objects.gone().filter(**where).exists():
            raise Gone from None
        raise


def story_page(story):
    """Everything around a story that `find_story` gave: four more queries, whatever its comments."""
    return StoryPage(
        tree=Region.objects.tree(),
        story=story,
        comments=list(
            Comment.objects.visible()
            .filter(story=story)
            .select_related("parent")
            .defer("body", "reasons", "parent__body", "parent__html", "parent__reasons")
        ),
        related=_related(story),
        translations=list(
            Story.objects.public()
            .filter(translation_group=story.translation_group)
            .only("language", "slug", "published_at", "translation_group")
        ),
    )


def _related(story):
    """The newest stories filed under the same region."""
    region = story.primary_region
    if region is None:
        return []
    same = Story.objects.public().in_language(story.language).exclude(pk=story.pk)
    same = same.filter(story_regions__region=region, story_regions__primary=True)
    return list(same.newest_first().for_cards()[:RELATED])
