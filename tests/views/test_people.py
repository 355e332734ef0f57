"""« Mes commentaires »: a link by mail opens it, and whoever lacks the link gets nowhere."""

import json
import re

import pytest
from django.core import mail
from django.test import Client
from django.utils.translation import gettext

from articles.lib import seals
from articles.lib.tokens import own_token
from articles.models import Comment, Person
from articles.workflow import people
from tests.factories import CommentFactory, PersonFactory, StoryFactory
from tests.readers import HERE

pytestmark = pytest.mark.django_db

ME, ASK, VERIFY = "/comments/me/", "/comments/verify/ask/", "/comments/verify/"
ERASE, EXPORT = "/comments/me/erase/", "/comments/me/export/"
OFF, NEVER = "/comments/notices/", "/comments/never/"


@pytest.fixture
def person():
    return PersonFactory(email="anne@example.org")


@pytest.fixture
def anne(person):
    """The browser of somebody who has confirmed an address."""
    browser = Client(headers=HERE)
    browser.cookies["commenter"] = people.remembered(person)
    return browser


@pytest.fixture
def stranger():
    return Client(headers=HERE)


@pytest.fixture
def sent(django_capture_on_commit_callbacks, mailoutbox):
    """sent(call) -> the mails that went out for it."""

    def sent(call):
        del mail.outbox[:]
        with django_capture_on_commit_callbacks(execute=True):
            call()
        return list(mail.outbox)

    return sent


def page(answer):
    return answer.content.decode()


class TestGates:
    @pytest.mark.parametrize("address", [ME, ASK, VERIFY, ERASE])
    @pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}])
    def test_nothing_is_taken_from_another_site(self, anne, person, address, headers, sent):
        CommentFactory(email=person.email, person=person)
        forger = Client(headers=headers)
        forger.cookies = anne.cookies
        data = {"email": "anne@example.org", "what": "sign_out"}
        assert sent(lambda: self.refused(forger, address, data)) == []
        now = Person.objects.get()
        assert (now.key, Comment.objects.get().status) == (person.key, "pending")

    def refused(self, browser, address, data):
        assert browser.post(address, data).status_code == 403

    @pytest.mark.parametrize("address", [ME, ERASE, OFF, NEVER, VERIFY])
    def test_nobody_stores_or_lists_these_pages(self, anne, address):
        answer = anne.get(address)
        assert "no-store" in answer.headers["Cache-Control"]
        assert answer.headers["X-Robots-Tag"] == "noindex"

    def test_somebody_logged_in_needs_django_s_token_too(self, reporter, person):
        browser = Client(enforce_csrf_checks=True, headers=HERE)
        browser.force_login(reporter)
        browser.cookies["commenter"] = people.remembered(person)
        assert browser.post(ME, {"what": "sign_out"}).status_code == 403
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page(browser.get(ME)))[1]
        assert browser.post(ME, {"what": "no_mail", "csrfmiddlewaretoken": token}).status_code == 303

    def test_without_the_cookie_there_is_a_form_and_no_comment(self, stranger, person):
        CommentFactory(email=person.email, body="SECRET", html="SECRET")
        assert "SECRET" not in page(stranger.get(ME))
        for address in (EXPORT, ERASE):
            assert stranger.get(address).headers["Location"] == ME
        assert stranger.post(ERASE).headers["Location"] == ME
        assert Comment.objects.get().body == "SECRET"

    def test_a_browser_that_was_signed_out(self, anne, person):
        people.sign_out(person)
        assert person.email not in page(anne.get(ME))
        assert anne.get(EXPORT).status_code == 303


class TestAsking:
    def test_the_answer_is_the_same_for_everybody(self, stranger, sent):
        PersonFactory(email="connue@example.org")
        PersonFactory(email="jamais@example.org", no_mail=True)
        answers = []
        for email in ("connue@example.org", "connue@example.org", "inconnue@example.org", "jamais@example.org"):
            sent(lambda email=email: answers.append(stranger.post(ASK, {"email": email})))
        assert {(answer.status_code, answer.headers["Location"]) for answer in answers} == {(303, f"{ME}?asked=1")}

    @pytest.mark.parametrize("email", ["", "anne", "a@b.org,c@d.org", "a@b.org\nBcc: c@d.org", '"a b"@c.org'])
    def test_what_is_no_address_comes_back(self, stranger, sent, email):
        answers = []
        assert sent(lambda: answers.append(stranger.post(ASK, {"email": email}))) == []
        assert answers[0].status_code == 422

    def test_who_comes_back_to_the_address_of_the_form_finds_the_form(self, stranger):
        assert stranger.get(ASK).headers["Location"] == ME

    def test_too_many_links_from_one_place(self, stranger):
        for number in range(people.ASKS):
            assert stranger.post(ASK, {"email": f"n{number}@example.org"}).status_code == 303
        answer = stranger.post(ASK, {"email": "autre@example.org"})
        assert (answer.status_code, answer.headers["Retry-After"]) == (429, "3600")

    def test_from_the_page_of_one_s_own_comment(self, stranger, sent):
        comment = CommentFactory(email="anne@example.org")
        (message,) = sent(lambda: stranger.post(ASK, {"own": own_token(comment.pk)}))
        assert message.to == ["anne@example.org"]
        key = re.search(r"/comments/verify/\S+", message.body)[0]
        stranger.post(key, {"mine": "1"})
        assert Comment.objects.get().person == Person.objects.get()

    def test_with_a_forged_key_of_a_comment(self, stranger, sent):
        comment = CommentFactory(email="anne@example.org")
        swapped, another = seals.seal("appeal", comment.pk), own_token(comment.pk + 1)
        for forged in ("", "x", own_token(comment.pk)[:-1], swapped, another):
            assert sent(lambda forged=forged: stranger.post(ASK, {"own": forged})) == []


