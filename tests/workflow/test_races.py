"""Everybody at once: what must happen once happens once, and nobody's words are lost. On both databases."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from django.db import connection

from articles.models import Comment, DiscussionRule, Salt, Sender, Story
from articles.queries import rulebook
from articles.workflow import moderation, publishing, revisions, senders, submission
from articles.workflow.errors import Conflict, Refused
from tests.factories import CommentFactory, PersonFactory, StoryFactory, story_data

# The live server is not called: with it the database is one that several threads can really share.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("live_server")]

PEOPLE = 8
WORDS = {"name": "Anne", "email": "anne@example.org", "website": "", "body": "Merci."}


def at_once(*calls):
    """Runs the calls in threads of their own; gives what each returned, or the exception it raised."""

    def run(call):
        try:
            return call()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(run, calls))


def kinds(results):
    return sorted(type(result).__name__ for result in results)


def test_the_same_comment_sent_many_times_is_stored_once():
    story = StoryFactory(public=True)
    results = at_once(*[partial(submission.submit, story, WORDS, address="192.0.2.1")] * PEOPLE)
    assert kinds(results) == ["Comment"] * PEOPLE
    assert Comment.objects.count() == 1


def test_of_many_comments_of_one_person_one_is_taken():
    story = StoryFactory(public=True)
    calls = [partial(submission.submit, story, WORDS | {"body": f"n° {n}"}, address="192.0.2.1") for n in range(PEOPLE)]
    results = at_once(*calls)
    assert kinds(results) == ["Comment"] + ["TooFast"] * (PEOPLE - 1)
    assert Comment.objects.count() == 1


def test_strangers_do_not_wait_for_each_other():
    story = StoryFactory(public=True)
    calls = [
        partial(submission.submit, story, WORDS | {"email": f"{n}@example.org"}, address=f"192.0.2.{n}")
        for n in range(PEOPLE)
    ]
    assert kinds(at_once(*calls)) == ["Comment"] * PEOPLE


def test_every_attempt_is_counted(settings):
    settings.COMMENT_ATTEMPTS = PEOPLE - 2
    waits = at_once(*[partial(submission.count_attempt, "192.0.2.1", "")] * PEOPLE)
    assert sum(wait > 0 for wait in waits) == 2


def test_of_many_editors_saving_one_story_one_wins_and_the_others_are_told(editor):
    story = revisions.start(story_data(), editor)
    seen = revisions.basis(story, revisions.working_draft(story))
    calls = [
        partial(revisions.save_draft, story, story_data(headline=f"Titre {n}"), editor, on=seen) for n in range(PEOPLE)
    ]
    results = at_once(*calls)
    assert kinds(results) == sorted(["Revision"] + [Conflict.__name__] * (PEOPLE - 1))
    assert story.revisions.count() == 2


def test_published_by_many_it_is_published_once(editor):
    story = revisions.start(story_data(), editor)
    results = at_once(*[partial(publishing.publish, story, editor)] * PEOPLE)
    assert kinds(results) == sorted(["NoneType"] + [Refused.__name__] * (PEOPLE - 1))
    assert Story.objects.get().version == 1


def test_a_comment_is_decided_once(moderator):
    comment = CommentFactory()
    calls = [
        partial(moderation.decide, [comment], status, moderator, "insult") for status in ("approved", "refused") * 4
    ]
    assert sum(at_once(*calls)) == 1


def test_the_first_post_of_a_week_makes_one_salt(monkeypatch):
    """Of many workers at once: two salts would count one sender twice, each half as strictly."""
    Salt.objects.all().delete()
    monkeypatch.setattr(senders, "_known", senders._read)
    keys = at_once(*[partial(senders.key, "address", "192.0.2.1")] * PEOPLE)
    assert len(set(keys)) == 1
    assert Salt.objects.count() == 1


def test_in_slow_mode_one_of_many_at_once_is_taken(settings):
    settings.COMMENT_INTERVAL = 0
    story = StoryFactory(public=True)
    DiscussionRule.objects.create(story=story, slow_minutes=5)
    rulebook.forget()
    calls = [partial(submission.submit, story, WORDS | {"body": f"n° {n}"}, address="192.0.2.1") for n in range(PEOPLE)]
    assert kinds(at_once(*calls)) == ["Comment"] + ["TooFast"] * (PEOPLE - 1)
    assert Comment.objects.count() == 1


def test_every_attempt_of_many_at_once_is_counted_taken_or_not(settings):
    settings.COMMENT_ATTEMPTS = 100
    story = StoryFactory(public=True)
    at_once(*[partial(submission.submit, story, WORDS, address="192.0.2.1")] * PEOPLE)
    assert set(Sender.objects.values_list("attempts", flat=True)) == {PEOPLE}


def test_public_at_once_the_story_counts_every_one_of_many(settings):
    """Answers of trusted people below one comment: none waits for ever for another, none is lost from the number."""
    settings.COMMENT_TRUST_AFTER = 1
    people = PersonFactory.create_batch(PEOPLE)
    for person in people:
        CommentFactory(person=person, email=person.email, status="approved")
    story = StoryFactory(public=True)
    root = CommentFactory(story=story, status="approved")
    calls = [
        partial(
            submission.submit,
            story,
            WORDS | {"email": person.email, "body": f"De {person.email}."},
            address=f"192.0.2.{number}",
            person=person,
            parent=root.pk,
        )
        for number, person in enumerate(people)
    ]
    assert kinds(at_once(*calls)) == ["Comment"] * PEOPLE
    story.refresh_from_db()
    assert story.comment_count == 1 + PEOPLE == Comment.objects.filter(story=story, shown=True).count()
