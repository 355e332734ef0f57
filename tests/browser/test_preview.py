"""The page beside the form: as wide as a phone, a tablet, a computer; and a link that somebody outside follows."""

import re

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import expect

from articles.models import PreviewVisit, Story
from articles.workflow import revisions
from tests.browser.barriers import overflows, violations
from tests.factories import ImageFactory, RegionFactory, story_data

LONG = "<p>" + "Un paragraphe assez long pour que la page défile. " * 12 + "</p>"


@pytest.fixture
def story(staff):
    region = RegionFactory()
    data = story_data(headline="Titre enregistré", standfirst="Le chapô.", body=LONG * 12, regions=[region.pk])
    return revisions.start(data | {"primary_region": region.pk}, User.objects.get(username="reporter"))


@pytest.fixture
def open_form(live_server, desk, story):
    def open_form(**options):
        page = desk("reporter", **options)
        page.goto(f"{live_server.url}/admin/articles/story/{story.pk}/change/")
        if options.get("java_script_enabled", True):
            page.locator(".cke_editable").wait_for()
        return page

    return open_form


def shown(page):
    """The page in the pane, once nothing else is on its way."""
    frames = page.locator("#desk-preview iframe")
    expect(frames).to_have_count(1)
    expect(frames).not_to_have_attribute("data-arriving", re.compile(".*"))
    return frames.element_handle().content_frame()


def choose(page, value):
    page.locator(f"#desk-preview [value={value}]").check()


def headline(page):
    return page.frame_locator("#desk-preview iframe:not([data-arriving])").locator("h1")


def test_what_stands_in_the_form_is_seen_and_not_saved(open_form, story):
    page = open_form(viewport={"width": 1300, "height": 900})
    page.locator("#id_headline").fill("Titre tapé")
    page.keyboard.press("Control+Shift+P")
    expect(headline(page)).to_have_text("Titre tapé")
    page.locator("#id_headline").fill("Titre retapé")
    page.locator("#desk-preview [data-refresh]").click()
    expect(headline(page)).to_have_text("Titre retapé")
    assert list(Story.objects.values_list("headline", flat=True)) == ["Titre enregistré"]
    page.keyboard.press("Control+Shift+P")
    assert page.locator("#desk-preview").is_hidden()


@pytest.mark.any_database
def test_it_is_as_wide_as_the_screen_it_plays(open_form):
    page = open_form(viewport={"width": 1300, "height": 900})
    page.locator("[data-preview-toggle]").click()
    for value, width in (("phone", 360), ("tablet", 768), ("desktop", 1300)):
        choose(page, value)
        assert shown(page).evaluate("innerWidth") == width
        stage, frame = page.locator(".desk-preview-stage").bounding_box(), page.locator("iframe").bounding_box()
        assert frame["x"] >= stage["x"] - 1 and frame["width"] <= stage["width"] + 1
        assert abs(frame["height"] - stage["height"]) < 2
    writing = page.locator(".desk-writing").bounding_box()
    assert writing["width"] >= 500
    assert writing["x"] + writing["width"] <= page.locator("#desk-preview").bounding_box()["x"]


@pytest.mark.any_database
def test_widths_are_chosen_by_keyboard(open_form):
    page = open_form(viewport={"width": 1300, "height": 900})
    page.locator("[data-preview-toggle]").press("Enter")
    page.locator("#desk-preview [value=phone]").focus()
    page.keyboard.press("ArrowRight")
    assert shown(page).evaluate("innerWidth") == 768
    page.keyboard.press("Escape")
    assert page.locator("#desk-preview").is_hidden()
    assert page.evaluate("document.activeElement.matches('[data-preview-toggle]')")


def test_it_follows_what_is_saved_and_stays_where_it_was_read(open_form, story):
    page = open_form(viewport={"width": 1300, "height": 900})
    page.locator("[data-preview-toggle]").click()
    shown(page).evaluate("scrollTo(0, 700)")
    revisions.save_draft(story, story_data(headline="Titre suivi", body=LONG * 12), story.owner)
    page.evaluate("document.dispatchEvent(new CustomEvent('desk:saved'))")
    expect(headline(page)).to_have_text("Titre suivi")
    assert shown(page).evaluate("scrollY") == 700


@pytest.mark.any_database
def test_it_is_still_there_after_saving(open_form):
    page = open_form(viewport={"width": 1300, "height": 900})
    page.locator("[data-preview-toggle]").click()
    choose(page, "tablet")
    page.locator("#id_headline").fill("Titre sauvé")
    page.locator("[data-save-draft]").click()
    page.locator(".messagelist .success").wait_for()
    expect(headline(page)).to_have_text("Titre sauvé")
    assert shown(page).evaluate("innerWidth") == 768


@pytest.mark.any_database
def test_what_cannot_be_a_page_yet_is_explained(open_form):
    page = open_form(viewport={"width": 1300, "height": 900})
    page.expected_errors.append("422")
    page.locator("#id_headline").fill("")
    page.locator("[data-preview-toggle]").click()
    assert "Titre" in shown(page).locator("[data-preview] li").text_content()


@pytest.mark.any_database
def test_an_ended_session_is_said(open_form):
    page = open_form(viewport={"width": 1300, "height": 900})
    page.expected_errors += ["frame", "ERR_BLOCKED_BY_RESPONSE", "403"]
    page.context.clear_cookies()
    page.locator("[data-preview-toggle]").click()
    expect(page.locator("#desk-preview [data-status]")).to_have_text(re.compile(r"\?$"))
    assert page.locator("#desk-preview iframe").count() == 0
    assert page.locator("#id_headline").input_value() == "Titre enregistré"


