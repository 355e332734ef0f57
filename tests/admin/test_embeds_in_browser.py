"""A post or a film elsewhere, pasted or inserted at the desk: a card with a typed title; nothing is ever fetched."""

import pytest
from django.utils.translation import gettext
from playwright.sync_api import expect

from articles.models import Story
from tests.admin.test_editor_in_browser import PASTE, TEXT, desk, writing

__all__ = ["desk"]  # a fixture

pytestmark = pytest.mark.any_database

PLACEHOLDER = "Title of the card, as readers see it"
ADD = "/admin/articles/story/add/"
FILM = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
PASTED = f"{FILM}&list=PL1&si=abc"
CARD = ".cke_wysiwyg_div figure[data-embed]"


def test_pasted_alone_it_becomes_a_card_and_its_title_is_typed_at_once(reporter, desk):
    page = writing(desk(reporter, ADD))
    page.fill("#id_headline", "Un film")
    page.locator(".cke_wysiwyg_div").click()
    page.keyboard.type("Avant.")
    page.keyboard.press("Enter")
    page.evaluate(PASTE, ["", PASTED])
    expect(page.locator(f"{CARD} figcaption")).to_be_focused()
    assert page.locator(f"{CARD} figcaption").get_attribute("data-placeholder") == gettext(PLACEHOLDER)
    page.keyboard.type("Le discours de Kherson")
    page.keyboard.press("Control+s")
    page.wait_for_url("**/change/")
    figure = f'<figure data-embed="{FILM}"><figcaption>Le discours de Kherson</figcaption></figure>'
    story = Story.objects.get()
    assert story.body.replace("\n", "") == f"<p>Avant.</p>{figure}"
    assert "iframe" not in story.html and story.html.count(f'<a href="{FILM}"') == 1
    expect(writing(page).locator(f"{CARD} figcaption")).to_have_text("Le discours de Kherson")


@pytest.mark.parametrize(
    ("html", "text"),
    [("", PASTED), (f'<a href="{PASTED}">{PASTED}</a>', PASTED), (f"<p>{PASTED}</p>", PASTED)],
    ids=["plain", "a link", "a paragraph"],
)
def test_however_it_was_copied(reporter, desk, html, text):
    page = writing(desk(reporter, ADD))
    page.evaluate(PASTE, [html, text])
    expect(page.locator(CARD)).to_have_count(1)


def test_among_words_it_stays_a_link(reporter, desk):
    page = writing(desk(reporter, ADD))
    page.locator(".cke_wysiwyg_div").click()
    page.keyboard.type("Voir ")
    page.evaluate(PASTE, [f'<a href="{FILM}">{FILM}</a>', FILM])
    expect(page.locator(".cke_wysiwyg_div a")).to_have_count(1)
    assert page.evaluate(TEXT).replace("&nbsp;", " ") == f'<p>Voir <a href="{FILM}">{FILM}</a></p>'


def test_pasted_into_a_title_it_is_words(reporter, desk):
    page = writing(desk(reporter, ADD))
    page.evaluate(PASTE, ["", FILM])
    expect(page.locator(f"{CARD} figcaption")).to_be_focused()
    page.evaluate(PASTE.replace('".cke_wysiwyg_div"', '".cke_wysiwyg_div figcaption"'), ["", FILM])
    expect(page.locator(f"{CARD} figcaption")).to_have_text(FILM)
    assert page.locator(CARD).count() == 1


def test_of_several_pasted_paragraphs_the_one_that_is_an_address_becomes_a_card(reporter, desk):
    page = writing(desk(reporter, ADD))
    page.evaluate(PASTE, [f"<p>Avant.</p><p>{FILM}</p><p>Voir {FILM}.</p>", "x"])
    expect(page.locator(CARD)).to_have_count(1)
    assert page.locator(".cke_wysiwyg_div p").all_inner_texts() == ["Avant.", f"Voir {FILM}."]


@pytest.mark.parametrize(
    "address",
    [
        "https://www.youtube.com.evil.example/watch?v=dQw4w9WgXcQ",
        "https://www.youtub\u0435.com/watch?v=dQw4w9WgXcQ",
        "https://me@youtu.be/dQw4w9WgXcQ",
        "https://example.org/",
    ],
)
def test_other_addresses_stay_words(reporter, desk, address):
    page = writing(desk(reporter, ADD))
    page.evaluate(PASTE, ["", address])
    expect(page.locator(".cke_wysiwyg_div")).to_contain_text("https://")
    assert page.locator(CARD).count() == 0


def test_by_the_button_and_the_keyboard_alone(reporter, desk):
    page = writing(desk(reporter, ADD))
    page.fill("#id_headline", "Un billet")
    page.locator(".cke_wysiwyg_div").click()
    page.keyboard.type("Avant.")
    page.locator(".cke_button__newsembed").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#embed-address")).to_be_focused()
    page.keyboard.type("https://example.org/")
    page.keyboard.press("Enter")
    expect(page.locator("#embed-error")).to_be_visible()
    page.fill("#embed-address", "https://t.me/s/gazette/12?single")
    page.fill("#embed-words", "<b>Un billet</b>")
    page.keyboard.press("Enter")
    expect(page.locator("#embed")).to_be_hidden()
    expect(page.locator(f"{CARD} figcaption")).to_have_text("<b>Un billet</b>")
    page.keyboard.press("Control+s")
    page.wait_for_url("**/change/")
    title = "<figcaption>&lt;b&gt;Un billet&lt;/b&gt;</figcaption>"
    body = Story.objects.get().body.replace("\n", "")
    assert body == f'<p>Avant.</p><figure data-embed="https://t.me/gazette/12">{title}</figure>'


def test_typed_by_hand_without_javascript(reporter, desk):
    page = desk(reporter, ADD, java_script_enabled=False)
    page.fill("#id_headline", "Sans script")
    page.fill(
        "#id_body", '<figure data-embed="https://twitter.com/a/status/12"><figcaption>Un titre</figcaption></figure>'
    )
    page.locator("[name=_save_draft]").click()
    assert Story.objects.get().body == (
        '<figure data-embed="https://x.com/a/status/12"><figcaption>Un titre</figcaption></figure>'
    )
