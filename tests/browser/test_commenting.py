"""A reader comments as readers do: with mistakes, by keyboard, on a train, on somebody else's computer."""

import pytest

from articles.models import Comment
from tests.browser.test_accessibility import violations
from tests.factories import CommentFactory, StoryFactory

PHONE, DESKTOP = {"width": 360, "height": 740}, {"width": 1300, "height": 900}
SEND = "Laisser un commentaire"


@pytest.fixture
def story(live_server, settings):
    settings.COMMENT_INTERVAL = 0
    story = StoryFactory(public=True)
    CommentFactory(story=story, status="approved", name="Hélène M.", body="Une question.")
    return story


@pytest.fixture
def address(live_server, story):
    return f"{live_server.url}{story.get_absolute_url()}"


def focused(page):
    return page.evaluate("document.activeElement.id || document.activeElement.className")


def tab_to(page, locator, most=60):
    """Walks there with the Tab key, as somebody without a mouse does."""
    for _ in range(most):
        if locator.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{locator} is not reached by the keyboard")


def fill(page, **words):
    words = {"name": "Anne", "email": "anne@example.org", "body": "Mes mots."} | words
    for name, value in words.items():
        page.locator(f"#comment-{name}").fill(value)


def press(page, locator):
    tab_to(page, locator)
    page.keyboard.press("Enter")


@pytest.mark.parametrize(
    ("viewport", "script"), [(PHONE, True), (DESKTOP, False)], ids=["phone", "desktop without script"]
)
def test_from_mistakes_to_second_thoughts(open_page, address, viewport, script):
    page = open_page(viewport=viewport, java_script_enabled=script)
    page.expected_errors.append("422")
    page.goto(address)
    # Every mistake at once; the browser's own check is stepped over, as an old browser would.
    fill(page, name="\u200b", body=" ", website="https://a b")
    page.locator("#comment-form").evaluate("form => form.noValidate = true")
    press(page, page.get_by_role("button", name=SEND))
    summary = page.locator("[data-error-summary]")
    summary.wait_for()
    assert focused(page) == "error-summary"
    assert summary.get_by_role("link").count() == 3
    assert not script or violations(page) == []
    press(page, summary.get_by_role("link", name="Commentaire"))
    assert focused(page) == "comment-body"
    assert page.locator("#comment-email").input_value() == "anne@example.org"
    fill(page, name="Anne", body="Mes mots.", website="")
    press(page, page.get_by_role("button", name=SEND))
    # One's own page: seen, corrected, taken back.
    page.get_by_text("en attente de modération").wait_for()
    assert not script or violations(page) == []
    press(page, page.locator(".own-actions a").first)
    page.locator("#comment-body").fill("Mieux dit.")
    assert not script or violations(page) == []
    press(page, page.locator("[type=submit]"))
    page.get_by_text("Mieux dit.").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    press(page, page.locator(".own-actions a").last)
    page.wait_for_url("**/withdraw/")
    assert not script or violations(page) == []
    press(page, page.locator("[type=submit]"))
    page.wait_for_url("**/preview/**")
    assert page.get_by_text("Mieux dit.").count() == 0
    assert Comment.objects.filter(status="withdrawn").count() == 1


def test_an_answer_in_its_place(open_page, address, story):
    page = open_page(viewport=PHONE)
    page.goto(address)
    asked = story.comments.get()
    reply = page.locator(f"[data-reply='{asked.pk}']")
    press(page, reply)
    form = page.locator("#comment-form")
    assert form.evaluate("form => form.previousElementSibling.id") == f"comment-{asked.pk}"
    assert focused(page) == "comment-body"
    assert form.get_by_role("heading", name="Répondre à Hélène M.").is_visible()
    assert "Hélène M." in page.locator("[data-comment-said]").text_content()
    assert violations(page) == []
    page.keyboard.press("Escape")
    assert reply.evaluate("link => link === document.activeElement")
    assert form.evaluate("form => form.previousElementSibling.hasAttribute('data-comment-said')")
    assert page.locator("[name=parent]").input_value() == ""
    press(page, reply)
    fill(page, body="Une réponse.")
    page.get_by_role("button", name=SEND).dblclick()
    page.wait_for_url("**/preview/**")
    assert story.comments.get(body="Une réponse.").parent == asked


