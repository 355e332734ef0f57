"""An invented newsroom of any size: consistent with itself, and never mixed into a real one by mistake."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count, F, Q

from articles.management.seed import fill as filling
from articles.models import Comment, Person, SearchEntry, Story, StoryRegion, StoryTag, StoryWords
from articles.queries.find import find
from articles.queries.search import with_words
from articles.workflow import searchable
from tests.factories import StoryFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def seed(stories=40, comments=200, **options):
    said = io.StringIO()
    call_command("seed", stories=stories, comments=comments, stdout=said, **options)
    return said.getvalue()


@pytest.fixture(autouse=True)
def small(monkeypatch):
    """PostgreSQL puts tables in order outside of transactions only, and these tests are inside one."""
    monkeypatch.setattr(filling, "in_order", lambda say: None)


def test_as_many_as_asked_and_consistent(client):
    assert seed().splitlines()[-1] == "40 stories and 200 comments are there."
    assert (Story.objects.count(), Comment.objects.count()) == (40, 200)
    approved = Count("comments", filter=Q(comments__status="approved"))
    assert not Story.objects.annotate(seen=approved).exclude(comment_count=F("seen")).exists()
    assert not Comment.objects.exclude(story__published_at__lte=F("created_at")).exists()
    assert not Comment.objects.filter(parent__created_at__gt=F("created_at")).exists()
    assert not Comment.objects.exclude(parent=None).exclude(depth=F("parent__depth") + 1).exists()
    for model in (StoryRegion, StoryTag):
        assert (
            not model.objects.exclude(language=F("story__language"), published_at=F("story__published_at"))
            .exclude(story__published_at=None)
            .exists()
        )
    story = Story.objects.public().filter(language="fr", comment_count__gt=0).first()
    page = client.get(story.get_absolute_url()).content.decode()
    assert story.headline in page
    assert story.comments.visible().first().html in page
    assert client.get("/").status_code == 200


def test_both_searches_find_what_they_would_find_in_stories_that_were_written():
    seed()
    assert set(SearchEntry.objects.values_list("pk", flat=True)) == set(
        Story.objects.filter(status="published").values_list("pk", flat=True)
    )
    assert StoryWords.objects.count() == 40
    story = Story.objects.listed().filter(language="fr").newest_first()[0]
    word = story.headline.split()[0]
    found = [each.pk for each in find(word, "fr").stories]
    at_the_desk = set(with_words(Story.objects.all(), word).values_list("pk", flat=True))
    assert story.pk in found
    searchable.index_all()
    assert [each.pk for each in find(word, "fr").stories] == found
    assert story.pk in at_the_desk


def test_the_same_twice_gives_the_same():
    seed(stories=20, comments=40)
    first = list(Story.objects.order_by("pk").values_list("headline", "standfirst", "body", "status"))
    seed(stories=20, comments=40, beside=True)
    assert list(Story.objects.order_by("pk").values_list("headline", "standfirst", "body", "status")) == first * 2
    assert Person.objects.values("email").distinct().count() == Person.objects.count()


def test_a_site_with_stories_is_left_alone():
    real = StoryFactory(public=True)
    with pytest.raises(CommandError, match="There are stories already"):
        seed()
    assert list(Story.objects.all()) == [real]
    seed(stories=3, comments=0, beside=True)
    assert Story.objects.count() == 4


def test_nobody_real_is_made_a_reporter():
    """Or signs what was invented."""
    real = UserFactory(username="seed-anna"), UserFactory(username="seed-1", first_name="Anna")
    seed(stories=3, comments=0)
    assert [list(each.groups.all()) for each in real] == [[], []]
    assert not Story.objects.filter(owner__in=real).exists()


def test_interrupted_it_leaves_nothing_behind(monkeypatch):
    def interrupted(*args):
        raise KeyboardInterrupt

    monkeypatch.setattr(filling, "_begin_drafts", interrupted)
    with pytest.raises(CommandError, match="nothing was kept"):
        seed()
    assert (Story.objects.count(), Comment.objects.count(), Person.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize(("stories", "comments"), [(0, 1), (1, -1)])
def test_numbers_that_are_none(stories, comments):
    with pytest.raises(CommandError, match="at least one story"):
        seed(stories, comments)


def test_new_rows_come_after_the_invented_ones():
    seed(stories=20, comments=20)
    last = Story.objects.order_by("-pk").values_list("pk", flat=True)[0]
    assert StoryFactory().pk == last + 1
