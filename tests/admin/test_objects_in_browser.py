"""Writing round pictures and cards: words go before, after and out of them, and none vanishes or is glued."""

import pytest
from playwright.sync_api import expect

from articles.models import Revision, Story
from articles.workflow import pictures, revisions
from tests.admin.test_editor_in_browser import PASTE, TEXT, desk, writing
from tests.admin.test_image import photo
from tests.factories import story_data

__all__ = ["desk"]  # a fixture

pytestmark = pytest.mark.any_database

ADD = "/admin/articles/story/add/"
FILM = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
EDITOR = ".cke_wysiwyg_div"
CAPTION = f"{EDITOR} figcaption"
IN_CAPTION = PASTE.replace('".cke_wysiwyg_div"', f'"{CAPTION}"')
SELECTED = ".cke_widget_focused"
ANEW = "body => new Promise((done) => CKEDITOR.instances.id_body.setData(body, { callback: done }))"


def card(title=""):
    return f'<figure data-embed="{FILM}"><figcaption>{title}</figcaption></figure>'


@pytest.fixture
def picture(reporter):
    return pictures.add(photo(), reporter, alt="Une carte bleue", credit="La rédaction", licence="own")


@pytest.fixture
def figure(picture):
    return lambda caption="": f'<figure data-image="{picture.pk}"><figcaption>{caption}</figcaption></figure>'


@pytest.fixture
def opened(reporter, desk):
    """opened(body) -> the page of a story with this text. Asked again: the same page, with this text in its editor."""
    pages = []

    def open_story(body):
        if pages:
            pages[0].evaluate(ANEW, body)
            return pages[0]
        story = revisions.start(story_data(body=body), reporter)
        pages.append(writing(desk(reporter, f"/admin/articles/story/{story.pk}/change/")))
        return pages[0]

    return open_story


def place_picture(page):
    page.locator(".cke_button__newsfigure").click()
    page.locator(".pictures-found button").click()
    page.locator(f"{EDITOR} figure img").first.wait_for()


def choose(page):
    """Select the object itself, as a click on it does."""
    page.locator(f"{EDITOR} figure").click(position={"x": 5, "y": 5})
    page.locator(SELECTED).wait_for()


def click_under(page):
    place = page.locator(EDITOR)
    box = place.bounding_box()
    place.click(position={"x": box["width"] / 2, "y": box["height"] - 10})


def saved(page):
    """The text the server keeps of what stands there, without the line breaks the editor writes between blocks."""
    with page.expect_response("**/autosave/"):
        page.keyboard.press("Control+s")
    return Revision.objects.latest("pk").data["body"].replace("\n", "")


class TestAfterAPicture:
    @pytest.fixture
    def page(self, picture, opened):
        page = opened("<p>Avant.</p>")
        page.locator(f"{EDITOR} p").click()
        page.keyboard.press("End")
        place_picture(page)
        return page

    def test_what_is_typed_after_it_stays(self, page, figure):
        page.keyboard.type("Après.")
        page.keyboard.press("Enter")
        page.keyboard.type("Encore.")
        assert (
            saved(page)
            == f"<p>Avant.</p>{figure().replace('<figcaption></figcaption>', '')}<p>Après.</p><p>Encore.</p>"
        )

    def test_an_empty_paragraph_under_it_is_not_stored(self, page):
        expect(page.locator(f"{EDITOR} > p")).to_have_count(2)
        assert page.evaluate(TEXT).endswith("</figure>")

    def test_the_room_round_it_is_no_step_of_its_own_to_undo(self, page):
        page.keyboard.type("Après.")
        for _ in range(2):
            page.keyboard.press("Control+z")
        expect(page.locator(f"{EDITOR} figure")).to_have_count(0)
        assert page.evaluate(TEXT) == "<p>Avant.</p>"

    def test_a_second_picture_leaves_the_first_where_it_is(self, page):
        place_picture(page)
        expect(page.locator(f"{EDITOR} figure")).to_have_count(2)
        page.keyboard.type("Après.")
        assert page.evaluate(TEXT).endswith("</figure><p>Après.</p>")


