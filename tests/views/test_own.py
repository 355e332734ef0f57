"""One's own comment: the address is the key; seen for half an hour, corrected or taken back for a quarter."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.lib.tokens import own_token, preview_token
from articles.models import Comment
from articles.workflow import moderation
from tests.factories import CommentFactory, StoryFactory
from tests.readers import HERE

pytestmark = pytest.mark.django_db

Status = Comment.Status


@pytest.fixture
def comment():
    return CommentFactory(name="Anne", body="Mes mots.", story=StoryFactory(public=True))


def own(comment):
    return f"/comments/preview/{preview_token(comment.pk)}/"


def address(comment, what):
    return f"/comments/own/{own_token(comment.pk)}/{what}/"


def text(answer):
    return answer.content.decode()


def grow_old(comment, minutes):
    Comment.objects.filter(pk=comment.pk).update(created_at=timezone.now() - timedelta(minutes=minutes))


class TestTheOwnPage:
    def test_it_offers_what_can_still_be_done(self, reader, comment):
        page = text(reader.get(own(comment)))
        links = re.findall(r'href="(/comments/own/[^"]+)"', page)
        assert [reader.get(link).status_code for link in links] == [200, 200]

    def test_later_it_offers_nothing(self, reader, comment):
        grow_old(comment, 16)
        page = text(reader.get(own(comment)))
        assert "Mes mots." in page
        assert "/comments/own/" not in page

    def test_it_tells_of_a_refusal_with_its_reason(self, reader, comment, moderator):
        moderator.username = "zorglub"
        moderator.save()
        moderation.decide([comment], Status.REFUSED, moderator, refusal="insult", message="Pas <ainsi>.")
        page = text(reader.get(own(comment)))
        assert "Pas &lt;ainsi&gt;." in page
        assert str(Comment.Refusal.INSULT.label) in page
        assert "en attente de modération" not in page
        assert "zorglub" not in page  # who decided is nobody's business
        assert page.index("La rédaction vous écrit") < page.index("Pas &lt;ainsi&gt;."), "whose words these are"

    def test_it_tells_who_asked_for_answers_of_the_mail_to_open_first(self, reader, comment):
        def told():
            return '<p class="notice">' in text(reader.get(own(comment))).partition('class="own-verify"')[2]

        assert not told()
        Comment.objects.update(notify=True)
        assert told()

    def test_to_its_author_spam_looks_like_waiting(self, reader, comment):
        Comment.objects.update(status=Status.SPAM)
        assert "en attente de modération" in text(reader.get(own(comment)))

    def test_approved_it_leads_to_its_place(self, reader, comment, moderator):
        moderation.decide([comment], Status.APPROVED, moderator)
        answer = reader.get(own(comment))
        assert answer.headers["Location"] == f"{comment.story.get_absolute_url()}#comment-{comment.pk}"

    def test_after_half_an_hour_the_address_says_that_it_is_over(self, reader, comment, monkeypatch):
        old = own(comment)
        monkeypatch.setattr("articles.lib.tokens.signing.time.time", lambda: timezone.now().timestamp() + 31 * 60)
        answer = reader.get(old)
        assert answer.status_code == 410
        assert "Mes mots." not in text(answer)

    @pytest.mark.parametrize("what", ["edit", "withdraw"])
    def test_keys_fit_one_lock(self, reader, comment, what):
        assert reader.get(f"/comments/own/{preview_token(comment.pk)}/{what}/").status_code == 404
        assert reader.get(f"/comments/preview/{own_token(comment.pk)}/").status_code == 404
        assert reader.get(f"/comments/own/forged/{what}/").status_code == 404

    @pytest.mark.parametrize("token", ["7", "7:x:y", "é", "a" * 5000, "%00", "%FF%FE", "..%2f", "W10:1:2"])
    def test_what_we_did_not_sign_opens_nothing(self, reader, comment, token):
        for what in ("edit", "withdraw"):
            path = f"/comments/own/{token}/{what}/"
            assert reader.get(path).status_code == 404
            assert reader.post(path, {"body": "Pris."}, headers=HERE).status_code == 404
        comment.refresh_from_db()
        assert (comment.body, comment.status) == ("Mes mots.", Status.PENDING)

    def test_nobody_stores_or_lists_these_pages(self, reader, comment):
        for path in (own(comment), address(comment, "edit"), address(comment, "withdraw")):
            answer = reader.get(path)
            assert "no-store" in answer.headers["Cache-Control"], path
            assert answer.headers["X-Robots-Tag"] == "noindex", path
            assert not answer.cookies, path


class TestEditing:
    def test_the_form_has_the_words_and_takes_others(self, reader, comment):
        path = address(comment, "edit")
        assert "Mes mots.</textarea>" in text(reader.get(path))
        answer = reader.post(path, {"body": "Mieux\r\ndit."}, headers=HERE)
        assert answer.status_code == 303
        assert "Mieux<br>dit." in text(reader.get(answer.headers["Location"]))
        assert Comment.objects.get().body == "Mieux\ndit."

    @pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}])
    @pytest.mark.parametrize("what", ["edit", "withdraw"])
    def test_another_site_changes_nothing(self, reader, comment, headers, what):
        answer = reader.post(address(comment, what), {"body": "Pris en <otage>."}, headers=headers)
        assert answer.status_code == 403
        assert "Pris en &lt;otage&gt;." in text(answer)
        comment.refresh_from_db()
        assert (comment.body, comment.status) == ("Mes mots.", Status.PENDING)

    @pytest.mark.parametrize("body", ["", " \r\n", "\u200b", "x" * 65_526, "😀" * 32_763, "nul\x00"])
    def test_it_is_checked_as_a_new_one_is(self, reader, comment, body):
        answer = reader.post(address(comment, "edit"), {"body": body}, headers=HERE)
        assert answer.status_code == 422
        assert 'href="#comment-body"' in text(answer)
        assert 'aria-invalid="true"' in text(answer)

    def test_what_the_browser_allows_the_server_allows(self, reader, comment):
        body = "😀" * 32_762 + "x"
        assert reader.post(address(comment, "edit"), {"body": body}, headers=HERE).status_code == 303

    def test_too_late_and_no_word_is_lost(self, reader, comment):
        grow_old(comment, 16)
        answer = reader.post(address(comment, "edit"), {"body": "Trop <tard>."}, headers=HERE)
        assert answer.status_code == 403
        assert "Trop &lt;tard&gt;." in text(answer)
        assert reader.get(address(comment, "edit")).status_code == 403

    def test_a_decision_at_that_moment_gives_the_form_back(self, reader, comment, moderator, monkeypatch):
        from articles.views import own as door

        def slowly(comment, body, where, edit=door.authorship.edit):
            moderation.decide([Comment.objects.get()], Status.APPROVED, moderator)
            return edit(comment, body, where)

        monkeypatch.setattr(door.authorship, "edit", slowly)
        answer = reader.post(address(comment, "edit"), {"body": "Mieux dit."}, headers=HERE)
        assert answer.status_code == 409
        assert "Mieux dit.</textarea>" in text(answer)

    @pytest.mark.parametrize("state", ["draft", "withdrawn"])
    def test_its_story_vanished(self, reader, comment, state):
        type(comment.story).objects.update(status=state)
        for what in ("edit", "withdraw"):
            assert reader.get(address(comment, what)).status_code == 404
            answer = reader.post(address(comment, what), {"body": "Mes <nouveaux> mots."}, headers=HERE)
            assert answer.status_code == 404
            assert "Mes &lt;nouveaux&gt; mots." in text(answer)

    def test_no_more_than_thirty_a_minute(self, reader, comment, settings):
        settings.COMMENT_ATTEMPTS = 2
        codes = [reader.post(address(comment, "edit"), {"body": f"{n}"}, headers=HERE).status_code for n in range(3)]
        assert codes == [303, 303, 429]
        assert Comment.objects.get().body == "1"

    def test_somebody_logged_in_needs_the_csrf_token(self, comment, reporter):
        client = Client(enforce_csrf_checks=True)
        client.force_login(reporter)
        path = address(comment, "edit")
        refused = client.post(path, {"body": "Mieux."}, headers=HERE)
        assert (refused.status_code, "Mieux." in text(refused)) == (403, True)
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', text(client.get(path))).group(1)
        assert client.post(path, {"body": "Mieux.", "csrfmiddlewaretoken": token}, headers=HERE).status_code == 303


class TestWithdrawing:
    def test_a_look_withdraws_nothing(self, reader, comment):
        assert reader.get(address(comment, "withdraw")).status_code == 200
        assert Comment.objects.get().body == "Mes mots."

    def test_it_asks_once_and_then_it_is_gone(self, reader, comment):
        answer = reader.post(address(comment, "withdraw"), headers=HERE)
        page = text(reader.get(answer.headers["Location"]))
        assert answer.status_code == 303
        assert "Mes mots." not in page
        assert "Anne" not in page
        assert "/comments/own/" not in page
        assert Comment.objects.get().status == Status.WITHDRAWN

    def test_a_second_time_is_no_mistake(self, reader, comment):
        path = address(comment, "withdraw")
        for _time in range(2):
            assert reader.post(path, headers=HERE).status_code == 303
        assert reader.get(path).status_code == 303
        assert reader.post(address(comment, "edit"), {"body": "Encore."}, headers=HERE).status_code == 403

    def test_too_late_it_stays(self, reader, comment):
        grow_old(comment, 16)
        assert reader.get(address(comment, "withdraw")).status_code == 403
        assert reader.post(address(comment, "withdraw"), headers=HERE).status_code == 403
        assert Comment.objects.get().body == "Mes mots."


@pytest.mark.parametrize("language", ["en", "uk"])
def test_in_the_language_of_the_page(reader, language):
    comment = CommentFactory(story=StoryFactory(public=True, language=language))
    for path in (own(comment), address(comment, "edit"), address(comment, "withdraw")):
        answer = reader.get(f"/{language}{path}")
        assert (answer.status_code, answer.headers["Content-Language"]) == (200, language)
