"""What a stranger posts under a story is taken before all that others need; nothing else is."""

from urllib.parse import urlencode

import pytest
from django.db import connection
from django.db.utils import OperationalError
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import Resolver404, resolve
from django.utils import translation

from articles.forms.ordinary import FORM
from articles.models import Comment
from articles.views.comments import comment
from articles.workflow import ordinary
from newsroom import shortcut
from tests.factories import StoryFactory
from tests.readers import HERE, comment_words

ask = RequestFactory()
ADDRESSES = [
    "/comments/7/",
    "/en/comments/7/",
    "/uk/comments/7/",
    "/comments/007/",
    "/fr/comments/7/",
    "/de/comments/7/",
]
ADDRESSES += [
    "/comments/7",
    "//comments/7/",
    "/comments/7/\n",
    "/comments/-7/",
    "/comments/٧/",
    "/comments//",
    "/Comments/7/",
]
ADDRESSES += [
    "/en/en/comments/7/",
    "/comments/7/edit/",
    "/comments/me/",
    "/comments/link/7/",
    "/accounts/",
    "/",
    "/comments/1e3/",
]
postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no short way")


@pytest.fixture
def went(monkeypatch):
    """What a request comes to: (the number of the story, its language), or None for the long way."""
    seen = []
    middleware = shortcut.Shortcut(lambda request: HttpResponse(b""))
    monkeypatch.setattr(middleware, "take", lambda asked: seen.append(asked[1:]))

    def ask_for(request):
        seen.clear()
        middleware(request)
        return seen[0] if seen else None

    return ask_for


@pytest.mark.parametrize("address", ADDRESSES)
def test_it_knows_the_addresses_that_the_resolver_knows(address, went):
    request = ask.post("/")
    request.path_info = address
    language = translation.get_language_from_path(address) or "fr"
    with translation.override(language):
        try:
            found = resolve(address)
        except Resolver404:
            found = None
    here = found and found.func is comment
    assert went(request) == ((found.kwargs["story_id"], language) if here else None)


def test_the_length_of_a_number_is_no_matter_for_it(went):
    assert went(ask.post(f"/comments/{'9' * 18}/")) == (int("9" * 18), "fr")
    assert went(ask.post(f"/comments/{'9' * 5000}/")) is None


def test_what_is_too_long_is_not_read(went):
    request = ask.post("/comments/7/")
    request.META["CONTENT_LENGTH"] = "1500001"
    assert went(request) is None


@pytest.mark.parametrize("method", ["get", "head", "put", "delete", "options"])
def test_who_does_not_post_goes_on(method, went):
    assert went(getattr(ask, method)("/comments/7/")) is None


@pytest.mark.parametrize("cookie", ["session=x", "commenter=x", "anything=at-all"])
def test_who_has_a_cookie_goes_on(cookie, went):
    assert went(ask.post("/comments/7/", headers={"Cookie": cookie})) is None


def send(story, **options):
    return Client().post(f"/comments/{story.pk}/", urlencode(comment_words(story)), content_type=FORM, **options)


@pytest.mark.django_db
def test_what_goes_wrong_with_the_database_is_told_by_the_long_way(monkeypatch):
    def fail(posts):
        raise OperationalError

    monkeypatch.setattr(ordinary, "take_all", fail)
    monkeypatch.setattr(ordinary, "take", lambda post: None)
    assert send(StoryFactory(public=True), headers=HERE).status_code == 303
    assert Comment.objects.count() == 1


@pytest.mark.django_db
def test_a_host_that_is_not_ours_is_refused(monkeypatch):
    story = StoryFactory(public=True)
    assert send(story, headers=HERE | {"Host": "evil.example"}).status_code == 400
    assert not Comment.objects.exists()


@pytest.mark.django_db
def test_a_site_on_https_takes_nothing_by_http(settings):
    settings.SECURE_SSL_REDIRECT = True
    story = StoryFactory(public=True)
    assert send(story, headers=HERE).status_code == 301
    assert not Comment.objects.exists()


@postgresql
@pytest.mark.django_db
def test_it_asks_nothing_of_what_follows(monkeypatch):
    story = StoryFactory(public=True)
    monkeypatch.delattr("articles.workflow.submission.submit")
    monkeypatch.delattr("newsroom.turns.ReadersFirst.__call__")
    assert send(story, headers=HERE).status_code == 303