class TestOutOfACaption:
    def test_a_key_leads_under_it(self, opened):
        for key in ("Enter", "Shift+Enter", "Escape", "ArrowDown", "ArrowRight", "Control+End"):
            page = opened(card("Le titre"))
            page.locator(CAPTION).click()
            page.keyboard.press("End")
            page.keyboard.press(key)
            page.keyboard.type("Après.")
            assert page.evaluate(TEXT) == f"{card('Le titre')}<p>Après.</p>", key

    def test_a_key_leads_above_it(self, opened):
        for key in ("ArrowUp", "ArrowLeft", "Control+Home"):
            page = opened(card("Le titre"))
            page.locator(CAPTION).click()
            page.keyboard.press("Home")
            page.keyboard.press(key)
            page.keyboard.type("Avant.")
            assert page.evaluate(TEXT) == f"<p>Avant.</p>{card('Le titre')}", key

    def test_inside_the_words_the_arrows_stay(self, opened):
        page = opened(card("Le titre"))
        page.locator(CAPTION).click()
        page.keyboard.press("End")
        for key in ("ArrowLeft", "ArrowRight", "ArrowLeft"):
            page.keyboard.press(key)
        page.keyboard.type("_")
        assert page.evaluate(TEXT) == card("Le titr_e")

    def test_an_empty_title_is_left_too(self, reporter, desk):
        page = writing(desk(reporter, ADD))
        for key in ("Escape", "ArrowDown", "ArrowRight", "Enter"):
            page.evaluate(ANEW, "")
            page.locator(EDITOR).click()
            page.evaluate(PASTE, ["", FILM])
            expect(page.locator(CAPTION)).to_be_focused()
            page.keyboard.press(key)
            page.keyboard.type("Après.")
            assert page.evaluate(TEXT) == f"{card()}<p>Après.</p>", key

    def test_words_under_it_are_not_joined_by_enter(self, opened):
        page = opened(f"{card('Le titre')}<p>Suite.</p>")
        page.locator(CAPTION).click()
        page.keyboard.press("End")
        page.keyboard.press("Enter")
        page.keyboard.type("Puis.")
        assert page.evaluate(TEXT) == f"{card('Le titre')}<p>Puis.</p><p>Suite.</p>"

    def test_a_click_in_the_empty_space_leads_under_it(self, opened):
        page = opened(f"<p>Avant.</p>{card('Le titre')}")
        page.locator(CAPTION).click()
        click_under(page)
        page.keyboard.type("Après.")
        assert page.evaluate(TEXT) == f"<p>Avant.</p>{card('Le titre')}<p>Après.</p>"

    def test_enter_never_glues_two_sentences(self, opened):
        page = opened(card())
        page.locator(CAPTION).click()
        page.keyboard.type("Il a parlé.")
        page.keyboard.press("Enter")
        page.keyboard.type("Puis rien.")
        assert saved(page) == f"{card('Il a parlé.')}<p>Puis rien.</p>"

    @pytest.mark.parametrize(
        ("html", "text"),
        [
            ("", "Il a parlé.\nPuis rien."),
            ("<p>Il a parlé.</p><p>Puis rien.</p>", "x"),
            ("Il a parlé.<br>Puis rien.", "x"),
        ],
        ids=["plain", "paragraphs", "a break"],
    )
    def test_a_pasted_break_becomes_a_space(self, opened, html, text):
        page = opened(card())
        page.locator(CAPTION).click()
        page.evaluate(IN_CAPTION, [html, text])
        expect(page.locator(CAPTION)).to_contain_text("rien")
        assert saved(page) == card("Il a parlé. Puis rien.")


class TestTheObjectItselfIsSelected:
    @pytest.mark.parametrize("key", ["", "Enter", "ArrowDown", "ArrowRight", "Escape"])
    def test_what_is_typed_goes_under_it(self, opened, figure, key):
        page = opened(figure("Ici"))
        choose(page)
        if key:
            page.keyboard.press(key)
        page.keyboard.type("Après, l’été.")
        assert saved(page) == f"{figure('Ici')}<p>Après, l’été.</p>"

    @pytest.mark.parametrize("key", ["Shift+Enter", "ArrowUp", "ArrowLeft"])
    def test_or_above_it(self, opened, figure, key):
        page = opened(figure("Ici"))
        choose(page)
        page.keyboard.press(key)
        page.keyboard.type("Avant.")
        assert saved(page) == f"<p>Avant.</p>{figure('Ici')}"

    def test_or_between_two(self, opened, figure):
        page = opened(f"{card('Le titre')}{figure('Ici')}")
        page.locator(CAPTION).first.click()
        page.keyboard.press("Escape")
        page.keyboard.type("Entre.")
        assert saved(page) == f"{card('Le titre')}<p>Entre.</p>{figure('Ici')}"

    def test_delete_still_takes_it_away(self, opened, figure):
        page = opened(f"<p>Avant.</p>{figure('Ici')}")
        choose(page)
        page.keyboard.press("Delete")
        assert saved(page) == "<p>Avant.</p>"


class TestBeforeAnObjectThatBeginsTheText:
    def test_a_click_above_it(self, opened):
        page = opened(f"{card('Le titre')}<p>Suite.</p>")
        page.locator(EDITOR).click(position={"x": 200, "y": 22})
        page.keyboard.type("Avant.")
        assert page.evaluate(TEXT) == f"<p>Avant.</p>{card('Le titre')}<p>Suite.</p>"

    def test_the_room_for_it_is_no_change(self, opened):
        page = opened(card("Le titre"))
        expect(page.locator(f"{EDITOR} > p")).to_have_count(2)
        assert page.evaluate(TEXT) == card("Le titre")
        page.wait_for_timeout(500)
        assert Story.objects.get().revisions.count() == 1


def test_what_is_typed_under_an_object_is_saved_by_itself(opened):
    page = opened(card("Le titre"))
    page.locator(CAPTION).click()
    page.keyboard.press("Escape")
    page.keyboard.type("Après.")
    expect(page.locator("[data-autosave]")).to_have_attribute("data-state", "saved", timeout=15_000)
    assert Revision.objects.latest("pk").data["body"].replace("\n", "") == f"{card('Le titre')}<p>Après.</p>"
