"""The desk finds a story by what an editor remembers of it."""

import pytest

from articles.management.commands.rerender import Command
from articles.models import Story, StoryWords
from articles.queries import search
from articles.queries.search import holding, with_words
from articles.workflow import publishing, revisions
from tests.factories import AuthorFactory, StoryFactory, story_data

pytestmark = pytest.mark.django_db


def found(text):
    return sorted(with_words(Story.objects.all(), text).values_list("slug", flat=True))


@pytest.fixture
def stories(editor):
    author = AuthorFactory(name="Zoé Lefèvre")
    text = story_data(
        headline="L’œuvre d’été à Kherson",
        slug="grand-ete",
        body="<p>Un barrage <b>cassé</b>.</p>",
        authors=[author.pk],
    )
    revisions.start(text, editor)
    revisions.start(story_data(headline="Запоріжжя сьогодні", language="uk", slug="z"), editor)


@pytest.mark.parametrize(
    "text, slugs",
    [
        ("oeuvre", ["grand-ete"]),
        ("ŒUVRE", ["grand-ete"]),
        ("ETE", ["grand-ete"]),
        ("kherson barrage", ["grand-ete"]),
        ("kherson sel", []),
        ("lefevre", ["grand-ete"]),
        ("casse", ["grand-ete"]),
        ("grand-ete", ["grand-ete"]),
        ("barr", ["grand-ete"]),
        ("arrage", []),
        ("запоріж", ["z"]),
        ("ЗАПОРІЖЖЯ", ["z"]),
        ("", ["grand-ete", "z"]),
        ("  ' \" * & | ! ( ) : ", ["grand-ete", "z"]),
    ],
)
def test_by_the_beginnings_of_words(stories, text, slugs):
    assert found(text) == slugs


@pytest.mark.parametrize(
    "text", ["a' OR 1=1 --", 'x" OR "', "folded:a", "a NOT b", "q:*b", "x\\", "NEAR(a b)", "é" * 500]
)
def test_what_is_typed_is_never_an_expression(stories, text):
    assert found(text) == []


def test_eight_words_and_a_hundred_characters_are_read(stories):
    assert found("barrage un kherson ete l oeuvre d a introuvable") == ["grand-ete"]
    assert found("barrage" + " " * 100 + "introuvable") == ["grand-ete"]


def test_it_follows_the_text_and_forgets_what_was_deleted(editor):
    story = revisions.start(story_data(headline="Avant"), editor)
    revisions.save_draft(story, story_data(headline="Après"), editor)
    assert (found("avant"), found("apres")) == ([], ["un-titre"])
    publishing.publish(story, editor)
    revisions.save_draft(story, story_data(headline="Plus tard"), editor)
    assert (found("apres"), found("plus tard")) == (["un-titre"], [])  # as readers see it
    story.delete()
    assert found("apres") == []


@pytest.mark.parametrize("number", [-1, 0, 10**9], ids=["never counted", "walked", "gathered"])
def test_the_newest_are_looked_through(monkeypatch, number):
    """However PostgreSQL goes about it; SQLite knows one way."""
    monkeypatch.setattr(search, "_number", lambda: number)
    stories = StoryFactory.create_batch(3, headline="Barrage")
    Command().handle()
    newest = [story.pk for story in reversed(stories)]
    assert holding("barr") == search.Holding(newest, is_cut=False)
    monkeypatch.setattr(search, "MOST", 2)
    assert holding("barr") == search.Holding(newest[:2], is_cut=True)
    assert set(with_words(Story.objects.all(), "barr")) == set(stories[1:])
    assert holding("absent") == search.Holding([])
    assert holding(" ") == search.Holding(None)


def test_rerender_fills_what_lacks():
    stories = StoryFactory.create_batch(3, authors=[AuthorFactory(name="Ada Neuve")])
    assert not StoryWords.objects.exists()
    Command().handle()
    assert found("ada neuve") == sorted(story.slug for story in stories)


def test_a_name_that_changed_is_found(editor, at_work, django_capture_on_commit_callbacks):
    author = AuthorFactory(name="Ada Ancienne")
    revisions.start(story_data(authors=[author.pk]), editor)
    data = {"name": "Ada Nouvelle", "slug": author.slug, "bio": "", "user": ""}
    with django_capture_on_commit_callbacks(execute=True):
        at_work(editor).post(f"/admin/articles/author/{author.pk}/change/", data)
    assert (found("ancienne"), found("nouvelle")) == ([], ["un-titre"])


def test_a_hostile_text_is_a_text(editor):
    story = revisions.start(story_data(body=f"<p>{'a' * 5000} <b>x\\'y\"z</b> {'9' * 3000} %_</p>"), editor)
    assert len(StoryWords.objects.get(story=story).folded) < 200
    assert found("x y z") == ["un-titre"]


def test_the_migration_finds_the_same_words_as_the_workflow(stories):
    from importlib import import_module

    from django.apps import apps
    from django.db import connection

    kept = dict(StoryWords.objects.values_list("story", "folded"))
    StoryWords.objects.all().delete()
    import_module("articles.migrations.0004_story_words").fill(apps, type("Editor", (), {"connection": connection}))
    assert dict(StoryWords.objects.values_list("story", "folded")) == kept
