"""Moderators and authors hear of the comments together: once an hour, only when there is news."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Appeal, Digest, Flag, Region, Sender
from articles.workflow import digest
from tests.factories import AuthorFactory, CommentFactory, StoryFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def moderators():
    UserFactory(username="lectrice", email="lectrice@journal.example")  # no right to moderate
    UserFactory(username="parti", email="parti@journal.example", role="moderator", is_active=False)
    return [UserFactory(email=f"mod{n}@journal.example", role="moderator") for n in (1, 2)]


def later():
    """As if the pause had gone by."""
    Sender.objects.update(window_start=timezone.now() - timedelta(days=1))
    return digest.send()


def sent():
    return sorted((message.to[0], message.subject) for message in mail.outbox)


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    return django_capture_on_commit_callbacks(execute=True)


def test_every_moderator_is_told_once_what_waits(commit):
    kherson = Region.objects.get(slug="kherson")
    for _ in range(3):
        CommentFactory(story=StoryFactory(public=True, regions=[kherson]))
    flagged = CommentFactory(status="approved", flagged=1)
    Flag.objects.create(comment=flagged, reason="hate")
    Appeal.objects.create(comment=CommentFactory(status="refused"), words="Relisez.")
    with commit:
        assert digest.send() == 2
    assert [to for to, _subject in sent()] == ["mod1@journal.example", "mod2@journal.example"]
    text = mail.outbox[0].body
    assert "Kherson (3)" in text.replace("\xa0:", ":")
    assert "/admin/articles/comment/" in text


def test_it_is_not_told_twice_and_not_too_often(commit):
    CommentFactory()
    with commit:
        assert digest.send() == 2
        CommentFactory()
        assert digest.send() is None
        assert later() == 2
        assert later() == 0
    assert len(mail.outbox) == 4


def test_an_empty_queue_writes_to_nobody(commit):
    CommentFactory(status="approved")
    with commit:
        assert digest.send() == 0
    assert mail.outbox == []


def test_an_author_hears_what_was_said_under_their_stories_and_nothing_of_what_waits(commit):
    colleague = UserFactory(username="camille", email="camille@journal.example")
    author = AuthorFactory(user=colleague)
    story = StoryFactory(public=True, headline="Le fleuve", authors=[author, AuthorFactory()])
    CommentFactory(story=story, status="approved", name="Anne", body="Bien vu.")
    CommentFactory(story=story, status="approved", name="Camille", body="Merci.", by=colleague)
    CommentFactory(story=story, name="SECRET", body="SECRET")
    CommentFactory(status="approved", body="SECRET ailleurs")
    with commit:
        digest.send()
    told = [message for message in mail.outbox if message.to == ["camille@journal.example"]]
    assert len(told) == 1
    assert "Bien vu." in told[0].body
    assert "Merci." not in told[0].body
    assert "SECRET" not in str(told[0].message())


@pytest.mark.parametrize("quiet", [{"comment_mail": False}, {"user": None}])
def test_an_author_who_wants_none_or_has_no_account_gets_none(commit, quiet):
    author = AuthorFactory(**({"user": UserFactory(email="camille@journal.example")} | quiet))
    CommentFactory(story=StoryFactory(public=True, authors=[author]), status="approved")
    with commit:
        assert digest.send() == 0


def test_what_was_approved_before_the_last_mail_is_no_news(commit):
    author = AuthorFactory(user=UserFactory(email="camille@journal.example"))
    CommentFactory(story=StoryFactory(public=True, authors=[author]), status="approved")
    with commit:
        assert (digest.send(), later()) == (1, 0)


def test_words_of_readers_write_no_header_and_no_html(commit):
    author = AuthorFactory(user=UserFactory(email="camille@journal.example"))
    story = StoryFactory(public=True, authors=[author], headline="Un\ntitre")
    CommentFactory(story=story, status="approved", name="x\r\nBcc: y@example.org", body="<script>alert(1)</script>")
    with commit:
        digest.send()
    message = mail.outbox[0].message()
    assert message["Bcc"] is None
    assert "<script>" not in mail.outbox[0].alternatives[0].content


def test_the_command_tells_what_it_did(capsys):
    CommentFactory()
    call_command("digest")
    call_command("digest")
    assert capsys.readouterr().out.split("\n")[:2] == ["2 mails sent.", "It is not time yet."]
    assert Digest.objects.count() == 1


def test_a_mail_costs_the_same_for_one_comment_and_for_thirty():
    story = StoryFactory(public=True, authors=[AuthorFactory(user=UserFactory(email="camille@journal.example"))])
    counted = []
    for number in (1, 30):
        for _ in range(number):
            CommentFactory(story=story)
            CommentFactory(story=story, status="approved")
        with CaptureQueriesContext(connection) as queries:
            later()
        counted.append(len(queries))
    assert counted[1] <= counted[0]
