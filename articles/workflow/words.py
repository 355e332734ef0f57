"""What the desk's search knows about a story: headline, text, signatures and address, folded."""

from itertools import batched

from django.db.models import Prefetch

from articles.lib.html import text_of
from articles.lib.words import index_text
from articles.models import Byline, Story, StoryWords
from articles.workflow import searchable

AT_ONCE = 500


def index(story):
    """Writes the words of one story; the caller holds the transaction. Three queries at most for the desk's search."""
    StoryWords.objects.update_or_create(story_id=story.pk, defaults={"folded": words_of(story)})
    if story.published_at is not None:
        searchable.follow(story)


def words_of(story):
    """Costs a query for the signatures when they are not loaded."""
    names = " ".join(byline.author.name for byline in story.bylines.select_related("author"))
    return _folded(story, names)


def _folded(story, names):
    return index_text(story.kicker, story.headline, story.standfirst, names, story.slug, text_of(story.body))


def index_all(stories=None):
    """Writes the words of these stories anew (all of them by default), 500 at a time. Gives back how many."""
    stories = Story.objects.all() if stories is None else stories
    signed = Prefetch("bylines", Byline.objects.select_related("author"))
    rows = stories.only("kicker", "headline", "standfirst", "slug", "body").prefetch_related(signed)
    done = 0
    for some in batched(rows.order_by("pk").iterator(AT_ONCE), AT_ONCE):
        done += len(_write(some))
    return done


def _write(stories):
    words = [
        StoryWords(story=story, folded=_folded(story, " ".join(author.name for author in story.author_list)))
        for story in stories
    ]
    return StoryWords.objects.bulk_create(
        words, update_conflicts=True, unique_fields=["story"], update_fields=["folded"]
    )


def index_stories_of(author):
    """After a name changed."""
    searchable.index_all(Story.objects.filter(bylines__author=author))
    return index_all(Story.objects.filter(bylines__author=author))
