"""Whoever asked twice hears of an answer, once; whoever did not, or no longer wants to, hears nothing."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from articles.lib import seals
from articles.models import Comment, Person, Story
from articles.workflow import notices, people
from tests.factories import CommentFactory, PersonFactory, StoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def announce(django_capture_on_commit_callbacks, mailoutbox):
    """announce(comment) -> the mails that went out for it."""

    def announce(comment):
        del mail.outbox[:]
        with django_capture_on_commit_callbacks(execute=True):
            told = notices.announce(comment)
        assert told is bool(mail.outbox)
        return list(mail.outbox)

    return announce


@pytest.fixture
def asked():
    """A visible comment whose author wants to hear of answers, and has confirmed the address."""
    person = PersonFactory(email="olha@example.org", language="uk")
    return CommentFactory(status="approved", person=person, email=person.email, notify=True)


def answer_to(comment, **fields):
    return CommentFactory(**{"story": comment.story, "parent": comment, "status": "approved"} | fields)


class TestAnnouncing:
    def test_the_author_of_the_comment_answered_hears_of_it_once(self, announce, asked):
        answer = answer_to(asked, name="Anne", body="Je ne\nsuis pas d’accord.")
        (message,) = announce(answer)
        assert message.to == ["olha@example.org"]
        assert asked.story.headline in message.subject
        assert "> Je ne suis pas d’accord." in message.body and "Anne" in message.body
        assert f"http://testserver/comments/link/{answer.pk}/" in message.body
        assert announce(answer) == []
        assert Comment.objects.get(pk=answer.pk).announced_at is not None

    def test_in_the_person_s_language(self, announce, asked):
        (message,) = announce(answer_to(asked))
        assert "http://testserver/uk/comments/notices/?key=" in message.body
        assert '<html lang="uk">' in message.alternatives[0][0]

    def test_a_language_the_site_no_longer_speaks(self, announce, asked):
        Person.objects.update(language="de")
        assert len(announce(answer_to(asked))) == 1

    def test_with_one_click_to_end_it(self, announce, asked):
        (message,) = announce(answer_to(asked))
        headers = message.extra_headers
        assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert re.fullmatch(r"<http://testserver/uk/comments/notices/\?key=\S+>", headers["List-Unsubscribe"])

    def test_what_was_typed_is_text_and_no_header(self, announce, asked):
        answer = answer_to(asked, name="A\r\nBcc: x@y.org", body="<script>alert(1)</script>" + "mot " * 200)
        (message,) = announce(answer)
        html = message.alternatives[0][0]
        assert "<script>" not in html and "&lt;script&gt;" in html
        assert set(dict(message.message().items())) & {"Bcc", "Cc"} == set()
        assert "\n" not in message.subject
        assert len(message.body) < 1500, "quoted in short"

    @pytest.mark.parametrize(
        "change",
        [{"notify": False}, {"person": None}, {"status": "refused"}, {"status": "spam"}, {"status": "withdrawn"}],
    )
    def test_nobody_who_did_not_ask_twice_or_is_no_longer_there(self, announce, asked, change):
        answer = answer_to(asked)
        Comment.objects.filter(pk=asked.pk).update(**change)
        assert announce(answer) == []

    @pytest.mark.parametrize("change", [{"no_mail": True}, {"verified_at": None}])
    def test_nobody_who_wants_no_mail_or_never_confirmed(self, announce, asked, change):
        Person.objects.update(**change)
        assert announce(answer_to(asked)) == []

    def test_never_oneself(self, announce, asked):
        assert announce(answer_to(asked, person=asked.person)) == []
        assert announce(answer_to(asked, email="olha@example.org")) == []

    @pytest.mark.parametrize("status", ["pending", "refused", "spam", "withdrawn"])
    def test_nothing_that_is_not_to_be_seen(self, announce, asked, status):
        answer = answer_to(asked, status=status)
        assert announce(answer) == []
        assert Comment.objects.get(pk=answer.pk).announced_at is None

    @pytest.mark.parametrize("change", [{"status": "withdrawn"}, {"expires_at": timezone.now() - timedelta(minutes=1)}])
    def test_nothing_of_a_story_that_is_no_longer_public(self, announce, asked, change):
        answer = answer_to(asked)
        Story.objects.update(**change)
        assert announce(answer) == []

    def test_nor_a_comment_that_answers_nobody(self, announce, asked):
        assert announce(CommentFactory(story=asked.story, status="approved")) == []

    def test_the_others_in_the_thread_were_not_asked(self, announce, asked):
        below = answer_to(asked)
        assert announce(answer_to(below)) == []

    def test_a_crowd_fills_no_mailbox(self, announce, asked):
        sent = sum(len(announce(answer_to(asked))) for _ in range(notices.MOST + 3))
        assert sent == notices.MOST


class TestOptingIn:
    @pytest.fixture
    def opt_in(self, django_capture_on_commit_callbacks, mailoutbox):
        def opt_in(comment):
            del mail.outbox[:]
            with django_capture_on_commit_callbacks(execute=True):
                notices.opt_in(comment, "fr", "192.0.2.1")
            return list(mail.outbox)

        return opt_in

    def test_the_second_yes_is_asked_for_by_mail(self, opt_in, announce):
        comment = CommentFactory(email="anne@example.org", notify=True, status="approved")
        (message,) = opt_in(comment)
        assert message.to == ["anne@example.org"]
        assert announce(answer_to(comment)) == []
        key = re.search(r"/comments/verify/\?key=(\S+)", message.body)[1].replace("%3A", ":")
        person = people.verify(key)
        assert Comment.objects.get(pk=comment.pk).person == person
        assert len(announce(answer_to(comment))) == 1

    def test_once_an_hour_whatever_is_written(self, opt_in):
        assert len(opt_in(CommentFactory(email="anne@example.org", notify=True))) == 1
        assert opt_in(CommentFactory(email="anne@example.org", notify=True)) == []

    def test_none_without_the_box_for_spam_or_for_somebody_known(self, opt_in):
        assert opt_in(CommentFactory()) == []
        assert opt_in(CommentFactory(notify=True, status="spam")) == []
        assert opt_in(CommentFactory(notify=True, person=PersonFactory())) == []

    def test_a_comment_stays_in_when_too_many_links_were_asked_for(self, opt_in):
        sent = sum(len(opt_in(CommentFactory(notify=True))) for _ in range(people.ASKS + 2))
        assert sent == people.ASKS


class TestEnding:
    def key(self, comment):
        return seals.seal("notices", [comment.person_id, comment.pk])

    def wanted(self):
        return sorted(Comment.objects.filter(notify=True).values_list("pk", flat=True))

    def test_all_of_them_one_or_every_mail(self, asked):
        other = CommentFactory(person=asked.person, notify=True, story=StoryFactory(public=True))
        stranger = CommentFactory(person=PersonFactory(), notify=True)
        notices.end(self.key(asked), "comment")
        assert self.wanted() == [other.pk, stranger.pk]
        notices.end(self.key(asked))
        notices.end(self.key(asked))
        assert self.wanted() == [stranger.pk]
        assert not Person.objects.filter(no_mail=True).exists()
        notices.end(self.key(asked), "mail")
        assert Person.objects.filter(no_mail=True).get() == asked.person

    def test_forged_swapped_or_for_another_purpose(self, asked):
        key = self.key(asked)
        for wrong in ("", "x", key[:-1], key + "x", seals.seal("never write", "olha@example.org")):
            with pytest.raises(people.Over):
                notices.end(wrong)
        with pytest.raises(people.Over):
            people.never_write(key)
        assert self.wanted() == [asked.pk]

    def test_of_somebody_who_is_gone(self, asked):
        key = self.key(asked)
        asked.person.delete()
        notices.end(key, "mail")
        assert self.wanted() == [asked.pk]

    def test_switched_by_hand_for_one_s_own_alone(self, asked):
        assert notices.want(asked.person, asked.pk, False) is True
        assert self.wanted() == []
        assert notices.want(PersonFactory(), asked.pk, True) is False
        assert self.wanted() == []
