"""The watcher itself: a complaint that nobody hears would make every browser test worthless."""

import socket

import pytest
from pytest_socket import SocketBlockedError

from tests.plugins import browser

POLICY = """<meta http-equiv="Content-Security-Policy" content="script-src 'none'"><script>alert(1)</script>"""


def served(page, html):
    """Puts this HTML where a page of this machine would be; the request never leaves the browser."""
    page.route("http://127.0.0.1:9/", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto("http://127.0.0.1:9/")
    return page


@pytest.mark.parametrize(
    ("html", "complaint"),
    [
        ("<script>console.error('broken')</script>", "Console: broken"),
        ("<script>missing()</script>", "Script error: missing is not defined"),
        ("<img src='http://example.org/pixel.png'>", "Request to another host: http://example.org/pixel.png"),
        (POLICY, "CSP violation: script-src-elem blocked inline"),
    ],
)
def test_whatever_the_browser_says_is_heard(page, html, complaint):
    served(page, html)
    page.wait_for_timeout(100)
    assert any(complaint in text for text in page.complaints)
    page.expected_errors.append("")  # everything was expected here


def test_a_quiet_page_has_no_complaint(page):
    served(page, "<p>Bonjour</p><img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>")
    assert browser.unexpected(page) == []


def test_only_the_announced_complaint_is_forgiven(page):
    served(page, "<script>console.error('one'); console.error('two')</script>")
    page.expected_errors.append("Console: one")
    assert [text.split(" (")[0] for text in browser.unexpected(page)] == ["Console: two"]
    page.expected_errors.append("Console: two")


def test_each_page_is_a_person_of_their_own(page, dark_page, page_without_javascript):
    served(page, "<p>Bonjour</p>").evaluate("document.cookie = 'a=1'")
    served(dark_page, "<p>Bonsoir</p>")
    served(page_without_javascript, "<noscript>Rien</noscript>")
    assert dark_page.context.cookies() == []
    assert dark_page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    assert page_without_javascript.inner_text("body") == "Rien"
    assert page.evaluate("navigator.language") == "fr-FR"


def test_the_database_may_be_asked_while_a_page_is_open(db, page, django_user_model):
    assert django_user_model.objects.count() == 0


def test_a_wrong_path_is_not_replaced_by_another_browser(monkeypatch):
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
    assert browser.find_chromium() is None


@pytest.mark.filterwarnings("ignore:A test tried to use socket")
def test_other_tests_speak_to_nobody():
    with pytest.raises(SocketBlockedError):
        socket.socket(socket.AF_INET)
