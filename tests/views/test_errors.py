"""Refusals in the site's dress, in the language of the address."""

import pytest
from django.db import DatabaseError
from django.test import Client, RequestFactory

from articles.views import errors
from tests.factories import StoryFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("prefix", "language"), [("", "fr"), ("/en", "en"), ("/uk", "uk")])
def test_not_found_speaks_the_language_of_the_address(reader, prefix, language):
    answer = reader.get(f"{prefix}/rien/")
    assert answer.status_code == 404
    assert f'lang="{language}"' in answer.content.decode()
    assert "/regions/kherson/" in answer.content.decode()


def test_gone_says_that_it_was_there(reader):
    answer = reader.get(StoryFactory(withdrawn=True).get_absolute_url())
    assert answer.status_code == 410
    assert "<h1" in answer.content.decode()


def test_an_error_inside_shows_nothing_of_the_inside(monkeypatch):
    def broken(*args):
        raise RuntimeError("SECRET")

    monkeypatch.setattr("articles.views.front.front_page", broken)
    answer = Client(raise_request_exception=False).get("/")
    assert answer.status_code == 500
    assert "SECRET" not in answer.content.decode()
    assert "<h1" in answer.content.decode()
    assert "public" not in answer.headers.get("Cache-Control", "")


def test_not_found_needs_no_database(monkeypatch):
    def down():
        raise DatabaseError

    monkeypatch.setattr("articles.models.Region.objects.tree", down)
    request = RequestFactory().get("/rien/")
    assert errors.not_found(request).status_code == 404


def test_a_host_we_do_not_answer_to_is_400(reader):
    answer = reader.get("/", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert "evil.example" not in answer.content.decode()
