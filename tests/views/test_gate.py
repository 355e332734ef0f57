"""What strangers may post: from our own pages only, read only when it can be a comment, kept from everybody else."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from articles.views.gate import anonymous_post, personal_page, refused, sender_address, signed_name
from tests.readers import HERE

pytestmark = pytest.mark.django_db


@anonymous_post
def door(request):
    return HttpResponse(request.POST.get("body", "read"))


def post(headers=HERE, **words):
    return door(RequestFactory().post("/comments/x/", {"body": "Mes <mots>."} | words, headers=headers))


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        (HERE, 200),
        ({"Origin": "http://testserver"}, 200),
        ({"Origin": "https://evil.example"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"}, 403),
        ({}, 403),
    ],
)
def test_only_from_our_own_pages(headers, code):
    answer = post(headers)
    assert answer.status_code == code
    assert ("Mes &lt;mots&gt;." in answer.content.decode()) == (code == 403)


def test_a_look_is_free_and_nobody_keeps_it():
    answer = door(RequestFactory().get("/comments/x/"))
    assert answer.content == b"read"
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["X-Robots-Tag"] == "noindex"


def test_what_is_longer_than_any_comment_is_not_read():
    assert post(body="x" * 1_600_000).status_code == 400


def test_whoever_may_be_logged_in_sends_the_csrf_token_too():
    request = RequestFactory().post("/comments/x/", {"body": "Mots."}, headers=HERE)
    request.COOKIES["session"] = "anything"
    assert door(request).status_code == 403


def test_a_refusal_about_something_else_does_not_speak_of_a_comment():
    request = RequestFactory().post("/comments/x/", {})
    assert "commentaire n’a pas" not in refused(request, 403, "Non.").content.decode()


def test_a_personal_page_is_stored_by_nobody():
    answer = personal_page(lambda request: HttpResponse("à moi"))(RequestFactory().get("/"))
    assert "no-store" in answer.headers["Cache-Control"]


def test_who_asks_is_the_hop_that_our_proxies_saw(settings):
    request = RequestFactory().get("/", headers={"X-Forwarded-For": "192.0.2.9"})
    assert sender_address(request) == "127.0.0.1"


def test_a_stranger_has_no_name_of_ours():
    assert signed_name(RequestFactory().get("/")) == ""
