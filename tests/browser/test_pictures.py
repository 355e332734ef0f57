"""Pictures at the desk, by hand: dropped, pasted, pointed at, replaced, withdrawn."""

import re
from base64 import b64encode
from io import BytesIO

import pytest
from PIL import Image as Pixels
from playwright.sync_api import expect

from articles.models import Image, Section, Story
from articles.workflow import pictures, publishing, revisions
from tests.admin.test_image import photo
from tests.browser.barriers import overflows, violations
from tests.factories import story_data

ADD = "/admin/articles/story/add/"
# Gives files to an element as a mouse that drops them, or a clipboard that is pasted, would.
BRING = """async ([selector, kind, files, html]) => {
  const transfer = new DataTransfer();
  for (const [name, type, size, bytes] of files) {
    const content = bytes ? Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0)) : new Uint8Array(size);
    transfer.items.add(new File([content], name, { type }));
  }
  if (html) transfer.setData("text/html", html);
  const place = document.querySelector(selector);
  const { left, top, width, height } = place.getBoundingClientRect();
  const at = { bubbles: true, cancelable: true, clientX: left + width / 2, clientY: top + Math.min(height / 2, 40) };
  if (kind === "paste") {
    place.focus();
    return !place.dispatchEvent(new ClipboardEvent("paste", { ...at, clipboardData: transfer }));
  }
  place.dispatchEvent(new DragEvent("dragover", { ...at, dataTransfer: transfer }));
  return !place.dispatchEvent(new DragEvent("drop", { ...at, dataTransfer: transfer }));
}"""
TEXT = ".cke_wysiwyg_div"
BODY = "CKEDITOR.instances.id_body.getData().replace(/\\s+/g, ' ')"


def jpeg(width=800, height=600):
    data = BytesIO()
    Pixels.new("RGB", (width, height), "navy").save(data, "JPEG")
    return ["photo.jpg", "image/jpeg", 0, b64encode(data.getvalue()).decode()]


def bring(page, selector, kind, *files, html=""):
    return page.evaluate(BRING, [selector, kind, [list(file) for file in files], html])


def at_desk(desk, live_server, name="reporter", path=ADD, **options):
    page = desk(name, **options)
    page.goto(live_server.url + path)
    if path == ADD:
        page.locator(TEXT).wait_for()
    return page


def describe(page, alt="Une place vide"):
    page.fill("#id_picture-alt", alt)
    page.fill("#id_picture-credit", "La rédaction")
    page.select_option("#id_picture-licence", "own")


def send(page):
    page.locator("[data-upload] [type=submit]").click()


class TestIntoTheText:
    @pytest.mark.parametrize("kind", ["drop", pytest.param("paste", marks=pytest.mark.any_database)])
    def test_the_words_are_asked_first_then_it_stands_in_the_text(self, desk, live_server, kind):
        page = at_desk(desk, live_server)
        page.expected_errors.append("422")
        page.locator(TEXT).click()
        page.keyboard.type("Bonjour.")
        assert bring(page, TEXT, kind, jpeg())
        expect(page.locator("#pictures")).to_be_visible()
        expect(page.locator("[data-upload] [data-stage] canvas")).to_be_visible()
        assert page.evaluate("document.activeElement.id") == "id_picture-alt"
        send(page)
        for name in ("alt", "credit", "licence"):
            expect(page.locator(f"[data-error={name}]")).to_be_visible()
        assert not Image.objects.exists()
        describe(page)
        send(page)
        expect(page.locator("#pictures")).to_be_hidden()
        image = Image.objects.get()
        expect(page.locator(f"{TEXT} figure img")).to_have_attribute("src", image.url)
        assert page.evaluate(BODY).index("Bonjour") < page.evaluate(BODY).index(f'data-image="{image.pk}"')

    @pytest.mark.any_database
    def test_words_that_come_with_a_picture_of_themselves_stay_words(self, desk, live_server):
        page = at_desk(desk, live_server)
        bring(page, TEXT, "paste", jpeg(), html="<p>Des mots de Word</p>")
        expect(page.locator(TEXT)).to_contain_text("Des mots de Word")
        expect(page.locator("#pictures")).to_be_hidden()

    def test_given_up_nothing_is_stored_and_the_text_is_as_it_was(self, desk, live_server):
        page = at_desk(desk, live_server)
        page.locator(TEXT).click()
        page.keyboard.type("Bonjour.")
        bring(page, TEXT, "drop", jpeg())
        page.keyboard.press("Escape")
        expect(page.locator("#pictures")).to_be_hidden()
        assert page.evaluate(BODY).strip() == "<p>Bonjour.</p>"
        assert not Image.objects.exists()