@pytest.mark.any_database
def test_a_link_of_the_page_opens_beside_the_desk(open_form):
    page = open_form(viewport={"width": 1300, "height": 900})
    page.locator("[data-preview-toggle]").click()
    with page.expect_popup() as popup:
        shown(page).locator(".masthead-nav a").first.click()
    assert "/regions/" in popup.value.url
    expect(headline(page)).to_have_text("Titre enregistré")


@pytest.mark.any_database
def test_on_a_phone_it_lies_over_the_form_and_goes_away(open_form):
    page = open_form(viewport={"width": 360, "height": 740})
    page.locator("[data-preview-toggle]").click()
    expect(headline(page)).to_have_text("Titre enregistré")
    assert page.locator("#desk-preview").bounding_box() == {"x": 0, "y": 0, "width": 360, "height": 740}
    assert shown(page).evaluate("innerWidth") == 360
    assert page.locator("iframe").bounding_box()["width"] == 360
    assert page.evaluate("document.getElementById('container').inert")
    assert page.evaluate("document.activeElement.matches('[data-close]')")
    page.keyboard.press("Enter")
    assert page.locator("#desk-preview").is_hidden()
    assert not page.evaluate("document.getElementById('container').inert")
    assert page.evaluate("document.activeElement.matches('[data-preview-toggle]')")


@pytest.mark.any_database
def test_on_a_phone_the_buttons_follow_the_text_and_lie_over_nothing(open_form):
    page = open_form(viewport={"width": 360, "height": 740})
    text, save = page.locator(".desk-writing").bounding_box(), page.locator("[data-save-draft]").bounding_box()
    assert 0 <= save["y"] - (text["y"] + text["height"]) < 200
    assert save["height"] <= 60
    for button in page.locator(".desk-save > :is(button, details):visible").all():
        box = button.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= 360 and box["height"] >= 24
    page.locator("#id_headline").scroll_into_view_if_needed()
    assert page.locator(".desk-save").evaluate("element => getComputedStyle(element).position") == "static"
    assert not overflows(page)


def test_without_javascript_the_saved_draft_opens_in_a_tab(live_server, open_form, story):
    page = open_form(java_script_enabled=False)
    assert page.locator("[data-preview-toggle]").is_hidden()
    with page.expect_popup() as popup:
        page.locator(".desk-looks a").first.click()
    assert popup.value.locator("h1").text_content() == "Titre enregistré"
    page.locator("#id_headline").fill("Titre neuf")
    page.goto(f"{live_server.url}/admin/articles/story/add/")
    page.locator("#id_headline").fill("Titre neuf")
    page.locator("#id_body").fill("<p>Texte.</p>")
    with page.expect_popup() as popup:
        page.locator(".desk-looks button").first.click()
    assert popup.value.locator("h1").text_content() == "Titre neuf"
    assert Story.objects.count() == 1


def test_a_story_nobody_has_saved_is_shown_too(live_server, desk, staff):
    page = desk("reporter", viewport={"width": 1300, "height": 900})
    page.goto(f"{live_server.url}/admin/articles/story/add/")
    page.locator("#id_headline").fill("Titre neuf")
    page.keyboard.press("Control+Shift+P")
    expect(headline(page)).to_have_text("Titre neuf")
    choose(page, "cards")
    cards = page.frame_locator("#desk-preview iframe:not([data-arriving])")
    expect(cards.locator(".desk-result-title")).to_have_text("Titre neuf – Newsroom")
    assert not Story.objects.exists()


def test_a_link_for_somebody_outside(live_server, open_form, open_page, story):
    page = open_form()
    page.locator(".desk-looks a:not(.button)").last.click()
    page.locator("#id_label").fill("Me Dupont")
    page.locator(".desk-links-new [type=submit]").click()
    made = page.locator("#made").input_value().replace("http://testserver", live_server.url)
    outside = open_page(locale="de-DE")
    outside.expected_errors.append("410")
    outside.goto(made)
    assert outside.locator("h1").text_content() == "Titre enregistré"
    assert outside.locator("form").count() == 0
    assert PreviewVisit.objects.count() == 1
    page.locator(".desk-link form button").click()
    page.locator(".messagelist .success").wait_for()
    assert page.locator(".desk-link form").count() == 0
    outside.reload()
    assert "Titre enregistré" not in outside.content()


@pytest.mark.any_database
def test_nothing_stands_in_anybodys_way(live_server, open_form, open_page, story):
    image = ImageFactory(widths=[], width=600, height=400)
    revisions.save_draft(story, story_data(headline="Mot " * 30, lead_image=image.pk), story.owner)
    for width in (360, 1300):
        page = open_form(viewport={"width": width, "height": 800})
        page.expected_errors += [image.url, "404"]  # the factory stores no file
        page.locator("[data-preview-toggle]").click()
        shown(page)
        assert violations(page) == [], f"the form with its preview at {width}"
        for part in ("preview", "cards", "links"):
            page.goto(f"{live_server.url}/admin/articles/story/{story.pk}/{part}/")
            if part == "links":
                page.locator("#id_label").fill("Me Dupont")
                page.locator(".desk-links-new [type=submit]").click()
                page.locator("#made").wait_for()
            assert violations(page) == [], f"{part} at {width}"
            assert not overflows(page), f"{part} at {width}"
        made = page.locator("#made").input_value().replace("http://testserver", live_server.url)
        outside = open_page(viewport={"width": width, "height": 800})
        outside.expected_errors += [image.url, "404"]
        outside.goto(made)
        assert violations(outside) == [], f"outside at {width}"
