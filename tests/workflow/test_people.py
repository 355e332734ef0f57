"""Who owns an address is proved by a mailed link, and by nothing that somebody types."""

import re
from datetime import timedelta
from email import message_from_bytes
from email.policy import SMTP
from email.policy import default as policy

import pytest
from django.core import mail, signing
from django.utils import timezone
from django.utils.translation import gettext

from articles.lib import seals
from articles.models import Comment, Person, Sender
from articles.workflow import judging, people
from tests.factories import CommentFactory, PersonFactory

pytestmark = pytest.mark.django_db

ANNE = "anne@example.org"


@pytest.fixture
def ask(django_capture_on_commit_callbacks, mailoutbox):
    """ask(…) -> the mails that went out for it."""

    def ask(email=ANNE, language="fr", comment=None, address="192.0.2.1"):
        del mail.outbox[:]
        with django_capture_on_commit_callbacks(execute=True):
            people.ask_to_verify(email, language, comment, address)
        return list(mail.outbox)

    return ask


@pytest.fixture
def an_hour_later(monkeypatch):
    def later(hours=1):
        now = timezone.now() + timedelta(hours=hours, seconds=1)
        monkeypatch.setattr(timezone, "now", lambda: now)
        monkeypatch.setattr(signing.time, "time", now.timestamp)

    return later


def token_of(message, page="verify"):
    return re.search(rf"/comments/{page}/\?key=(\S+)", message.body)[1].replace("%3A", ":")