class TestOntoTheLeadPicture:
    @pytest.mark.parametrize(
        "kind, place",
        [
            ("drop", ".lead-picture"),
            pytest.param("paste", ".lead-picture button", marks=pytest.mark.any_database),
        ],
    )
    def test_it_becomes_the_lead_picture(self, desk, live_server, kind, place):
        page = at_desk(desk, live_server)
        assert bring(page, place, kind, jpeg())
        describe(page)
        send(page)
        expect(page.locator(".lead-picture img")).to_be_visible()
        assert page.input_value("#id_lead_image") == str(Image.objects.get().pk)

    def test_decorative_instead_of_words(self, desk, live_server):
        page = at_desk(desk, live_server)
        bring(page, ".lead-picture", "drop", jpeg())
        describe(page, alt="")
        page.check("#id_picture-decorative")
        send(page)
        expect(page.locator(".lead-picture img")).to_be_visible()
        assert Image.objects.get().decorative


class TestWhatIsNoPicture:
    WRONG = {
        "words": ([["notes.txt", "text/plain", 10, ""]], "n’est pas une image"),
        "svg": ([["logo.svg", "image/svg+xml", 10, ""]], "n’est pas une image"),
        "a program": ([["photo.exe", "", 10, ""]], "n’est pas une image"),
        "40 MB": ([["photo.jpg", "image/jpeg", 40 * 1024 * 1024, ""]], "25 Mo"),
        "several": ([jpeg(), jpeg()], ""),
    }

    @pytest.mark.any_database
    @pytest.mark.parametrize("place", ["#pictures", ".lead-picture", TEXT])
    def test_it_is_refused_in_words_before_anything_is_sent(self, desk, live_server, place):
        page = at_desk(desk, live_server)
        sent = []
        page.on("request", lambda request: sent.append(request.method))
        told = page.locator("[data-error=upload]")
        for files, words in self.WRONG.values():
            told.evaluate("place => { place.textContent = '' }")  # what was told before tells nothing now
            if place == "#pictures":
                page.locator(".lead-picture button").first.click()
            bring(page, place, "drop", *files)
            expect(told).to_be_visible()
            expect(told).to_contain_text(words or re.compile("à la fois|at a time"))
            page.keyboard.press("Escape")
            expect(page.locator("#pictures")).to_be_hidden()
        assert "POST" not in sent
        assert not Image.objects.exists()

    @pytest.mark.any_database
    def test_a_file_that_misses_its_place_does_not_take_the_page_away(self, desk, live_server):
        page = at_desk(desk, live_server)
        assert bring(page, "#header", "drop", jpeg())
        assert page.url.endswith(ADD)

    def test_a_picture_that_only_says_so_is_refused_by_the_server(self, desk, live_server):
        page = at_desk(desk, live_server)
        page.expected_errors.append("422")
        bring(page, ".lead-picture", "drop", ["photo.jpg", "image/jpeg", 100, ""])
        describe(page)
        send(page)
        expect(page.locator("[data-error=upload]")).to_be_visible()
        assert not Image.objects.exists()


