"""The newest stories of a list, each whole: what its feeds tell."""

from django.db.models import Exists, OuterRef, Prefetch

from articles.models import Author, Byline, Correction, Region, Section, Story, StoryRegion, StoryTag, Tag
from articles.models.story_links import people_and_places
from articles.queries.navigation import navigation
from articles.queries.ties import Tied

IN_FEED = 30


def whole_stories(stories):
    """The newest of these, with text, people, places, tags and corrections. Five queries."""
    corrections = Prefetch("corrections", Correction.objects.order_by("-created_at", "-pk"))
    whole = stories.select_related("lead_image", "section").prefetch_related(*people_and_places(), "tags", corrections)
    return list(whole.defer("body").newest_first()[:IN_FEED])


def of_front(language):
    return whole_stories(_listed(language))


def region_called(slug):
    return _called(slug, navigation().tree.regions, Region)


def of_region(region, language):
    """Of the region and of the places inside it."""
    return whole_stories(_tied(StoryRegion, "region", navigation().tree.ids_within(region), language))


def section_called(slug):
    return _called(slug, navigation().sections, Section)


def of_section(section, language):
    return whole_stories(_listed(language).filter(section=section))


def tag_called(slug):
    """One query. A tag no public story carries does not exist for readers."""
    return Tag.objects.filter(_carried(StoryTag, "tag")).get(slug=slug)


def of_tag(tag, language):
    return whole_stories(_tied(StoryTag, "tag", [tag.pk], language))


def author_called(slug):
    """One query. Nor does a name that signs no public story."""
    return Author.objects.filter(_carried(Byline, "author")).get(slug=slug)


def of_author(author, language):
    return whole_stories(_tied(Byline, "author", [author.pk], language))


def of_keys(keys):
    """Of those of these that lists name."""
    return whole_stories(Story.objects.listed().filter(pk__in=keys))


def _listed(language):
    return Story.objects.listed().in_language(language)


def _tied(model, to, keys, language):
    return Tied(model, to, keys, [language]).stories(IN_FEED)


def _called(slug, things, model):
    """The one of that address. Raises DoesNotExist."""
    found = next((thing for thing in things if thing.slug == slug), None)
    if found is None:
        raise model.DoesNotExist(slug)
    return found


def _carried(link, name):
    """A condition: some listed story, in any language, is tied to it by a row of `link`."""
    return Exists(link.objects.filter(**{name: OuterRef("pk")}, story__in=Story.objects.listed().order_by()))