class TestConfirming:
    @pytest.fixture
    def link(self, sent):
        def link(email="anne@example.org", comment=None):
            (message,) = sent(lambda: people.ask_to_verify(email, "fr", comment))
            return re.search(r"/comments/verify/\S+", message.body)[0]

        return link

    def test_a_program_that_looks_through_mail_confirms_nothing(self, stranger, link):
        address = link()
        for _ in range(2):
            assert stranger.get(address).status_code == 200
        assert not Person.objects.exists() and not stranger.cookies
        assert stranger.post(address).headers["Location"] == f"{ME}?confirmed=1"

    def test_the_button_confirms_and_opens_one_s_comments(self, stranger, link):
        CommentFactory(email="anne@example.org", body="Mes mots", html="<p>Mes mots</p>")
        stranger.post(link())
        assert "Mes mots" in page(stranger.get(ME))

    def test_a_comment_of_a_stranger_under_my_address_is_shown_before_it_is_mine(self, stranger, link):
        comment = CommentFactory(email="anne@example.org", name="Pas Anne", html="<p>Pas de moi</p>")
        address = link(comment=comment)
        assert "Pas de moi" in page(stranger.get(address))
        stranger.post(address, {"mine": "0"})
        assert Person.objects.count() == 1 and Comment.objects.get().person is None

    def test_used_forged_and_no_link_at_all(self, stranger, link):
        address = link()
        stranger.post(address)
        for each in (address, VERIFY, f"{VERIFY}?key=x", f"{VERIFY}?key=%00", f"{VERIFY}?key={'x' * 5000}"):
            assert stranger.get(each).status_code == 410
            assert page(stranger.get(each)).count(gettext("This link is over")) == 2, "in the title and the heading"
            assert stranger.post(each).status_code == 410


class TestMine:
    def test_my_comments_whatever_became_of_them_and_no_other_s(self, anne, person):
        gone = StoryFactory(withdrawn=True)
        mine = {"email": person.email, "person": person}
        CommentFactory(**mine, html="<p>un</p>")
        approved = CommentFactory(**mine, html="<p>deux</p>", status="approved")
        CommentFactory(**mine, html="<p>trois</p>", status="refused", refusal="insult", message="Relisez la charte.")
        CommentFactory(**mine, html="<p>quatre</p>", status="approved", story=gone)
        CommentFactory(html="<p>SECRET</p>", status="approved")
        shown = page(anne.get(ME))
        for words in ("un", "deux", "trois", "quatre"):
            assert shown.count(f"<p>{words}</p>") == 1
        assert "SECRET" not in shown
        assert f'href="/comments/link/{approved.pk}/"' in shown
        assert shown.count("/comments/link/") == 1, "nothing of a story that is gone"
        assert f'<h2><a href="{approved.story.get_absolute_url()}">' in shown
        assert gone.get_absolute_url() not in shown
        assert gettext("insults or threats") in shown and "Relisez la charte." in shown

    def test_what_somebody_else_typed_is_seen_but_not_changed(self, anne, person):
        comment = CommentFactory(email=person.email, html="<p>pas de moi</p>", status="approved")
        shown = page(anne.get(ME))
        assert "pas de moi" in shown and "/comments/own/" not in shown
        assert anne.post(ME, {"what": "notices", "comment": comment.pk}).status_code == 404
        assert Comment.objects.get().notify is False

    def test_my_own_ones_are_changed_while_it_is_time(self, anne, person):
        comment = CommentFactory(email=person.email, person=person, status="approved")
        assert "/comments/own/" in page(anne.get(ME))
        Comment.objects.filter(pk=comment.pk).update(created_at="2026-01-01T00:00:00Z")
        assert "/comments/own/" not in page(anne.get(ME))

    def test_hostile_words_are_text(self, anne, person):
        CommentFactory(email=person.email, name="<script>alert(1)</script>", message="<img src=x onerror=alert(1)>")
        shown = page(anne.get(ME))
        assert "<script>alert" not in shown and "<img src=x" not in shown

    def test_as_many_queries_for_thirty_as_for_one(
        self, anne, person, django_assert_max_num_queries, navigation_is_kept
    ):
        def count():
            with django_assert_max_num_queries(20) as queries:
                assert anne.get(ME).status_code == 200
            return len(queries)

        CommentFactory(email=person.email, person=person)
        one = count()
        CommentFactory.create_batch(29, email=person.email, person=person)
        assert count() == one <= 4
        assert anne.get(f"{ME}?page=2").context["page"].number == 2
        assert anne.get(f"{ME}?page=zzz").status_code == 200

    def test_the_switches(self, anne, person):
        comment = CommentFactory(email=person.email, person=person, status="approved")
        anne.post(ME, {"what": "notices", "comment": comment.pk})
        assert Comment.objects.get().notify is True
        anne.post(ME, {"what": "no_notices", "comment": comment.pk})
        assert Comment.objects.get().notify is False
        anne.post(ME, {"what": "no_mail"})
        assert Person.objects.get().no_mail is True
        anne.post(ME, {"what": "mail"})
        assert Person.objects.get().no_mail is False

    @pytest.mark.parametrize("number", ["", "x", "-1", "9" * 30, "²", "0"])
    def test_no_comment_of_that_number(self, anne, number):
        assert anne.post(ME, {"what": "notices", "comment": number}).status_code == 404
        assert anne.get(ERASE, {"comment": number}).status_code == 404
        assert anne.post(ERASE, {"comment": number}).status_code == 404

    def test_forgotten_here_or_everywhere(self, anne, person):
        elsewhere = people.remembered(person)
        anne.post(ME, {"what": "forget"})
        assert people.recognised(anne.cookies["commenter /comments/"].value) is None
        assert people.recognised(elsewhere) == person
        again = Client(headers=HERE)
        again.cookies["commenter"] = elsewhere
        again.post(ME, {"what": "sign_out"})
        assert people.recognised(elsewhere) is None


