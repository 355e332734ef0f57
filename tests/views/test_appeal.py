"""The author of a refused comment asks for a second look: once, in time, by a signed address."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import gettext

from articles.lib.seals import seal
from articles.lib.tokens import preview_token
from articles.models import Appeal, Comment
from articles.workflow import appeals
from tests.factories import CommentFactory
from tests.readers import HERE

pytestmark = pytest.mark.django_db


@pytest.fixture
def refused(moderator):
    return CommentFactory(
        status="refused", refusal="off_topic", decided_by=moderator, decided_at=timezone.now(), html="<p>Mes mots.</p>"
    )


def post(address, words="J’avais cité un rapport public.", headers=HERE):
    return Client().post(address, {"words": words}, headers=headers)


def test_the_page_shows_the_comment_and_the_reason(client, refused):
    page = client.get(appeals.address(refused))
    assert "Mes mots." in page.text
    assert "hors sujet" in page.text
    assert "noindex" in page.headers["X-Robots-Tag"]


@pytest.mark.parametrize("key", ["", "x", "1", "é" * 50, "a" * 5000])
def test_a_forged_address_leads_nowhere(client, key):
    assert client.get("/comments/appeal/", {"key": key}).status_code == 410


def test_the_seal_of_another_link_does_not_open_it(client, refused):
    assert client.get("/comments/appeal/", {"key": seal("notices", refused.pk)}).status_code == 410


def test_one_s_own_page_tells_what_became_of_it(client, refused):
    page = f"/comments/preview/{preview_token(refused.pk)}/"
    received = gettext("Your appeal has been received. A moderator will look at your comment again.")
    assert "/comments/appeal/" in client.get(page).text and received not in client.get(page).text
    appeal = Appeal.objects.create(comment=refused, words="Si.")
    assert received in client.get(page).text and "/comments/appeal/" not in client.get(page).text
    Appeal.objects.filter(pk=appeal.pk).update(outcome="dismissed", decided_at=timezone.now())
    assert gettext("The moderators looked again, and the refusal stands.") in client.get(page).text


def test_an_appeal_is_stored_once(refused):
    address = appeals.address(refused)
    answer = post(address)
    assert answer.status_code == 303
    assert post(address, "Encore.").status_code == 303
    assert Appeal.objects.get().words == "J’avais cité un rapport public."
    assert "a bien été reçu" in Client().get(answer.headers["Location"]).text
    assert appeals.address(Comment.objects.get()) == ""


@pytest.mark.parametrize("words", ["", " \u200b", "a" * 2001])
def test_empty_and_endless_words_are_refused_and_kept(refused, words):
    answer = post(appeals.address(refused), words)
    assert answer.status_code == 422
    assert words.strip(" \u200b") in answer.text
    assert not Appeal.objects.exists()


def test_another_site_cannot_appeal(refused):
    assert post(appeals.address(refused), headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


@pytest.mark.parametrize("status", ["pending", "approved", "withdrawn"])
def test_there_is_nothing_to_appeal_against_in_other_states(refused, status):
    address = appeals.address(refused)
    Comment.objects.update(status=status, shown=status == "approved")
    assert post(address).status_code == 410
    assert appeals.address(Comment.objects.get()) == ""


def test_what_no_person_decided_is_not_appealed_against():
    trapped = CommentFactory(status="spam", decided_at=None)
    assert appeals.address(trapped) == ""


def test_it_has_its_time(refused, settings):
    Comment.objects.update(decided_at=timezone.now() - timedelta(days=settings.COMMENT_APPEAL_DAYS + 1))
    assert appeals.address(Comment.objects.get()) == ""


def test_the_outcome_is_told_at_the_same_address(client, refused):
    address = appeals.address(refused)
    post(address)
    Appeal.objects.update(outcome="dismissed", decided_at=timezone.now())
    assert "maintient le refus" in client.get(address).text
