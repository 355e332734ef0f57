"""Composing a front as editors do: by keyboard, with a mouse, without JavaScript, on a telephone."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from articles.models import Edition, Region, Story
from articles.workflow import words
from tests.browser.barriers import overflows, violations
from tests.browser.conftest import PASSWORD
from tests.factories import ImageFactory, SectionFactory, StoryFactory

NAMES = ("Abeille", "Baleine", "Cigale", "Dauphin", "Étourneau", "Fourmi")


@pytest.fixture
def stories(live_server):
    """The newest first."""
    crimea = Region.objects.get(slug="crimea")
    hours = timedelta(hours=1)
    made = [
        StoryFactory(public=True, headline=name, regions=[crimea], published_at=timezone.now() - number * hours)
        for number, name in enumerate(NAMES, start=1)
    ]
    words.index_all()
    return made


def standing(page, place):
    return page.locator(f"[data-place={place}] .front-headline").all_inner_texts()


def focused(page):
    return page.evaluate("document.activeElement.value")


def press(page, command):
    """With the keyboard alone: the focus goes there and Enter does it."""
    page.locator(f"button[value='{command}']").first.focus()
    page.keyboard.press("Enter")


def said(page, words):
    expect(page.locator("[data-said]")).to_contain_text(words)


def begin(page, live_server, stories, number):
    slots = {"lead": [stories[0].pk], "secondary": [story.pk for story in stories[1:number]], "regions": {}}
    starts_at = timezone.now() - timedelta(minutes=5)
    Edition.objects.create(language="fr", slots=slots, starts_at=starts_at)
    page.goto(f"{live_server.url}/admin/articles/edition/compose/fr/")


def test_by_keyboard_from_the_list_of_fronts_to_the_page(live_server, desk, stories, page):
    editor = desk("editor")
    editor.goto(f"{live_server.url}/admin/articles/edition/")
    editor.locator("#front-fr .front-doors a").focus()
    editor.keyboard.press("Enter")
    editor.wait_for_url("**/compose/fr/")
    keys = [story.pk for story in stories]
    press(editor, f"put:{keys[3]}:lead")
    said(editor, "Dauphin")
    assert standing(editor, "lead") == ["Dauphin"]
    assert focused(editor) == f"out:{keys[3]}"
    for key in (keys[5], keys[4]):
        press(editor, f"put:{key}:secondary")
        said(editor, Story.objects.get(pk=key).headline)
    assert standing(editor, "secondary") == ["Fourmi", "Étourneau"]
    press(editor, f"up:{keys[4]}")
    said(editor, "1")
    expect(editor.locator("[data-place=secondary] .front-headline").first).to_have_text("Étourneau")
    assert focused(editor) == f"up:{keys[4]}"
    editor.keyboard.press("Enter")  # the first already: it stays, and so does the focus
    expect(editor.locator("[data-place=secondary] .front-headline").first).to_have_text("Étourneau")
    assert focused(editor) == f"up:{keys[4]}"
    editor.locator("button[name=_compose]").focus()
    editor.keyboard.press("Enter")
    expect(editor.locator(".messagelist .success")).to_be_visible()
    page.goto(live_server.url)
    shown = page.locator(".lead-group .card-headline").all_inner_texts()
    assert shown == ["Dauphin", "Étourneau", "Fourmi"]


def test_buttons_pressed_faster_than_the_server_answers(live_server, desk, stories):
    editor = desk("editor")
    begin(editor, live_server, stories, 5)
    key = stories[4].pk
    editor.evaluate(f"for (let n = 0; n < 3; n++) document.querySelector(\"button[value='up:{key}']\").click()")
    expect(editor.locator("[data-place=secondary] .front-headline").first).to_have_text("Étourneau")
    assert standing(editor, "secondary") == ["Étourneau", "Baleine", "Cigale", "Dauphin"]


def test_put_on_the_page_before_the_lists_have_come_back(live_server, desk, stories):
    editor = desk("editor")
    begin(editor, live_server, stories, 4)
    editor.evaluate(
        f"document.querySelector(\"button[value='up:{stories[3].pk}']\").click();"
        "document.querySelector('button[name=_compose]').click()"
    )
    expect(editor.locator(".messagelist .success")).to_be_visible()
    assert Edition.objects.latest("pk").slots["secondary"] == [stories[n].pk for n in (1, 3, 2)]


def test_whoever_types_on_meanwhile_keeps_the_focus(live_server, desk, stories):
    editor = desk("editor")
    begin(editor, live_server, stories, 4)
    editor.evaluate(
        f"document.querySelector(\"button[value='up:{stories[3].pk}']\").click();"
        "document.getElementById('id_q').focus()"
    )
    said(editor, "Dauphin")
    assert editor.evaluate("document.activeElement.id") == "id_q"


def test_the_search_leaves_the_lists_alone(live_server, desk, stories):
    editor = desk("editor")
    begin(editor, live_server, stories, 3)
    press(editor, f"out:{stories[1].pk}")
    said(editor, "Baleine")
    assert editor.evaluate("document.activeElement.id") == "place-secondary"
    editor.locator("#id_q").fill("etourn")
    editor.keyboard.press("Enter")
    expect(editor.locator("[data-part=found] .front-headline")).to_have_text(["Étourneau"])
    assert standing(editor, "secondary") == ["Cigale"]
    assert editor.evaluate("document.activeElement.id") == "id_q"


def test_with_a_mouse_a_story_can_be_dragged(live_server, desk, stories):
    editor = desk("editor", viewport={"width": 1300, "height": 1400})
    begin(editor, live_server, stories, 4)
    row = editor.locator(f"[data-place=secondary] [data-key='{stories[3].pk}'] .front-headline")
    row.drag_to(editor.locator(f"[data-place=secondary] [data-key='{stories[1].pk}'] .front-headline"))
    expect(editor.locator("[data-place=secondary] .front-headline").first).to_have_text("Dauphin")
    found = editor.locator(f"[data-part=found] [data-key='{stories[5].pk}'] .front-headline")
    found.drag_to(editor.locator("[data-place=lead]"))
    expect(editor.locator("[data-place=lead] .front-headline")).to_have_text("Fourmi")


def test_when_the_session_has_ended_nothing_is_lost(live_server, desk, stories):
    editor = desk("editor")
    begin(editor, live_server, stories, 3)
    press(editor, f"out:{stories[1].pk}")
    said(editor, "Baleine")
    editor.context.clear_cookies()
    editor.expected_errors.append("403")
    press(editor, f"up:{stories[2].pk}")
    said(editor, editor.locator("#composition").get_attribute("data-failed"))
    assert (standing(editor, "lead"), standing(editor, "secondary")) == (["Abeille"], ["Cigale"])


def test_without_javascript_the_same_buttons_do_the_same(live_server, staff, stories, page_without_javascript):
    page = page_without_javascript
    page.goto(f"{live_server.url}/admin/")
    page.locator("#id_username").fill("editor")
    page.locator("#id_password").fill(PASSWORD)
    page.locator("#id_password").press("Enter")
    begin(page, live_server, stories, 4)
    with page.expect_navigation():
        page.locator(f"button[value='up:{stories[3].pk}']").click()
    assert standing(page, "secondary") == ["Baleine", "Dauphin", "Cigale"]
    assert page.locator(f"button[value='up:{stories[3].pk}']").evaluate("button => button === document.activeElement")
    page.locator("#id_q").fill("fourmi")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert standing(page, "secondary") == ["Baleine", "Dauphin", "Cigale"]
    with page.expect_navigation():
        page.locator(f"[data-part=found] button[value='put:{stories[5].pk}:secondary']").click()
    assert standing(page, "secondary") == ["Baleine", "Dauphin", "Cigale", "Fourmi"]
    page.locator("button[name=_compose]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert Edition.objects.latest("pk").slots["secondary"] == [stories[n].pk for n in (1, 3, 2, 5)]


def test_schedule_preview_cancel_and_the_way_back(live_server, desk, stories, page):
    editor = desk("editor")
    begin(editor, live_server, stories, 2)
    press(editor, f"put:{stories[2].pk}:lead")
    said(editor, "Cigale")
    with editor.context.expect_page() as opened:
        editor.locator("button[name=_preview]").click()
    expect(opened.value.locator(".card-lead .card-headline")).to_have_text("Cigale")
    opened.value.close()
    editor.locator("button[name=_compose]").click()
    expect(editor.locator("#front-fr .front-lead")).to_have_text("Cigale")
    editor.locator("#front-fr summary").nth(1).click()
    editor.locator("#front-fr form[action$='roll-back/'] button").click()
    expect(editor.locator("#front-fr .front-lead")).to_have_text("Abeille")
    page.goto(live_server.url)
    expect(page.locator(".card-lead .card-headline")).to_have_text("Abeille")

    editor.goto(f"{live_server.url}/admin/articles/edition/compose/fr/")
    press(editor, f"put:{stories[4].pk}:lead")
    said(editor, "Étourneau")
    tomorrow = timezone.localtime(timezone.now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    editor.locator("#id_starts_at").fill(tomorrow)
    editor.locator("button[name=_compose]").click()
    expect(editor.locator("#front-fr .front-lead")).to_have_text("Abeille")
    editor.locator("#front-fr summary").first.click()
    late = timezone.localtime(timezone.now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    editor.locator("#front-fr input[name=at]").fill(late)
    with editor.context.expect_page() as opened:
        editor.locator("#front-fr form[method=get] button").click()
    expect(opened.value.locator(".card-lead .card-headline")).to_have_text("Étourneau")
    opened.value.close()
    editor.locator("#front-fr form[action$='cancel/'] button").click()
    expect(editor.locator("#front-fr form[action$='cancel/']")).to_have_count(0)


@pytest.mark.any_database
def test_axe_and_a_telephone(live_server, desk, stories):
    section = SectionFactory(slug="societe", name_fr="Société")
    picture = ImageFactory(widths=[])
    Story.objects.filter(pk__in=[story.pk for story in stories]).update(section=section, lead_image=picture)
    Story.objects.filter(pk=stories[1].pk).update(status="withdrawn")
    page = desk("admin")
    page.expected_errors += [picture.url, "404", "422"]
    for width in (360, 1300):
        page.set_viewport_size({"width": width, "height": 900})
        begin(page, live_server, stories, 4)
        for path in ("", "compose/fr/", "compose/fr/societe/", "preview/fr/", "preview/fr/societe/"):
            page.goto(f"{live_server.url}/admin/articles/edition/{path}")
            for details in page.locator("details").all():
                details.evaluate("details => details.open = true")
            assert violations(page) == [], f"{path} at {width}"
            assert not overflows(page), f"{path} at {width}"
        page.goto(f"{live_server.url}/admin/articles/edition/compose/fr/")
        page.locator("button[name=_compose]").click()  # refused: one of them was withdrawn
        expect(page.locator("[role=alert] .errornote")).to_be_visible()
        assert violations(page) == [], f"errors at {width}"
        page.goto(f"{live_server.url}/sections/societe/")
        assert violations(page) == [], f"the section at {width}"
        assert not overflows(page)


def test_every_button_can_be_hit_with_a_thumb(live_server, desk, stories):
    editor = desk("editor", viewport={"width": 360, "height": 800})
    begin(editor, live_server, stories, 4)
    sizes = editor.locator("#composition :is(button, summary)").evaluate_all(
        "all => all.filter(one => one.checkVisibility()).map(one => one.getBoundingClientRect())"
    )
    assert len(sizes) > 10
    assert min(min(size["width"], size["height"]) for size in sizes) >= 24
    names = editor.locator("[data-place] button").evaluate_all("all => all.map(one => one.textContent)")
    assert all(re.search("|".join(NAMES), name) for name in names)
