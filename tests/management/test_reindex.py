"""The index made anew: after a change of what is a word, or for stories that came in another way."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from articles.models import KnownWord, SearchEntry, Story
from articles.queries.find import find
from articles.queries.search import with_words
from tests.factories import StoryFactory

pytestmark = pytest.mark.django_db


def test_it_fills_what_lacks_and_forgets_what_is_gone():
    listed = StoryFactory(public=True, headline="Un pont")
    StoryFactory(headline="Un brouillon")
    withdrawn = StoryFactory(withdrawn=True)
    SearchEntry.objects.create(story=withdrawn, language="fr", published_at=timezone.now())
    KnownWord.objects.create(language="fr", word="oublie", written="oublié", stem="oubli", sound="bl")
    call_command("reindex", stdout=(said := StringIO()))
    assert said.getvalue() == "1 stories for readers, 3 for the desk.\n"
    assert [entry.story for entry in SearchEntry.objects.all()] == [listed]
    assert find("ponts", "fr").stories == [listed]
    assert not KnownWord.objects.filter(word__in=["oublie", "brouillon"]).exists()
    assert with_words(Story.objects.all(), "brouillon").count() == 1


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's index has columns of its own")
def test_what_ranks_a_story_lies_in_its_row_and_what_finds_it_beside():
    StoryFactory(public=True, headline="Un pont", body="<p>" + " ".join(f"mot{n}" for n in range(2_000)) + "</p>")
    call_command("reindex", stdout=StringIO())
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_column_toast_chunk_id(head), pg_column_toast_chunk_id(words) FROM articles_searchentry"
        )
        head, words = cursor.fetchone()
    assert (head, words is None) == (None, False)
