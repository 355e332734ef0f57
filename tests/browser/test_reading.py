"""A reader reads, in a real browser: a graphic picture only when asked for, a link passed on, the text-only edition."""

import re

import pytest
from playwright.sync_api import expect

from articles.models import Region, Story
from articles.workflow.rendering import story_html
from tests.browser.barriers import overflows, violations
from tests.factories import CorrectionFactory, ImageFactory, StoryFactory

pytestmark = pytest.mark.any_database
SHARED = "navigator.share = async (what) => { document.title = JSON.stringify(what); };"


@pytest.fixture
def story(live_server):
    lead, inside = ImageFactory(graphic=True, alt="Un char brûlé"), ImageFactory(graphic=True, alt="Une rue")
    body = f'<p>{"Du texte. " * 1_800}</p><figure data-image="{inside.pk}"></figure><p>« Слава Україні »</p>'
    story = StoryFactory(
        public=True,
        headline="Sous les décombres",
        lead_image=lead,
        body=body,
        html=story_html(body, "fr"),
        minutes=5,
        regions=[Region.objects.get(slug="kherson")],
    )
    CorrectionFactory(story=story, kind="substance", text="Il fallait lire 1882.")
    return story


def pictures_asked_for(page):
    asked = []
    page.on("request", lambda request: "/media/" in request.url and asked.append(request.url))
    page.expected_errors.append("/media/")  # the factory stores no file
    return asked


def test_a_graphic_picture_waits_until_somebody_asks(live_server, story, open_page):
    page = open_page(viewport={"width": 360, "height": 800})
    page.add_init_script(SHARED)
    asked = pictures_asked_for(page)
    page.goto(f"{live_server.url}{story.get_absolute_url()}")
    for cover in page.locator(".cover").all():
        cover.scroll_into_view_if_needed()
    page.evaluate("document.fonts.ready")
    assert asked == []
    assert violations(page, "main") == [] and not overflows(page)
    cover = page.locator(".figure-lead .cover")
    expect(cover.locator("summary")).to_contain_text("Un char brûlé")
    with page.expect_request("**/media/**"):
        cover.locator("summary").focus()
        page.keyboard.press("Enter")
    expect(cover.locator("img")).to_have_attribute("alt", page.locator(".cover img").first.get_attribute("alt"))
    assert all(story.lead_image.file.name.removesuffix(".jpg") in address for address in asked)
    page.locator("[data-share-link]").click()
    expect(page).to_have_title(re.compile(r"^\{"))
    assert page.evaluate("JSON.parse(document.title)") == {
        "title": "Sous les décombres",
        "url": page.locator("link[rel=canonical]").get_attribute("href"),
    }


def test_without_scripts_it_waits_too_and_a_link_leads_to_it(live_server, story, page_without_javascript):
    page = page_without_javascript
    asked = pictures_asked_for(page)
    page.goto(f"{live_server.url}{story.get_absolute_url()}", wait_until="load")
    summary = page.locator(".figure-lead .cover summary")
    link = page.locator(".figure-lead .cover noscript a")
    expect(link).to_be_hidden()
    summary.click()
    expect(link).to_be_visible()
    assert asked == []
    assert link.get_attribute("href") == story.lead_image.url
    expect(page.locator(".share button").first).to_be_hidden()


def test_the_edition_without_pictures_is_read_by_keyboard_in_any_size(live_server, story, open_page):
    page = open_page(viewport={"width": 320, "height": 800})
    page.goto(f"{live_server.url}{story.get_absolute_url()}")
    page.locator("footer a[href*='/leger/']").click()
    page.wait_for_url("**/leger/2**")
    for path in ("/leger/", "/leger/regions/kherson/", f"/leger{story.get_absolute_url()}"):
        page.goto(f"{live_server.url}{path}")
        assert violations(page) == [], path
        page.evaluate("document.documentElement.style.fontSize = '32px'")
        assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") == 34
        assert not overflows(page), path
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.locator("a[rel=next]").click()
    page.wait_for_url("**?part=2")
    assert violations(page) == []


SELECT = """([from, to]) => {
  const editor = CKEDITOR.instances.id_body, text = editor.editable().findOne("p").getFirst();
  const range = editor.createRange();
  range.setStart(text, from);
  range.setEnd(text, to);
  editor.focus();
  editor.getSelection().selectRanges([range]);
}"""


def test_an_editor_says_which_language_words_are_in(desk, live_server):
    page = desk("reporter")
    page.goto(f"{live_server.url}/admin/articles/story/add/")
    text = page.locator(".cke_wysiwyg_div")
    text.click()
    page.keyboard.type("Il dit the war is over.")
    menu, choices = page.locator(".cke_combo__newslanguage a"), page.frame_locator(".cke_combopanel iframe")
    foreign = text.locator("p > span[lang]")
    for name, code in (("English", "en"), ("Français", "fr")):
        page.evaluate(SELECT, [7, 22]) if code == "en" else None
        menu.click()
        choices.get_by_text(name, exact=True).click()
        expect(foreign).to_have_attribute("lang", code)
        expect(foreign).to_have_text("the war is over")
    menu.click()
    choices.locator("a").last.click()
    expect(foreign).to_have_count(0)
    expect(text).to_have_text("Il dit the war is over.")
    menu.click()
    choices.get_by_text("English", exact=True).click()
    page.locator("#id_headline").fill("Un titre")
    with page.expect_navigation():
        page.locator("[name=_save_draft]").click()
    assert Story.objects.get().body == '<p>Il dit <span lang="en">the war is over</span>.</p>'