class TestMyData:
    def test_a_copy(self, anne, person):
        CommentFactory(email=person.email, body="Mes mots")
        CommentFactory(body="SECRET")
        answer = anne.get(EXPORT)
        assert answer.headers["Content-Disposition"] == 'attachment; filename="comments.json"'
        assert "no-store" in answer.headers["Cache-Control"]
        told = json.loads(b"".join(answer.streaming_content))
        assert [each[gettext("comment")] for each in told[gettext("comments")]] == ["Mes mots"]

    def test_a_get_only_asks(self, anne, person):
        comment = CommentFactory(email=person.email)
        assert anne.get(ERASE).status_code == anne.get(ERASE, {"comment": comment.pk}).status_code == 200
        assert Comment.objects.get().body == comment.body

    def test_one_comment(self, anne, person):
        gone, stays = CommentFactory(email=person.email), CommentFactory(email=person.email)
        assert anne.post(ERASE, {"comment": gone.pk}).headers["Location"] == ME
        assert Comment.objects.get(pk=gone.pk).status == "withdrawn"
        assert Comment.objects.get(pk=stays.pk).body == stays.body

    def test_never_another_s(self, anne):
        other = CommentFactory(email="bea@example.org")
        assert anne.post(ERASE, {"comment": other.pk}).status_code == 404
        assert Comment.objects.get().body == other.body

    def test_everything(self, anne, person):
        other = CommentFactory()
        CommentFactory.create_batch(3, email=person.email, status="approved")
        assert anne.post(ERASE).status_code == 200
        assert list(Comment.objects.exclude(status="withdrawn")) == [other]
        assert not Person.objects.exists()
        assert people.recognised(anne.cookies["commenter /comments/"].value) is None


class TestLinksOfMails:
    @pytest.fixture
    def notice(self, person):
        comment = CommentFactory(email=person.email, person=person, notify=True)
        return f"{OFF}?key={seals.seal('notices', [person.pk, comment.pk])}"

    def test_a_mail_program_ends_notices_with_one_click(self, notice):
        program = Client(enforce_csrf_checks=True)  # no cookie, no origin, no login
        for _ in range(2):
            assert program.post(notice, {"List-Unsubscribe": "One-Click"}).status_code == 200
        assert Comment.objects.get().notify is False

    def test_a_get_ends_nothing(self, notice):
        assert Client().get(notice).status_code == 200
        assert Comment.objects.get().notify is True

    def test_every_mail(self, notice):
        Client().post(notice, {"what": "mail"})
        assert Person.objects.get().no_mail is True

    def test_never_write_to_me_again_and_the_way_back(self):
        address = f"{NEVER}?key={seals.seal('never write', 'victime@example.org')}"
        browser = Client(enforce_csrf_checks=True)
        assert browser.get(address).status_code == 200
        assert not Person.objects.exists()
        assert browser.post(address).status_code == 200
        assert Person.objects.get().no_mail is True
        browser.post(address, {"again": "1"})
        assert Person.objects.get().no_mail is False

    @pytest.mark.parametrize("address", [OFF, NEVER])
    def test_forged(self, address, person):
        for key in ("", "x", seals.seal("verify", [person.email, "fr", None, ""])):
            assert Client().get(address, {"key": key}).status_code == 410
            assert Client().post(f"{address}?key={key}").status_code == 410
        assert Person.objects.get().no_mail is False