def test_an_answer_without_script(page_without_javascript, address, story):
    page = page_without_javascript
    page.goto(address)
    press(page, page.locator("[data-reply]"))
    page.get_by_role("heading", name="Répondre à Hélène M.").wait_for()
    page.get_by_role("link", name="Annuler la réponse").click()
    assert page.get_by_role("heading", name="Répondre à Hélène M.").count() == 0
    page.locator("[data-reply]").click()
    fill(page, body="Une réponse.")
    page.get_by_role("button", name=SEND).click()
    page.wait_for_url("**/preview/**")
    assert story.comments.get(body="Une réponse.").parent == story.comments.get(status="approved")


def test_words_outlive_the_connection(open_page, address, live_server):
    page = open_page(viewport=DESKTOP)
    page.expected_errors += ["ERR_INTERNET_DISCONNECTED", "ERR_FAILED"]
    page.goto(address)
    page.locator("[data-reply]").click()
    fill(page, body="Écrit dans le train.")
    page.locator("#comment-notify").check()
    page.context.set_offline(True)
    send = page.get_by_role("button", name=SEND)
    send.click()
    notice = page.locator("[data-comment-notice]")
    assert notice.text_content().strip()
    assert page.url == address
    send.click()  # who insists may try: the page is lost, the words are not
    page.wait_for_url("chrome-error://**")
    page.context.set_offline(False)
    page.goto(address)
    assert page.locator("#comment-body").input_value() == "Écrit dans le train."
    assert page.get_by_role("heading", name="Répondre à Hélène M.").is_visible()
    assert page.locator("#comment-notify").is_checked()
    assert page.locator("[data-comment-found]").is_visible()
    # Another story, another tab: not these words.
    other = StoryFactory(public=True)
    page.goto(f"{live_server.url}{other.get_absolute_url()}")
    assert page.locator("#comment-body").input_value() == ""
    page.goto(address)
    fill(page, website="exemple.fr")  # as people write it: no browser refuses what we take
    page.locator("#comment-body").fill("Écrit dans le train.")
    send.click()
    page.wait_for_url("**/preview/**")
    page.goto(address)
    assert page.locator("#comment-body").input_value() == ""
    assert not page.locator("[data-comment-found]").is_visible()


def test_who_wants_to_be_remembered_and_who_does_not(open_page, address):
    page = open_page()
    page.goto(address)
    fill(page, body="Pas fini")
    page.reload()
    assert page.locator("#comment-name").input_value() == ""
    assert page.locator("#comment-body").input_value() == "Pas fini"  # in this tab
    assert page.evaluate("localStorage.length") == 0  # and nowhere else
    page.locator("[data-comment-clear]").click()
    assert (page.locator("#comment-body").input_value(), focused(page)) == ("", "comment-body")
    fill(page, body="Pas fini non plus")
    page.get_by_label("Enregistrer mon nom").check()
    tab = page.context.new_page()
    tab.goto(address)
    assert tab.locator("#comment-name").input_value() == "Anne"
    assert tab.locator("#comment-body").input_value() == "Pas fini non plus"
    tab.get_by_label("Enregistrer mon nom").uncheck()
    assert tab.evaluate("localStorage.length") == 0


def test_old_words_are_thrown_away(open_page, address, story):
    page = open_page()
    page.goto(address)
    key = f"comment {story.get_absolute_url()}"
    page.evaluate("key => localStorage.setItem(key, JSON.stringify({text: 'Hier', at: Date.now() - 9e7}))", key)
    page.reload()
    assert page.locator("#comment-body").input_value() == ""
    assert page.evaluate("localStorage.length") == 0


def test_a_colleague_comments_under_the_login(desk, address, story):
    page = desk("reporter", viewport=PHONE)
    page.goto(address)
    form = page.locator("#comment-form")
    assert form.get_by_text("Camille Auteur").is_visible()
    assert form.locator("[name=name], [name=email], [name=website]").count() == 0
    assert violations(page) == []
    page.locator("#comment-body").fill("Nous vérifions.")
    page.get_by_role("button", name=SEND).click()
    answer = story.comments.get(body="Nous vérifions.")
    page.wait_for_url(f"**#comment-{answer.pk}")
    assert (answer.name, answer.role, answer.status) == ("Camille Auteur", "staff", "approved")
    assert page.locator("#comment-body").input_value() == ""
