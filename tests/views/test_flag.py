"""A reader reports a comment: once an address, not too many, and never what readers cannot see."""

import pytest
from django.test import Client

from articles.models import Comment, Flag
from articles.workflow import flags
from tests.factories import CommentFactory, StoryFactory
from tests.readers import HERE

pytestmark = pytest.mark.django_db

REASONS = {"reason": "hate", "words": "Relisez la dernière phrase."}


@pytest.fixture
def comment():
    return CommentFactory(status="approved", html="<p>Une phrase de trop.</p>")


def post(comment, words=REASONS, headers=HERE, address="192.0.2.1"):
    return Client().post(f"/comments/flag/{comment.pk}/", words, headers=headers, REMOTE_ADDR=address)


def test_the_page_shows_what_it_is_about(client, comment):
    page = client.get(f"/comments/flag/{comment.pk}/")
    assert "Une phrase de trop." in page.text
    assert "noindex" in page.headers["X-Robots-Tag"]
    assert not page.cookies


@pytest.mark.parametrize("status", ["pending", "refused", "spam"])
def test_what_readers_do_not_see_cannot_be_reported(client, status):
    hidden = CommentFactory(status=status, html="<p>SECRET</p>")
    assert client.get(f"/comments/flag/{hidden.pk}/").status_code == 404
    assert post(hidden).status_code == 404
    assert not Flag.objects.exists()


def test_nor_what_stands_under_a_withdrawn_story(client):
    hidden = CommentFactory(status="approved", story=StoryFactory(withdrawn=True))
    assert client.get(f"/comments/flag/{hidden.pk}/").status_code == 404


@pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}])
def test_another_site_cannot_report_for_a_reader(comment, headers):
    assert post(comment, headers=headers).status_code == 403
    assert not Flag.objects.exists()


@pytest.mark.parametrize("words", [{}, {"reason": "x"}, {"reason": "hate", "words": "a" * 501}])
def test_what_is_missing_is_said_and_nothing_is_lost(comment, words):
    answer = post(comment, words | {"words": words.get("words", "Mes mots")})
    assert answer.status_code == 422
    assert words.get("words", "Mes mots") in answer.text
    assert not Flag.objects.exists()


def test_a_report_reaches_the_moderators_and_the_reader_is_thanked(client, comment):
    answer = post(comment)
    assert answer.status_code == 303
    assert "Un modérateur" in client.get(answer.headers["Location"]).text
    flag = Flag.objects.get()
    assert (flag.comment, flag.reason, flag.words) == (comment, "hate", "Relisez la dernière phrase.")
    assert Comment.objects.get().flagged == 1
    assert "192.0.2.1" not in str(Flag.objects.values())


def test_the_same_reader_counts_once_and_another_counts_too(comment):
    for address in ("192.0.2.1", "192.0.2.1", "192.0.2.2"):
        assert post(comment, address=address).status_code == 303
    assert (Flag.objects.count(), Comment.objects.get().flagged) == (2, 2)


def test_an_address_reports_so_many_and_then_waits(comment, monkeypatch):
    monkeypatch.setattr(flags, "MOST", 2)
    others = [CommentFactory(status="approved", story=comment.story) for _ in range(2)]
    assert [post(each).status_code for each in (comment, *others)] == [303, 303, 429]
    answer = post(others[1])
    assert answer.headers["Retry-After"] == "600"
    assert "Relisez la dernière phrase." in answer.text
    assert post(others[1], address="192.0.2.2").status_code == 303
