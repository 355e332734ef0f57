"""What colleagues say to each other about a story, and who gets a mail."""

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied

from articles.models import AuditEntry, Note, Story
from articles.workflow import notes, publishing, revisions
from articles.workflow.errors import Refused
from tests.factories import UserFactory, story_data


@pytest.fixture
def people(reporter, other_reporter, editor, moderator, admin):
    for person in (reporter, other_reporter, editor, moderator, admin):
        person.email = f"{person.username}@example.org"
        person.save()


@pytest.fixture
def story(people, reporter):
    return revisions.start(story_data(headline="Le gel"), reporter)


@pytest.fixture
def sent(django_capture_on_commit_callbacks, mailoutbox):
    """sent(act): the messages that act() leaves once its transaction has ended, as {address: subject}."""

    def addresses(act, *arguments, **words):
        del mail.outbox[:]
        with django_capture_on_commit_callbacks(execute=True):
            act(*arguments, **words)
        assert all(len(message.to) == 1 for message in mail.outbox)
        return {message.to[0]: message.subject for message in mail.outbox}

    return addresses


class TestWhoHears:
    def test_of_a_submission_everybody_who_may_review_but_not_the_one_who_submits(self, story, reporter, sent):
        told = sent(publishing.submit, story, reporter)
        assert set(told) == {"editor@example.org", "admin@example.org"}
        assert set(told.values()) == {"Le gel – soumis à relecture"}

    def test_of_a_submission_only_the_reviewer_once_there_is_one(self, story, reporter, editor, sent):
        assert sent(publishing.assign, story, editor, reporter) == {"editor@example.org": "Le gel – à relire"}
        story.refresh_from_db()
        assert set(sent(publishing.submit, story, reporter)) == {"editor@example.org"}

    def test_of_an_answer_the_one_who_wrote(self, story, reporter, editor, sent):
        publishing.submit(story, reporter)
        told = sent(publishing.request_changes, story, editor, note="Qui le dit ?")
        assert set(told) == {"reporter@example.org"}
        assert "Qui le dit ?" in mail.outbox[0].body
        html, kind = mail.outbox[0].alternatives[0]
        assert kind == "text/html" and "Qui le dit ?" in html and f"/admin/articles/story/{story.pk}/change/" in html

    def test_of_ones_own_publication_nobody(self, people, editor, sent):
        assert sent(publishing.publish, revisions.start(story_data(), editor), editor) == {}

    def test_nobody_who_left_or_has_no_address(self, story, reporter, editor, admin, sent):
        editor.is_active = False
        editor.save()
        admin.email = ""
        admin.save()
        assert sent(publishing.submit, story, reporter) == {}

    def test_nobody_who_lost_the_right_to_open_the_story(self, story, reporter, editor, admin, sent):
        publishing.assign(story, editor, reporter)
        for person in (reporter, editor):
            person.groups.clear()
        story.refresh_from_db()
        Story.objects.update(status="in_review")
        assert sent(publishing.request_changes, story, admin, note="Entre nous") == {}

    def test_of_a_name_without_a_person_or_a_mail_the_one_who_writes(
        self, story, reporter, editor, moderator, other_reporter
    ):
        editor.email = ""
        editor.save()
        told = list(notes.unheard(story, "@editor @moderator @personne @other_reporter @admin"))
        assert [words.split()[0].rstrip(":") for words in told] == [
            "@editor",
            "@moderator",
            "@personne",
            "@other_reporter",
        ]

    def test_somebody_named_who_may_open_the_story(self, story, reporter, editor, sent):
        told = sent(notes.add, story, reporter, "@Editor, @other_reporter, @moderator, @personne : à voir ?")
        assert set(told) == {"editor@example.org"}
        assert [person.username for person in Note.objects.get().mentions.order_by("username")] == [
            "editor",
            "moderator",
            "other_reporter",
        ]

    def test_whoever_spoke_in_the_thread(self, story, reporter, editor, admin, sent):
        first = notes.add(story, editor, "Une question.")
        notes.add(story, admin, "Une autre.", first)
        assert set(sent(notes.add, story, reporter, "Une réponse.", first)) == {
            "editor@example.org",
            "admin@example.org",
        }

    def test_a_headline_writes_no_header(self, people, reporter, sent):
        story = revisions.start(story_data(headline="Le gel\nBcc: victim@example.org"), reporter)
        told = sent(publishing.submit, story, reporter)
        assert set(told) == {"editor@example.org", "admin@example.org"}
        assert all("\n" not in subject for subject in told.values())

    def test_hostile_words_are_words(self, story, reporter, editor, sent):
        sent(notes.add, story, editor, "<script>alert(1)</script> {{ story.owner.password }}")
        html = mail.outbox[0].alternatives[0][0]
        assert "<script>" not in html and "{{ story.owner.password }}" in html

    def test_a_mail_server_that_is_down_stops_nothing(self, story, reporter, sent, monkeypatch):
        def refuse(*arguments, **words):
            raise ConnectionRefusedError

        monkeypatch.setattr("articles.tasks.MailMessage.send", refuse)
        assert sent(publishing.submit, story, reporter) == {}
        story.refresh_from_db()
        assert story.status == "in_review"


class TestThreads:
    def test_an_answer_to_an_answer_hangs_on_the_first_note(self, story, reporter, editor):
        first = notes.add(story, editor, "Une")
        second = notes.add(story, reporter, "Deux", first)
        third = notes.add(story, editor, "Trois", second)
        assert third.parent == first
        (thread,) = notes.threads(story)
        assert [answer.body for answer in thread.answers.all()] == ["Deux", "Trois"]

    def test_a_note_is_not_empty_not_endless_and_not_of_another_story(self, story, reporter, editor):
        other = revisions.start(story_data(slug="autre"), reporter)
        foreign = notes.add(other, reporter, "Ailleurs")
        for body, parent in (("  ", None), ("x" * 5_001, None), ("Ici", foreign)):
            with pytest.raises(Refused):
                notes.add(story, reporter, body, parent)
        assert not story.notes.exists()

    def test_it_is_closed_once_and_opened_by_an_answer(self, story, reporter, editor):
        first = notes.add(story, editor, "Une")
        assert notes.resolve(first, reporter)
        assert not notes.resolve(first, editor)
        assert Note.objects.get().resolved_by == reporter
        notes.add(story, editor, "Encore", first)
        first.refresh_from_db()
        assert first.resolved_at is None
        assert AuditEntry.objects.filter(action="story.note_closed").count() == 1

    def test_hundreds_of_mentions_are_one_query(self, people, django_assert_num_queries):
        UserFactory(username="camille.d", email="c@example.org")
        with django_assert_num_queries(1):
            assert len(notes.mentioned("@camille.d. et @nobody " * 500)) == 1


def test_a_stranger_writes_no_note_through_a_move(story, other_reporter):
    with pytest.raises(PermissionDenied):
        publishing.submit(story, other_reporter, note="Coucou")
    assert not Note.objects.exists()
