"""The desk in a real browser, under its real policy. Whatever the browser complains about fails these tests."""

import pytest
from playwright.sync_api import expect

from articles.models import Story
from articles.workflow import pictures, revisions
from tests.admin.test_image import photo
from tests.browser.barriers import overflows, violations
from tests.browser.conftest import let_in
from tests.factories import story_data

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<meta name=Generator content="Microsoft Word 15"></head>
<body lang=FR><!--StartFragment--><h1 style="mso-x:1">Titre</h1><p class=MsoNormal><b><span
style='font-size:12.0pt;font-family:"Times New Roman"'>Gras</span></b><span style="color:red"> et <i>penché</i></span>
<o:p></o:p></p><p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if
!supportLists]><span style='font-family:Symbol;mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span><![endif]>Un point
<o:p></o:p></p><img src="https://evil.example/x.png"><!--EndFragment--></body></html>"""
DOCS = """<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1-2"><h1 dir="ltr"><span
style="font-size:20pt;font-weight:400">Titre</span></h1><p dir="ltr"><span style="font-weight:700">Gras</span><span
style="font-weight:400"> et </span><span style="font-style:italic">penché</span></p><ul><li><p><span>Un
point</span></p></li></ul></b>"""
WEB = """<h1 class="x" onclick="alert(1)">Titre</h1><p style="color:red"><b>Gras</b> et <i>penché</i><script>alert(1)
</script><a href="javascript:alert(1)"></a><img src="https://evil.example/x.png" onerror="alert(1)"></p>
<ul><li>Un point</li></ul><iframe src="https://evil.example"></iframe>"""
PASTE = """([html, text]) => {
  const place = document.querySelector(".cke_wysiwyg_div");
  place.focus();
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", html);
  clipboardData.setData("text/plain", text);
  place.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""
TEXT = "CKEDITOR.instances.id_body.getData().replace(/\\s+/g, ' ').replace(/> </g, '><').trim()"


@pytest.fixture
def desk(live_server, open_page):
    """desk(person, path) -> the page this person sees there, once the editor stands."""

    def open_desk(person, path, **options):
        page = open_page(**options)
        let_in(page, person, live_server)
        page.goto(live_server.url + path)
        return page

    return open_desk


def writing(page):
    page.locator(".cke_wysiwyg_div").wait_for()
    return page


@pytest.mark.any_database
class TestPaste:
    @pytest.mark.parametrize("html", [WORD, DOCS, WEB], ids=["word", "google docs", "a web page"])
    def test_what_is_pasted_becomes_semantic(self, reporter, desk, html):
        page = writing(desk(reporter, "/admin/articles/story/add/"))
        page.evaluate(PASTE, [html, "x"])
        expect(page.locator(".cke_wysiwyg_div")).to_contain_text("point")
        text = page.evaluate(TEXT).replace("<p>Un point</p>", "Un point").replace("<li> ", "<li>")
        expected = "<h2>Titre</h2><p><strong>Gras</strong> et <em>penché</em></p><ul><li>Un point</li></ul>"
        assert text.replace(" </li>", "</li>") == expected

    def test_plain_text_becomes_paragraphs(self, reporter, desk):
        page = writing(desk(reporter, "/admin/articles/story/add/"))
        page.evaluate(PASTE, ["", "Un.\n\nDeux."])
        expect(page.locator(".cke_wysiwyg_div")).to_contain_text("Deux")
        assert page.evaluate(TEXT) == "<p>Un.</p><p>Deux.</p>"


class TestWriting:
    def test_a_story_with_a_picture_is_saved_by_the_keyboard(self, reporter, desk):
        image = pictures.add(photo(), reporter, alt="Une carte bleue", credit="La rédaction", licence="own")
        page = writing(desk(reporter, "/admin/articles/story/add/"))
        page.fill("#id_headline", "L’œuvre d’été")
        assert page.get_attribute("#id_slug", "placeholder") == "l-oeuvre-d-ete"
        page.locator(".cke_wysiwyg_div").click()
        page.keyboard.type("Bonjour.")
        page.locator(".cke_button__newsfigure").click()
        page.locator(".pictures-found button").click()
        page.locator(".cke_wysiwyg_div figcaption").click()
        page.keyboard.type("Ici")
        page.keyboard.press("Control+s")
        page.wait_for_url("**/change/")
        story = Story.objects.get()
        figure = f'<figure data-image="{image.pk}"><figcaption>Ici</figcaption></figure>'
        assert (story.slug, story.body.replace("\n", "")) == ("l-oeuvre-d-ete", f"<p>Bonjour.</p>{figure}")
        assert writing(page).locator(".cke_wysiwyg_div figure img").get_attribute("src") == image.url

    def test_the_lead_picture_is_uploaded_in_the_dialog(self, reporter, desk):
        page = writing(desk(reporter, "/admin/articles/story/add/"))
        page.expected_errors.append("422")
        page.locator(".lead-picture button").first.click()
        page.locator(".pictures summary").click()
        page.fill("#id_picture-alt", "Une carte")
        page.fill("#id_picture-credit", "La rédaction")
        page.select_option("#id_picture-licence", "own")
        files = {"name": "x.jpg", "mimeType": "image/jpeg", "buffer": b"<script>alert(1)</script>"}
        page.set_input_files("#id_picture-upload", files)
        page.locator("[data-upload] [type=submit]").click()
        page.locator("[data-error=upload]:visible").wait_for()
        page.set_input_files("#id_picture-upload", files | {"buffer": photo().read()})
        page.locator("[data-upload] [type=submit]").click()
        page.locator(".lead-picture img:visible").wait_for()
        assert page.input_value("#id_lead_image") != ""

    def test_without_javascript(self, reporter, desk):
        page = desk(reporter, "/admin/articles/story/add/", java_script_enabled=False)
        page.fill("#id_headline", "Sans script")
        page.fill("#id_body", "<p>Texte.</p>")
        page.locator("[name=_submit]").first.click()
        story = Story.objects.get()
        assert (story.body, story.status) == ("<p>Texte.</p>", "in_review")


@pytest.mark.any_database
@pytest.mark.parametrize("width", [360, 1300])
class TestOpenToAll:
    @pytest.mark.parametrize("address", ["/admin/", "/admin/articles/story/", "{story}", "/admin/articles/image/"])
    def test_no_barrier_and_nothing_wider_than_the_screen(self, admin, desk, width, address):
        story = revisions.start(story_data(), admin)
        page = desk(
            admin,
            address.format(story=f"/admin/articles/story/{story.pk}/change/"),
            viewport={"width": width, "height": 800},
        )
        if "{" in address:
            writing(page)
        assert violations(page) == []
        assert not overflows(page)
