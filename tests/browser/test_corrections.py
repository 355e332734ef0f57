"""A published story is corrected and moves: what the editor does, what readers find."""

import pytest

from articles.models import Correction, OldAddress, Section, Story
from articles.workflow import publishing, revisions
from tests.browser.barriers import overflows, violations
from tests.factories import CorrectionFactory, story_data


@pytest.fixture
def story(staff):
    story = revisions.start(story_data(no_region=True, section=Section.objects.get().pk), staff["admin"])
    publishing.publish_as_of(story, staff["admin"], story.created_at)
    return Story.objects.get()


def correct(page, server, story):
    """A new headline, a new address, and a word for readers."""
    page.goto(f"{server.url}/admin/articles/story/{story.pk}/change/")
    page.locator("#id_headline").fill("Un titre plus juste")
    page.locator("#id_slug").fill("un-titre-plus-juste")
    page.locator("#id_change").select_option("substance")
    page.locator("#id_correction").fill("Il fallait lire 1882.")
    page.locator("[name=_publish]").click()
    page.locator(".messagelist .success").wait_for()
    assert page.locator(".messagelist .error").count() == 0


def test_readers_find_the_correction_at_the_old_address(live_server, story, desk, page):
    editor = desk("admin")
    editor.goto(f"{live_server.url}/admin/articles/story/{story.pk}/change/")
    assert editor.locator("#id_correction").is_hidden()
    editor.locator("#id_change").select_option("typo")
    assert editor.locator("#id_correction").is_visible()
    editor.locator("#id_change").select_option("")
    correct(editor, live_server, story)
    page.goto(f"{live_server.url}{story.get_absolute_url()}")
    assert page.url.endswith("/un-titre-plus-juste/")
    assert page.locator(".correction-first").inner_text().endswith("Il fallait lire 1882.")
    page.goto(f"{live_server.url}/corrections/")
    page.get_by_role("link", name="Un titre plus juste").click()
    assert page.locator(".correction:target").count() == 1
    assert Correction.objects.count() == OldAddress.objects.count() == 1


def test_all_of_it_without_javascript(live_server, story, desk):
    page = desk("admin", java_script_enabled=False, viewport={"width": 360, "height": 740})
    page.goto(f"{live_server.url}/admin/articles/story/{story.pk}/corrections/")
    page.locator("[name=kind][value=typo]").check()
    page.locator("[name=text]").fill("Un mot.")
    page.locator("#correction-form button").click()
    page.locator(".corrections-made a").click()
    page.locator("[name=kind][value=clarification]").check()
    page.locator("[name=text]").fill("Deux mots.")
    page.locator("#correction-form button").click()
    first, second = Correction.objects.order_by("pk")
    assert (second.text, second.supersedes) == ("Deux mots.", first)
    page.goto(f"{live_server.url}/admin/articles/story/{story.pk}/change/")
    assert page.locator("#id_correction").is_visible()


@pytest.mark.any_database
def test_everybody_can_use_it(live_server, story, desk):
    for kind in ("substance", "typo"):
        CorrectionFactory(story=story, kind=kind, supersedes=CorrectionFactory(story=story))
    page = desk("admin")
    desk_page = f"/admin/articles/story/{story.pk}/corrections/"
    for width in (320, 1300):
        page.set_viewport_size({"width": width, "height": 900})
        for path in ("/corrections/", story.get_absolute_url(), desk_page):
            page.goto(f"{live_server.url}{path}")
            page.locator(".correction details").evaluate_all("all => all.forEach((each) => (each.open = true))")
            assert violations(page) == [], f"{path} at {width}"
            assert not overflows(page), f"{path} at {width}"
