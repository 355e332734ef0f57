"""Readers report a comment and appeal against a refusal, without JavaScript; a moderator sees it in figures."""

import pytest
from django.utils import timezone

from articles.models import Appeal, Flag
from articles.workflow import appeals
from tests.browser.barriers import overflows, violations
from tests.factories import CommentFactory, StoryFactory

DESK = ("person/", "person/add/", "wordlist/", "wordlist/add/", "wordlist/try/", "discussionrule/add/?find=pont")


@pytest.fixture
def story(live_server):
    return StoryFactory(public=True, headline="Le pont de Kherson")


def test_a_reader_reports_by_keyboard_alone_and_is_told_what_is_missing(live_server, story, page_without_javascript):
    page, comment = page_without_javascript, CommentFactory(story=story, status="approved", body="x" * 300)
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{live_server.url}/comments/flag/{comment.pk}/")
    assert not overflows(page)
    page.expected_errors.append("422")
    page.locator("form.own-form").evaluate("form => form.noValidate = true")  # a browser that checks nothing
    page.get_by_role("button", name="Signaler").press("Enter")
    summary = page.locator(".error-summary")
    summary.wait_for()
    assert summary.evaluate("box => box === document.activeElement")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the first error: it leads to its field
    assert page.url.endswith("#choice-reason")
    assert page.evaluate("document.activeElement.id") == "choice-reason"
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("Relisez.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("status").wait_for()
    assert [(flag.reason, flag.words) for flag in Flag.objects.all()] == [("insult", "Relisez.")]


def test_an_author_appeals_and_the_page_says_so(live_server, story, staff, page_without_javascript):
    decided = {"decided_by": staff["moderator"], "decided_at": timezone.now()}
    comment = CommentFactory(story=story, status="refused", refusal="off_topic", **decided)
    page = page_without_javascript
    page.goto(live_server.url + appeals.address(comment))
    page.locator("#choice-words").fill("J’avais cité un rapport public.")
    page.locator("form.own-form button").press("Enter")
    page.get_by_role("status").wait_for()
    assert Appeal.objects.get().words == "J’avais cité un rapport public."


def test_the_pages_around_the_comments_are_open_to_everybody(live_server, story, desk, page):
    comment = CommentFactory(story=story, status="approved")
    page.goto(f"{live_server.url}/comments/flag/{comment.pk}/")
    assert violations(page) == []
    at_desk = desk("moderator", viewport={"width": 360, "height": 800})
    for path in ("comment/figures/", *DESK):
        at_desk.goto(f"{live_server.url}/admin/articles/{path}")
        assert (path, overflows(at_desk), violations(at_desk)) == (path, False, [])
