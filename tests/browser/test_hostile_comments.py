"""Hostile comments, all approved by a moderator who slept, in a real browser: nothing of them runs, for anybody."""

import pytest

from articles.lib.plain import one_line, paragraphs
from articles.models import Comment
from tests.factories import CommentFactory, StoryFactory
from tests.hostile import SCRIPTS

pytestmark = pytest.mark.browser


@pytest.fixture
def story(live_server):
    """Under it every script there is, as words, as a name, as a website that slipped past the form."""
    story = StoryFactory(public=True)
    for script in SCRIPTS:
        CommentFactory(
            story=story,
            status="approved",
            name=one_line(script)[:245] or "x",
            body=script,
            html=paragraphs(script),
            website=f"https://example.org/{script}"[:200],
        )
    return story


def poke(page):
    """Whatever waits for a pointer, a focus or the end of a loading gets it."""
    page.evaluate("""() => document.querySelectorAll('.comment, .comment *').forEach(each => {
        for (const name of ['pointerenter', 'mouseover', 'focus', 'toggle', 'load', 'error', 'animationend'])
            each.dispatchEvent(new Event(name, {bubbles: true}));
    })""")


def watch_dialogs(page):
    opened = []
    page.on("dialog", lambda dialog: (opened.append(dialog.message), dialog.dismiss()))
    return opened


def test_nothing_of_them_runs_for_readers(live_server, story, page):
    opened = watch_dialogs(page)
    pages = -(-Comment.objects.count() // 50)
    for number in range(1, pages + 1):
        page.goto(f"{live_server.url}{story.get_absolute_url()}?comments={number}")
        poke(page)
        schemes = page.evaluate("() => [...new Set([...document.links].map(link => link.protocol))].sort()")
        assert set(schemes) <= {"http:", "https:", "mailto:"}
    assert opened == []


def test_nothing_of_them_runs_at_the_desk(live_server, story, staff, desk):
    Comment.objects.update(status="pending", shown=False)
    page = desk("moderator")
    opened = watch_dialogs(page)
    page.goto(f"{live_server.url}/admin/articles/comment/")
    poke(page)
    for comment in Comment.objects.all()[:8]:
        page.goto(f"{live_server.url}/admin/articles/comment/{comment.pk}/change/")
        poke(page)
    assert opened == []
