"""What the readers' search knows: the stories that lists name, now or at their hour. Nothing else is in its index."""

from itertools import batched

from django.db import connection
from django.db.models import Prefetch

from articles.lib.html import text_of
from articles.lib.search_entry import Texts, entry, known_rows
from articles.lib.search_store import store
from articles.models import Byline, KnownWord, SearchEntry, Story, StoryRegion

AT_ONCE = 200
KNOWN = ("language", "word", "written", "stem", "sound")


def follow(story):
    """After a story was written or changed its state; the caller holds the transaction.

    One query for a story that no list names, and that may have left one; about ten for any other.
    """
    if story.status == Story.Status.PUBLISHED:
        return index_all(Story.objects.filter(pk=story.pk))
    SearchEntry.objects.filter(pk=story.pk).delete()
    return 0


def index_all(stories=None):
    """Writes the entries of these stories anew (all of them by default), 200 at a time. Gives back how many."""
    stories = Story.objects.all() if stories is None else stories
    listed = stories.filter(status=Story.Status.PUBLISHED).order_by("pk").defer("html")
    rows = listed.prefetch_related(
        Prefetch("bylines", Byline.objects.select_related("author")),
        Prefetch("story_regions", StoryRegion.objects.order_by("region")),
    )
    return sum(_write(some) for some in batched(rows.iterator(AT_ONCE), AT_ONCE))


def _write(stories):
    entries = [entry_of(story) for story in stories]
    store(connection, entries)
    words = [KnownWord(**dict(zip(KNOWN, row, strict=True))) for row in known_rows(entries)]
    KnownWord.objects.bulk_create(words, ignore_conflicts=True)
    return len(entries)


def entry_of(story):
    names = "\n".join(author.name for author in story.author_list)
    texts = Texts(f"{story.kicker}\n{story.headline}", story.standfirst, names, text_of(story.body))
    regions = [link.region_id for link in story.story_regions.all()]
    return entry(story.pk, story.language, story.published_at, story.expires_at, texts, regions, story.section_id)


def forget_all():
    """Before everything is indexed anew: entries of stories that no list names any more, words nobody writes."""
    SearchEntry.objects.exclude(story__status=Story.Status.PUBLISHED).delete()
    KnownWord.objects.all().delete()
