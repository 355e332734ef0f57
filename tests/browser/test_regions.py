"""Regions from the desk to the reader: proposed while somebody writes, told in a brief, found on the map."""

from playwright.sync_api import expect

from articles.models import Region, RegionBrief
from tests.browser.barriers import overflows, violations
from tests.factories import StoryFactory


def test_regions_named_in_the_text_are_proposed_and_ticked_with_the_keyboard(live_server, desk):
    editor = desk("editor")
    editor.goto(f"{live_server.url}/admin/articles/story/add/")
    offers = editor.locator(".desk-places button")
    expect(editor.locator(".desk-places")).to_be_empty()
    editor.locator("#id_headline").fill("У Криму")
    editor.locator("#id_standfirst").fill("Et à Kherson.")
    expect(offers).to_have_count(2)
    assert violations(editor, ".desk-places") == []
    crimea, kherson = (Region.objects.get(slug=slug) for slug in ("crimea", "kherson"))
    offers.first.focus()
    editor.keyboard.press("Enter")
    expect(offers).to_have_count(1)
    expect(offers.first).to_be_focused()
    expect(editor.locator("#id_primary_region")).to_have_value(str(crimea.pk))
    editor.keyboard.press("Enter")
    expect(offers).to_have_count(0)
    expect(editor.locator(f"#id_regions input[value='{kherson.pk}']")).to_be_checked()
    expect(editor.locator("#id_primary_region")).to_have_value(str(crimea.pk))


def test_a_brief_is_written_without_a_script_and_read_beside_the_map(live_server, desk, open_page):
    kherson = Region.objects.get(slug="kherson")
    StoryFactory.create_batch(3, public=True, regions=[kherson], kind="explainer", comment_count=2)
    editor = desk("editor", java_script_enabled=False)
    editor.goto(f"{live_server.url}/admin/articles/regionbrief/add/?region={kherson.pk}&language=fr")
    editor.locator("#id_state").fill("Le fleuve fait la ligne.")
    editor.locator("#id_as_of").fill("2026-05-01")
    editor.locator("input[name=_save]").click()
    editor.locator("#id_background input").first.check()
    editor.locator("#id_find").fill("rien de tel")
    editor.locator("[name=_find]").click()
    expect(editor.get_by_role("status")).to_be_visible()
    expect(editor.locator("#id_background input").first).to_be_checked()
    editor.locator("#id_state").fill("Le fleuve fait toujours la ligne.")
    editor.locator("#id_state").press("Tab")
    editor.locator("#id_find").press("Enter")  # saves, and does not search
    expect(editor.locator("#result_list")).to_be_visible()
    assert RegionBrief.objects.get().state == "Le fleuve fait toujours la ligne."

    reader = open_page(viewport={"width": 320, "height": 800})
    reader.goto(f"{live_server.url}/regions/kherson/")
    expect(reader.locator(".brief")).to_contain_text("Le fleuve fait toujours la ligne.")
    assert violations(reader) == []
    assert not overflows(reader)
    stops = reader.locator(".map a").evaluate_all("links => links.filter((link) => link.tabIndex >= 0).length")
    assert stops == 5  # those of the list
    reader.locator(".map-label", has_text="Donetsk").click()
    reader.wait_for_url("**/regions/donetsk/")
    expect(reader.locator(".map-list [aria-current]")).to_have_text("Donetsk")
