"""What a stranger posts under a story passes by what looks for sessions; nothing else does."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import Resolver404, resolve
from django.utils import translation

from articles.views.comments import comment
from newsroom import shortcut

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


@pytest.fixture
def went(monkeypatch):
    """What a request comes to: the number of the story, or None for the long way."""
    monkeypatch.setattr(shortcut, "comment", lambda request, story_id: HttpResponse(str(story_id)))
    middleware = shortcut.Shortcut(lambda request: HttpResponse(b""))
    return lambda request: int(middleware(request).content or 0) or None


@pytest.mark.parametrize("address", ADDRESSES)
def test_it_knows_the_addresses_that_the_resolver_knows(address, went):
    request = ask.post("/")
    request.path_info = address
    with translation.override(translation.get_language_from_path(address) or "fr"):
        try:
            found = resolve(address)
        except Resolver404:
            found = None
    assert went(request) == (found.kwargs["story_id"] if found and found.func is comment else None)


def test_the_length_of_a_number_is_no_matter_for_it(went):
    assert went(ask.post(f"/comments/{'9' * 18}/")) == int("9" * 18)
    assert went(ask.post(f"/comments/{'9' * 5000}/")) is None


@pytest.mark.parametrize("method", ["get", "head", "put", "delete", "options"])
def test_who_does_not_post_goes_on(method, went):
    assert went(getattr(ask, method)("/comments/7/")) is None


@pytest.mark.parametrize("cookie", ["session=x", "commenter=x", "anything=at-all"])
def test_who_has_a_cookie_goes_on(cookie, went):
    assert went(ask.post("/comments/7/", headers={"Cookie": cookie})) is None
