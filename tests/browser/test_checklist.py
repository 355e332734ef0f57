"""From red to published: the checklist leads an editor through what is missing."""

from django.utils.translation import gettext
from playwright.sync_api import expect

from articles.models import Story
from tests.browser.barriers import violations

FILM = "https://youtu.be/dQw4w9WgXcQ?si=abc"


def test_the_list_leads_from_red_to_published(live_server, desk):
    editor = desk("editor")
    editor.goto(f"{live_server.url}/admin/articles/story/add/")
    editor.locator("#id_headline").fill("[TK] Un sommet")
    editor.locator(".cke_editable").click()
    editor.keyboard.type("La réunion aura lieu jeudi.")
    editor.keyboard.press("Enter")
    editor.evaluate(PASTE_TEXT, FILM)
    expect(editor.locator(".cke_editable figure[data-embed] figcaption")).to_be_focused()
    editor.locator("[name=_publish]").click()
    expect(editor.locator(".messagelist .error")).to_contain_text("TK")
    editor.wait_for_url("**/change/")
    assert Story.objects.get().status == "draft"
    red = editor.locator(".desk-checklist ul.checklist-red li")
    expect(red).to_have_count(4)  # the section, the region, the mark, the title of the card
    assert violations(editor) == []

    red.locator("[data-field=headline]").click()
    expect(editor.locator("#id_headline")).to_be_focused()
    editor.locator("#id_headline").fill("Un sommet")
    red.locator("[data-field=section]").click()
    expect(editor.locator("#id_section")).to_be_focused()
    editor.locator("#id_section").select_option(label="International")
    red.locator("[data-field=primary_region]").click()
    editor.locator("#id_no_region").check()
    editor.get_by_role("button", name=gettext("Check now")).click()
    expect(red).to_have_count(1)
    red.locator("[data-field=body]").click()
    expect(editor.locator(".cke_editable")).to_be_focused()
    title = editor.locator(".cke_editable figcaption")
    title.click()
    expect(title).to_be_focused()
    editor.keyboard.type("Le film du sommet")
    expect(title).to_have_text("Le film du sommet")
    editor.get_by_role("button", name=gettext("Check now")).click()
    expect(red).to_have_count(0)
    expect(editor.locator(".checklist-green")).to_be_visible()
    assert Story.objects.get().section is None  # nothing of it is saved by asking

    editor.locator("[name=_publish]").click()
    expect(editor.locator(".desk-state a")).to_be_visible()
    html = Story.objects.public().get().html
    assert '<a href="https://www.youtube.com/watch?v=dQw4w9WgXcQ" rel="noopener nofollow">' in html


def test_it_follows_what_is_saved_while_somebody_writes(live_server, desk):
    editor = desk("editor")
    editor.goto(f"{live_server.url}/admin/articles/story/add/")
    editor.locator("#id_headline").fill("TK")
    editor.evaluate("document.dispatchEvent(new CustomEvent('desk:saved'))")
    expect(editor.locator(".desk-checklist [data-field=headline]")).to_be_visible()


def test_when_the_list_cannot_be_had_it_says_so(live_server, desk):
    editor = desk("editor")
    editor.goto(f"{live_server.url}/admin/articles/story/add/")
    editor.expected_errors += ["403", "ERR_FAILED", "Failed to load"]
    editor.route("**/checklist/", lambda route: route.abort())
    editor.get_by_role("button", name=gettext("Check now")).click()
    expect(editor.locator("[data-findings]")).to_have_text(
        gettext("The list could not be refreshed. Are you still logged in?")
    )


def test_without_javascript_it_follows_each_saving(live_server, desk):
    editor = desk("editor", java_script_enabled=False)
    editor.goto(f"{live_server.url}/admin/articles/story/add/")
    editor.locator("#id_headline").fill("TK")
    editor.locator("[name=_save_draft]").click()
    expect(editor.locator(".desk-checklist a[href='#id_headline']")).to_be_visible()
    expect(editor.locator("[data-check]")).to_be_hidden()


PASTE_TEXT = """(text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
  document.querySelector(".cke_editable").dispatchEvent(event);
}"""