class TestAsking:
    def test_a_link_is_mailed_and_nothing_is_stored_about_the_address(self, ask):
        (message,) = ask(" Anne@Example.org ")
        subject = gettext("Confirm your address at %(site_name)s") % {"site_name": "Newsroom"}
        assert (message.to, message.subject) == ([ANNE], subject)
        assert people.asked(token_of(message)) == people.Link(ANNE, "fr", None)
        assert not Person.objects.exists()
        assert ANNE not in str(list(Sender.objects.values()))

    def test_in_the_language_of_the_page(self, ask):
        (message,) = ask(language="uk")
        assert "/uk/comments/verify/" in message.body and "/uk/comments/never/" in message.body

    def test_one_mail_an_hour_whoever_asks(self, ask, an_hour_later):
        assert len(ask()) == 1
        assert ask("ANNE@example.org", address="198.51.100.7") == []
        assert len(ask("bea@example.org")) == 1
        an_hour_later()
        assert len(ask()) == 1

    def test_nobody_learns_who_is_known(self, ask):
        PersonFactory(email="connue@example.org")
        known, unknown = ask("connue@example.org"), ask("inconnue@example.org")
        assert [known[0].subject, len(known)] == [unknown[0].subject, len(unknown)]

    def test_one_network_address_cannot_write_to_all_the_world(self, ask):
        for number in range(people.ASKS):
            assert len(ask(f"n{number}@example.org")) == 1
        with pytest.raises(people.TooMany):
            ask("victime@example.org")
        assert len(ask("victime@example.org", address="198.51.100.7")) == 1

    def test_never_to_somebody_who_wants_no_mail(self, ask):
        PersonFactory(email=ANNE, no_mail=True)
        assert ask() == []

    def test_not_a_word_of_a_stranger_is_mailed(self, ask):
        comment = CommentFactory(email=ANNE, name="ACHETEZ", body="http://spam.example", website="http://spam.example")
        (message,) = ask(comment=comment)
        whole = message.message().as_string() + message.body + message.alternatives[0][0]
        assert not re.search("ACHETEZ|spam", whole)

    @pytest.mark.parametrize(
        "email",
        [
            *("anne@example.org\nBcc: all@example.org", "anne@example.org\r\nSubject: x", "\0@example.org"),
            *("anne@example.org,b@example.org", "anne@example.org b@example.org", '"a, b"@example.org'),
            *('"a\\"@x.org, b"@example.org', "<anne@example.org>", "Anne <anne@example.org>", "анна@example.org"),
            *("anne", "", "@", "a" * 95 + "@example.org"),
        ],
    )
    def test_what_is_no_plain_address_gets_none(self, ask, email):
        assert ask(email) == []

    def test_what_goes_over_the_wire(self, ask):
        (message,) = ask("anne+news@example.org")
        sent = message_from_bytes(message.message().as_bytes(), policy=policy)
        assert sent["To"] == "anne+news@example.org"
        assert sent["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        off = re.search(r"\S+/comments/never/\S+", message.body)[0]
        assert sent["List-Unsubscribe"] == f"<{off}>"
        assert f"\r\nList-Unsubscribe: <{off}>\r\n" in message.message(policy=SMTP).as_string(), "in clear, unfolded"


class TestConfirming:
    def test_forged_swapped_or_for_another_purpose(self, ask):
        (message,) = ask()
        token = token_of(message)
        wrong = ["", "x", token[:-1], token + "x", seals.seal("cookie", [1, "x"]), token_of(message, "never")]
        wrong += [signing.dumps([ANNE, "fr", None, ""]), "\0", "é" * 50]
        for each in wrong:
            with pytest.raises(people.Over):
                people.verify(each)
        assert not Person.objects.exists()

    def test_too_old(self, ask, an_hour_later):
        token = token_of(*ask())
        an_hour_later(24)
        with pytest.raises(people.Over):
            people.verify(token)

    def test_the_mailbox_s_owner_is_a_person_from_now_on(self, ask):
        person = people.verify(token_of(*ask(language="en")))
        assert (person.email, person.language, person.standing) == (ANNE, "en", "")
        assert person.verified_at is not None

    def test_a_link_works_once(self, ask):
        token = token_of(*ask())
        people.verify(token)
        with pytest.raises(people.Over):
            people.asked(token)
        with pytest.raises(people.Over):
            people.verify(token)

    def test_nor_a_second_time_after_everything_was_erased(self, ask):
        token = token_of(*ask())
        people.verify(token).delete()
        with pytest.raises(people.Over):
            people.verify(token)

    def test_a_link_mailed_before_is_worth_nothing_once_there_is_a_newer_key(self, ask, an_hour_later):
        first = token_of(*ask())
        an_hour_later()
        person = people.verify(token_of(*ask()))
        with pytest.raises(people.Over):
            people.verify(first)
        an_hour_later(2)
        third = token_of(*ask())
        people.sign_out(person)
        with pytest.raises(people.Over):
            people.verify(third)

    def test_confirming_again_keeps_who_one_is(self, ask):
        person = PersonFactory(email=ANNE, name="Anne", verified_at=timezone.now() - timedelta(days=9))
        again = people.verify(token_of(*ask()))
        assert (again.pk, again.name, again.verified_at, again.key) == (
            person.pk,
            "Anne",
            person.verified_at,
            person.key,
        )

    def test_a_decision_of_the_moderators_holds(self, ask, moderator):
        judging.judge(ANNE, "banned", None, "", moderator)
        assert people.verify(token_of(*ask())).standing == "banned"

    def test_the_comment_it_was_asked_from_is_theirs(self, ask):
        comment, other = CommentFactory(email=ANNE, name="Anne L."), CommentFactory(email=ANNE)
        person = people.verify(token_of(*ask(comment=comment)))
        assert person.name == "Anne L."
        assert list(Comment.objects.filter(person=person)) == [comment]
        assert Comment.objects.get(pk=other.pk).person is None

    def test_unless_they_say_that_they_did_not_write_it(self, ask):
        comment = CommentFactory(email=ANNE)
        person = people.verify(token_of(*ask(comment=comment)), mine=False)
        assert (Comment.objects.get().person, person.name) == (None, "")

    def test_never_another_s_comment(self, ask):
        comment = CommentFactory(email="bea@example.org")
        people.verify(token_of(*ask(comment=comment)))
        assert Comment.objects.get().person is None


class TestBrowsers:
    def test_one_s_own_and_no_other_s(self, django_assert_num_queries):
        person, other = PersonFactory(), PersonFactory()
        cookie = people.remembered(person)
        with django_assert_num_queries(1):
            assert people.recognised(cookie) == person
        with django_assert_num_queries(0):
            for forged in ("x", cookie[:-1], seals.seal("verify", [person.pk, "x"]), signing.dumps([person.pk])):
                assert people.recognised(forged) is None
        assert people.recognised(seals.seal("cookie", [other.pk, seals.mark(person.key)])) is None

    def test_signed_out_everywhere(self):
        person, other = PersonFactory(), PersonFactory()
        cookie, of_other = people.remembered(person), people.remembered(other)
        people.sign_out(person)
        assert people.recognised(cookie) is None
        assert people.recognised(of_other) == other

    def test_half_a_year_long(self, an_hour_later):
        cookie = people.remembered(PersonFactory())
        an_hour_later(24 * 180)
        assert people.recognised(cookie) is None

    def test_not_who_was_only_judged(self):
        assert people.recognised(people.remembered(PersonFactory(verified_at=None))) is None


class TestNeverWriting:
    def test_the_owner_of_the_mailbox_decides(self, ask, an_hour_later):
        (message,) = ask()
        token = token_of(message, "never")
        people.never_write(token)
        people.never_write(token)
        an_hour_later(2)
        assert ask() == []
        assert list(Person.objects.values_list("email", "no_mail", "verified_at")) == [(ANNE, True, None)]
        people.never_write(token, never=False)
        assert len(ask()) == 1

    def test_nobody_else(self, ask, an_hour_later):
        (message,) = ask()
        token = token_of(message, "never")
        for forged in ("", "x", token + "x", token_of(message)):
            with pytest.raises(people.Over):
                people.never_write(forged)
        an_hour_later(24 * 367)
        with pytest.raises(people.Over):
            people.never_write(token)
        assert not Person.objects.exists()
