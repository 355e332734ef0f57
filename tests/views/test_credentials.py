"""The cookie of a commenter: strict, out of scripts' reach, sent to the pages of the comments and nowhere else."""

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from articles.views import credentials
from articles.workflow import people
from tests.factories import CommentFactory, PersonFactory

pytestmark = pytest.mark.django_db


def asks(cookie=None):
    request = RequestFactory().get("/comments/me/")
    if cookie is not None:
        request.COOKIES["commenter"] = cookie
    return request


def test_one_for_each_language_limited_to_the_comments():
    response = HttpResponse()
    credentials.set_cookie(response, PersonFactory())
    cookies = list(response.cookies.values())
    assert [cookie["path"] for cookie in cookies] == ["/comments/", "/en/comments/", "/uk/comments/"]
    for cookie in cookies:
        assert (cookie.key, cookie["samesite"], cookie["httponly"]) == ("commenter", "Strict", True)
        assert (cookie["max-age"], cookie["secure"], cookie["domain"]) == (180 * 24 * 3600, "", "")


def test_secure_where_the_site_is(settings):
    settings.SESSION_COOKIE_SECURE, settings.COMMENTER_COOKIE_NAME = True, "__Secure-commenter"
    response = HttpResponse()
    credentials.set_cookie(response, PersonFactory())
    assert {(cookie.key, cookie["secure"]) for cookie in response.cookies.values()} == {("__Secure-commenter", True)}


def test_dropped_on_every_path():
    response = HttpResponse()
    credentials.drop_cookie(response)
    assert {(each["path"], each.value, each["max-age"]) for each in response.cookies.values()} == {
        (path, "", 0) for path in ("/comments/", "/en/comments/", "/uk/comments/")
    }


def test_whose_browser_it_is(django_assert_num_queries):
    person = PersonFactory()
    with django_assert_num_queries(1):
        assert credentials.person_of(asks(people.remembered(person))) == person


def test_no_query_without_one_of_ours(django_assert_num_queries):
    with django_assert_num_queries(0):
        for nothing in (None, "", "forged", "a:b:c", "\x00", "é"):
            assert credentials.person_of(asks(nothing)) is None


def test_pages_for_all_readers_neither_read_nor_write_it():
    comment = CommentFactory(status="approved")
    marked, plain = Client(), Client()
    marked.cookies["commenter"] = people.remembered(PersonFactory())
    for address in ("/", comment.story.get_absolute_url(), "/comments/privacy/", f"/comments/thread/{comment.pk}/"):
        with_cookie, without = marked.get(address), plain.get(address)
        assert with_cookie.content == without.content, address
        assert "Cookie" not in with_cookie.headers.get("Vary", "") and not with_cookie.cookies, address
