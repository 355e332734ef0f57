"""A moderator reads what waits: by keyboard alone, on a telephone, without JavaScript, beside a colleague."""

import pytest
from django.utils import timezone

from articles.models import Appeal, Comment, Flag
from tests.browser.barriers import violations
from tests.factories import CommentFactory, StoryFactory

LIST = "/admin/articles/comment/"
HOSTILE = [
    "x" * 180,
    "\u202eمرحبا بالعالم " * 20,
    "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d" * 40,
    "<img src=x onerror=alert(1)>",
]


@pytest.fixture
def story(live_server):
    return StoryFactory(public=True, headline="Le pont de Kherson")


@pytest.fixture
def waiting(story):
    return [CommentFactory(story=story, body=f"Le mot n° {number}.") for number in range(1, 6)]


def states():
    return list(Comment.objects.order_by("pk").values_list("status", flat=True))


def words(page, text):
    """Waits until the page shows this comment."""
    page.locator(".comment-text", has_text=text).wait_for()


@pytest.mark.parametrize("width", [1300, 360])
def test_five_comments_by_keyboard_alone(live_server, desk, story, waiting, width):
    page = desk("moderator", viewport={"width": width, "height": 800})
    page.goto(f"{live_server.url}{LIST}queue/")
    keys = page.keyboard
    words(page, "n° 1")
    keys.press("a")
    words(page, "n° 2")
    keys.press("r")  # the reasons have the focus: letters do nothing, arrows choose
    keys.press("a")
    keys.press("ArrowDown")
    keys.press("Enter")
    words(page, "n° 3")
    keys.press("s")
    words(page, "n° 4")
    assert states() == ["approved", "refused", "spam", "pending", "pending"]
    keys.press("u")
    words(page, "n° 3")
    assert states() == ["approved", "refused", "pending", "pending", "pending"]
    keys.press("n")
    words(page, "n° 4")
    keys.press("a")
    words(page, "n° 5")
    keys.press("?")
    box = page.locator("[data-comment-keys-on]")
    assert box.is_visible()
    box.uncheck()
    page.locator("h1").click()
    keys.press("a")
    page.reload()
    words(page, "n° 5")
    keys.press("s")
    assert states() == ["approved", "refused", "pending", "approved", "pending"]
    page.locator("[data-comment-keys] summary").click()
    box.check()
    page.locator("h1").click()
    keys.press("s")
    words(page, "n° 3")
    assert states() == ["approved", "refused", "pending", "approved", "spam"]


def test_without_javascript_on_a_telephone(live_server, desk, story, waiting):
    """The list first: a refusal of two for a reason, undone; then one by one, with a message to the author."""
    page = desk("moderator", java_script_enabled=False, viewport={"width": 360, "height": 740})
    page.goto(f"{live_server.url}{LIST}")
    for comment in waiting[:2]:
        page.locator(f"[name=_selected_action][value='{comment.pk}']").check()
    page.locator("[name=action]").select_option("refuse")
    page.locator("[name=refusal]").select_option("off_topic")
    page.locator("#changelist-form [name=index]").click()
    assert states()[:3] == ["refused", "refused", "pending"]
    page.locator(".comment-undo button").click()
    assert states() == ["pending"] * 5
    page.locator(f"#card-{waiting[0].pk} .comment-open a").click()
    assert page.locator("[data-comment-keys]").is_hidden()
    page.locator("[name=_refuse]").click()  # the browser asks for the reason
    assert states()[0] == "pending"
    page.locator("[name=refusal][value=insult]").check()
    page.locator("#refuse summary").click()
    page.locator("[name=message]").fill("Écrivez-le autrement.")
    page.locator("[name=_refuse]").click()
    words(page, "n° 2")
    page.locator("[name=_approve]").click()
    words(page, "n° 3")
    page.locator(".comment-undo button").click()
    words(page, "n° 2")
    assert states() == ["refused"] + ["pending"] * 4
    page.get_by_role("link", name="bannir").or_(page.locator("a[href*='/person/']")).first.click()
    page.locator("[name=standing][value=premoderated]").check()
    page.locator(".comment-judge button").click()
    words(page, "n° 2")
    assert page.locator(".comment-who strong").count() == 1


def test_the_second_moderator_is_told_who_was_first(live_server, desk, story, waiting):
    first, second = desk("moderator"), desk("admin")
    for page in (first, second):
        page.goto(f"{live_server.url}{LIST}{waiting[0].pk}/change/")
    first.locator("[name=_spam]").click()
    words(first, "n° 2")
    second.locator("[name=_approve]").click()
    second.locator(".messagelist .warning", has_text="moderator").wait_for()
    assert states() == ["spam"] + ["pending"] * 4


def test_a_message_outlives_a_session_that_ended(live_server, desk, story, waiting, settings):
    page = desk("moderator")
    page.goto(f"{live_server.url}{LIST}{waiting[0].pk}/change/")
    page.locator("[name=refusal][value=insult]").check()
    page.locator("#refuse summary").click()
    page.locator("[name=message]").fill("Écrit pendant vingt minutes.")
    cookies = page.context.cookies()
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.locator("[name=_refuse]").click()
    page.wait_for_url("**/login/**")
    page.context.add_cookies(cookies)
    page.goto(f"{live_server.url}{LIST}{waiting[0].pk}/change/")
    assert page.locator("[name=message]").input_value() == "Écrit pendant vingt minutes."
    page.locator("[name=_refuse]").click()
    words(page, "n° 2")
    assert states() == ["refused"] + ["pending"] * 4
    page.goto(f"{live_server.url}{LIST}{waiting[2].pk}/change/")
    assert page.locator("[name=message]").input_value() == ""
    assert page.evaluate("sessionStorage.length") == 0


def test_everybody_can_use_it_whatever_readers_typed(live_server, desk, story):
    parent = CommentFactory(story=story, status="approved", body=HOSTILE[0], name="W" * 200)
    for body in HOSTILE:
        CommentFactory(story=story, parent=parent, body=body, name=body[:200], email=parent.email, sender="abc")
    flagged = CommentFactory(story=story, status="approved", flagged=1, body=HOSTILE[1])
    Flag.objects.create(comment=flagged, reason="insult", words="y" * 400)
    refused = CommentFactory(
        story=story, status="refused", refusal="hate", decided_at=timezone.now(), message="x" * 300
    )
    Appeal.objects.create(comment=refused, words="z" * 500)
    page = desk("moderator")
    pages = [LIST, *(f"{LIST}{comment.pk}/change/" for comment in Comment.objects.all())]
    for width in (360, 768, 1300):
        page.set_viewport_size({"width": width, "height": 900})
        for path in [*pages, f"{LIST}{flagged.pk}/person/"]:
            page.goto(f"{live_server.url}{path}")
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path} overflows at {width}"
            if width != 768 and path in (LIST, pages[2], pages[-2], pages[-1], f"{LIST}{flagged.pk}/person/"):
                assert violations(page) == [], f"{path} at {width}"
