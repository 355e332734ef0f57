"""A reader confirms an address by the link in a mail, sees their comments, takes a copy, and has it all erased."""

import json
import re

import pytest
from django.core import mail
from playwright.sync_api import expect

from articles.models import Comment, Person
from articles.workflow import people
from tests.browser.test_accessibility import violations
from tests.factories import CommentFactory, PersonFactory, StoryFactory

ME = "/comments/me/"


@pytest.fixture
def comments(live_server):
    story = StoryFactory(public=True)
    first = CommentFactory(story=story, status="approved", email="anne@example.org", html="<p>Le premier</p>")
    CommentFactory(story=story, status="approved", parent=first, html="<p>Une réponse</p>")
    CommentFactory(story=story, email="anne@example.org", html="<p>Le second</p>")
    return story


@pytest.mark.parametrize("javascript", [True, False])
def test_from_the_mail_to_nothing_left(live_server, comments, open_page, javascript):
    page = open_page(java_script_enabled=javascript, viewport={"width": 360, "height": 700}, accept_downloads=True)

    def looked_at():
        if javascript:
            assert violations(page) == []
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    page.goto(f"{live_server.url}{ME}")
    looked_at()
    page.locator("#person-email").fill("anne@example.org")
    page.locator(".person-form button").click()
    page.wait_for_url(f"**{ME}?asked=1")
    link = re.search(r"/comments/verify/\S+", mail.outbox[-1].body)[0]

    page.goto(f"{live_server.url}{link}")
    looked_at()
    page.locator("[name=mine]").click()
    page.wait_for_url(f"**{ME}?confirmed=1")
    expect(page.locator(".person-list .comment-text")).to_have_text(["Le second", "Le premier"])
    looked_at()
    assert sorted((each["path"], each["sameSite"], each["httpOnly"]) for each in page.context.cookies()) == [
        (path, "Strict", True) for path in ("/comments/", "/en/comments/", "/uk/comments/")
    ]

    with page.expect_download() as download:
        page.locator("a[href='/comments/me/export/']").click()
    with open(download.value.path()) as file:
        assert "anne@example.org" in json.load(file).values()

    page.locator("a[href='/comments/me/erase/']").click()
    looked_at()
    page.locator(".person-form button").click()
    expect(page.get_by_role("status")).to_be_visible()
    assert page.context.cookies() == []
    assert not Person.objects.exists() and not Comment.objects.filter(email="anne@example.org").exists()

    page.goto(f"{live_server.url}{comments.get_absolute_url()}")
    expect(page.get_by_text("Une réponse")).to_be_visible()
    expect(page.get_by_text("Le premier")).to_have_count(0)


def test_the_cookie_is_sent_to_the_comments_alone_and_the_switches_work_by_keyboard(live_server, page):
    person = PersonFactory(email="anne@example.org")
    comment = CommentFactory(status="approved", person=person, email=person.email)
    people.ask_to_verify(person.email, "fr")
    page.goto(f"{live_server.url}{re.search(r'/comments/verify/\S+', mail.outbox[-1].body)[0]}")
    page.locator("[name=mine]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{ME}?confirmed=1")

    sent = {}
    page.on("request", lambda request: sent.update({request.url: request.all_headers().get("cookie", "")}))
    page.goto(f"{live_server.url}/")
    page.goto(f"{live_server.url}/en{ME}")
    assert sent[f"{live_server.url}/"] == "" and "commenter=" in sent[f"{live_server.url}/en{ME}"]

    page.locator("[value=notices]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[value=no_notices]")).to_be_visible()
    assert Comment.objects.get(pk=comment.pk).notify is True
    page.locator("[value=sign_out]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#person-email")).to_be_visible()