class TestFocalPoint:
    def place(self, page):
        return [int(page.input_value(f"#id_focal_{axis}")) for axis in "xy"]

    @pytest.mark.parametrize("width", [pytest.param(360, marks=pytest.mark.any_database), 1300])
    def test_by_click_and_by_keyboard_and_the_crop_follows(self, desk, live_server, staff, width):
        image = pictures.add(photo(size=(1600, 800)), staff["editor"], alt="x", credit="x", licence="own")
        page = at_desk(
            desk,
            live_server,
            "editor",
            f"/admin/articles/image/{image.pk}/change/",
            viewport={"width": width, "height": 800},
        )
        stage = page.locator("[data-stage]")
        box = stage.bounding_box()
        stage.click(position={"x": box["width"] * 0.25, "y": box["height"] * 0.75})
        assert self.place(page) == [25, 75]
        crop, shared = page.locator("[data-crop]").all()
        for each in (crop, shared):  # the share card is drawn around the point as well
            assert each.evaluate("e => getComputedStyle(e).objectPosition") == "30% 80%"
        for key in ("ArrowRight", "ArrowUp", "Shift+ArrowLeft"):
            page.keyboard.press(key)
        assert self.place(page) == [16, 74]
        assert " 16 " in page.locator(".focal-marker").get_attribute("aria-label")
        for _ in range(12):
            page.keyboard.press("Shift+ArrowLeft")
        assert self.place(page) == [0, 74]
        page.fill("#id_focal_x", "100")
        assert crop.evaluate("e => getComputedStyle(e).objectPosition") == "100% 70%"
        page.locator("[name=_save]").click()
        page.wait_for_url("**/admin/articles/image/")
        saved = Image.objects.get()
        assert (saved.focal_x, saved.focal_y, saved.focal_class) == (100, 74, "fx-10 fy-7")

    def test_on_a_new_picture_that_was_dropped_on_its_form(self, desk, live_server):
        page = at_desk(desk, live_server, path="/admin/articles/image/add/")
        bring(page, "#content", "drop", jpeg())
        stage = page.locator("[data-stage]")
        stage.locator("canvas").wait_for()
        box = stage.bounding_box()
        stage.click(position={"x": box["width"] * 0.1, "y": box["height"] * 0.2})
        page.fill("#id_alt", "Une place")
        page.fill("#id_credit", "La rédaction")
        page.select_option("#id_licence", "own")
        page.locator("[name=_save]").click()
        page.wait_for_url("**/admin/articles/image/")
        image = Image.objects.get()
        assert (image.focal_x, image.focal_y, image.width) == (10, 20, 800)

    def test_without_javascript_two_numbers(self, desk, live_server, staff):
        image = pictures.add(photo(), staff["editor"], alt="x", credit="x", licence="own")
        path = f"/admin/articles/image/{image.pk}/change/"
        page = at_desk(desk, live_server, "editor", path, java_script_enabled=False)
        expect(page.locator(".focal-hint")).to_be_hidden()
        page.fill("#id_focal_x", "20")
        page.locator("[name=_save]").click()
        assert Image.objects.get().focal_x == 20


def test_a_picture_is_replaced_and_then_withdrawn(desk, live_server, staff, page):
    image = pictures.add(photo(), staff["reporter"], alt="Une place", credit="Agence", licence="agency")
    body = f'<p>Texte.</p><figure data-image="{image.pk}"></figure>'
    story = revisions.start(
        story_data(lead_image=image.pk, body=body, section=Section.objects.get().pk), staff["editor"]
    )
    publishing.publish(story, staff["editor"])
    address = live_server.url + Story.objects.get().get_absolute_url()
    page.goto(address)
    expect(page.locator("figure img")).to_have_count(2)

    editor = at_desk(desk, live_server, "editor", f"/admin/articles/image/{image.pk}/change/")
    expect(editor.locator(".uses")).to_contain_text("Un titre")
    editor.locator(".object-tools a[href$='/replace/']").click()
    files = {"name": "x.jpg", "mimeType": "image/jpeg", "buffer": photo(size=(900, 500)).read()}
    editor.set_input_files("#id_upload", files)
    editor.locator(".submit-row .default").click()
    editor.wait_for_url("**/change/")
    page.goto(address)
    assert page.locator("figure img").first.get_attribute("width") == "900"
    former = live_server.url + Image.objects.get().url

    editor.locator(".object-tools a[href$='/withdraw/']").click()
    editor.locator(".pictures-withdraw").click()
    editor.wait_for_url("**/change/")
    page.goto(address)
    expect(page.locator("figure")).to_have_count(0)
    page.expected_errors.append("404")
    assert page.goto(former).status == 404


@pytest.mark.any_database
@pytest.mark.parametrize("width", [360, 1300])
def test_no_barrier_nothing_wider_than_the_screen_and_nothing_moves(desk, live_server, staff, width):
    image = pictures.add(photo(size=(1600, 900)), staff["editor"], alt="Une place", credit="Agence", licence="agency")
    revisions.start(story_data(lead_image=image.pk), staff["editor"])
    page = desk("editor", viewport={"width": width, "height": 800})
    for path in ("add/", f"{image.pk}/change/", f"{image.pk}/replace/", f"{image.pk}/withdraw/"):
        page.goto(f"{live_server.url}/admin/articles/image/{path}")
        assert violations(page) == []
        assert not overflows(page)
        assert page.evaluate(SHIFT) < 0.02


# The layout shift of the page so far, as the browser adds it up.
SHIFT = """() => new Promise((told) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => told(sum), 200);
})"""


@pytest.mark.any_database
def test_the_dialog_has_no_barrier_while_a_picture_is_added(desk, live_server):
    page = at_desk(desk, live_server, viewport={"width": 360, "height": 800})
    bring(page, ".lead-picture", "drop", jpeg())
    page.locator("[data-upload] canvas").first.wait_for()
    assert violations(page, "#pictures") == []
