"""A discussion is read with the keyboard alone, without JavaScript, on a phone; axe has nothing against it."""

import pytest
from django.utils import timezone

from articles.models import Comment
from tests.browser.barriers import overflows, violations
from tests.factories import CommentFactory, StoryFactory

LONG = "m" * 180


@pytest.fixture
def story(live_server):
    """Two pages of threads; on the first everything a comment can be, words too long for a phone included."""
    story = StoryFactory(public=True)
    first = CommentFactory(story=story, status="approved", name="Anne ✓", edited_at=timezone.now())
    Comment.objects.filter(pk=first.pk).update(picked_at=timezone.now())
    answer = CommentFactory(story=story, parent=first, status="approved", role="author", name=LONG, body=LONG)
    CommentFactory(story=story, parent=answer, status="approved", name="محمد", body=LONG)
    CommentFactory.create_batch(4, story=story, parent=first, status="approved", role="staff")
    gone = CommentFactory(story=story, status="withdrawn", name="", body="", shown=True)
    CommentFactory(story=story, parent=gone, status="approved")
    CommentFactory.create_batch(49, story=story, status="approved")
    return story


def follow(page, link):
    """Goes where the link leads, by keyboard; whatever has the focus is seen and large enough to touch."""
    link.focus()
    assert link.evaluate("link => getComputedStyle(link).outlineStyle") == "solid"
    assert link.bounding_box()["height"] >= 24
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_with_the_keyboard_and_without_javascript(live_server, story, open_page):
    page = open_page(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page.goto(f"{live_server.url}{story.get_absolute_url()}")
    last = Comment.objects.filter(thread=None).latest("pk")
    assert page.locator(f"#comment-{last.pk}").count() == 0
    follow(page, page.locator(".comments .pagination a[rel=next]"))
    assert page.url.endswith("?comments=2#comments")
    follow(page, page.locator(f"#comment-{last.pk} .comment-actions a").first)
    assert page.url.endswith(f"?comments=2&reply={last.pk}#comment-form")
    assert page.locator("[name=parent]").input_value() == str(last.pk)
    page.go_back()
    follow(page, page.locator(".comment-orders a").last)
    assert page.locator(".comment-list > li > article").first.get_attribute("id") == f"comment-{last.pk}"
    page.goto(f"{live_server.url}/comments/link/{last.pk}/")
    assert page.url.endswith(f"?comments=2#comment-{last.pk}")
    assert page.locator(f"#comment-{last.pk}:target").is_visible()
    page.goto(f"{live_server.url}{story.get_absolute_url()}")
    follow(page, page.locator(".comment-more"))
    assert page.locator(".thread-page article").count() == 7


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_barrier_and_nothing_too_wide(live_server, story, open_page, scheme):
    page = open_page(color_scheme=scheme, viewport={"width": 360, "height": 740})
    root = Comment.objects.filter(thread=None).first()
    for path in (story.get_absolute_url(), f"/comments/thread/{root.pk}/"):
        page.goto(f"{live_server.url}{path}")
        assert violations(page) == [], path
        assert not overflows(page), path
