"""A day in a newsroom, at a desk and on a telephone: written offline, sent back, approved, scheduled, corrected, fought
over, moved to another address, and taken down.

PICTURES=folder makes it leave a picture of each station there, for a person to look at.
"""

import os
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from articles.models import Revision, Story

HEADLINE = "Le pont d’Henitchesk"
TEXT = "Le pont relie la ville à la flèche d’Arabat."
SIZES = {"desk": {"width": 1300, "height": 900}, "telephone": {"width": 360, "height": 740}}


def button(page, name):
    return page.locator(f'button[name="_{name}"]').first


def saved(page):
    expect(page.locator(".messagelist .success").first).to_be_visible()


def press(page, name):
    """A button of the save row, and the page that comes back."""
    button(page, name).click()
    saved(page)


def look(page, station):
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=f"{folder}/{page.viewport_size['width']}-{station}.png", full_page=True)


def at_story(page, live_server, story):
    page.goto(f"{live_server.url}/admin/articles/story/{story.pk}/change/")


def type_text(page, words):
    page.locator(".cke_editable").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


@pytest.fixture(params=["desk", pytest.param("telephone", marks=pytest.mark.any_database)])
def person(request, desk):
    """person("editor") -> somebody at work on this size of screen."""
    return lambda name: desk(name, viewport=SIZES[request.param])


def drafted_offline(page, live_server):
    """A minute without network costs no word."""
    page.goto(f"{live_server.url}/admin/articles/story/add/")
    page.locator("#id_headline").fill(HEADLINE)
    type_text(page, TEXT)
    page.wait_for_url("**/change/**")  # the first saving gave the story its address
    story = Story.objects.get()
    page.expected_errors.extend(["net::ERR_INTERNET_DISCONNECTED", "Request failed"])
    page.context.set_offline(True)
    type_text(page, " Il est gardé.")
    expect(page.locator("[data-autosave]")).to_contain_text("navigateur")
    look(page, "offline")
    page.context.set_offline(False)
    expect(page.locator("[data-autosave]")).to_contain_text("Enregistré")
    assert "Il est gardé." in story.revisions.get(kind=Revision.Kind.DRAFT).data["body"]
    return story


def filed(page):
    page.locator("#id_section").select_option(label="International")
    page.locator("#id_primary_region").select_option(label="Kherson")
    page.locator("#id_standfirst").fill("Un pont, une flèche, une ville.")


def test_a_day(live_server, person, page):
    reporter, editor = person("reporter"), person("editor")
    story = drafted_offline(reporter, live_server)
    filed(reporter)
    reporter.locator("#id_note").fill("Relu deux fois.")
    press(reporter, "submit")
    assert button(reporter, "publish").count() == 0

    at_story(editor, live_server, story)
    expect(editor.locator(".desk-open-notes")).to_contain_text("Relu deux fois.")
    look(editor, "review")
    editor.locator("#id_note").fill("Qui le dit ?")
    press(editor, "request_changes")

    at_story(reporter, live_server, story)
    expect(reporter.locator(".desk-state-words")).to_have_text("À reprendre")
    expect(reporter.locator(".desk-open-notes")).to_contain_text("Qui le dit ?")
    look(reporter, "changes-requested")
    type_text(reporter, " Selon la mairie.")
    press(reporter, "submit")

    at_story(editor, live_server, story)
    press(editor, "approve")
    expect(editor.locator(".desk-state-words")).to_contain_text("Approuvé")
    look(editor, "approved")
    editor.locator("#id_publish_at").fill(
        timezone.localtime(timezone.now() + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M")
    )
    press(editor, "schedule")
    assert page.goto(live_server.url).status == 200
    assert HEADLINE not in page.content()

    # An hour later
    Story.objects.update(published_at=timezone.now() - timedelta(minutes=5), changed_at=timezone.now())
    story.refresh_from_db()
    page.goto(live_server.url)
    page.get_by_role("link", name=HEADLINE).first.click()
    expect(page.locator(".text")).to_contain_text("Il est gardé. Selon la mairie.")

    corrected(editor, live_server, story)
    page.reload()
    expect(page.locator("main")).to_contain_text("Le pont date de 1914.")
    look(page, "corrected")

    collided(person, live_server, story)
    moved(editor, live_server, story, page)
    taken_down(editor, live_server, story, page)


def corrected(editor, live_server, story):
    at_story(editor, live_server, story)
    type_text(editor, " Il date de 1914.")
    editor.locator("#id_change").select_option("substance")
    editor.locator("#id_correction").fill("Nous avions écrit 1904. Le pont date de 1914.")
    press(editor, "publish")


def collided(person, live_server, story):
    """Two people save the same story: the second sees both texts, chooses, and loses nothing."""
    one, two = person("editor"), person("admin")
    at_story(one, live_server, story)
    at_story(two, live_server, story)
    one.locator("#id_standfirst").fill("Le chapô de la première.")
    press(one, "save_draft")
    two.expected_errors.extend(["409", "423"])
    two.locator("#id_standfirst").fill("Le chapô du second.")
    button(two, "save_draft").click()
    conflict = two.locator(".desk-conflict")
    expect(conflict).to_contain_text("première")
    expect(conflict).to_contain_text("second")
    look(two, "collision")
    two.locator('button[name="overrule"]').click()
    saved(two)
    texts = set(story.revisions.values_list("data__standfirst", flat=True))
    assert {"Le chapô de la première.", "Le chapô du second."} <= texts


def moved(editor, live_server, story, page):
    """The slug of a public story changes: its old address leads to it for ever."""
    old = story.get_absolute_url()
    at_story(editor, live_server, story)
    editor.locator("#id_slug").fill("le-pont-de-1914")
    press(editor, "publish")
    page.goto(f"{live_server.url}{old}")
    assert page.url.endswith("/le-pont-de-1914/")
    expect(page.locator("h1")).to_have_text(HEADLINE)


def taken_down(editor, live_server, story, page):
    page.expected_errors.append("410")
    at_story(editor, live_server, story)
    editor.locator(".desk-away summary").click()
    editor.locator("#id_reason").fill("La mairie s’est rétractée.")
    press(editor, "unpublish")
    story.refresh_from_db()
    assert page.goto(f"{live_server.url}{story.get_absolute_url()}").status == 410
    expect(page.locator("main")).to_contain_text("La mairie s’est rétractée.")
    look(page, "gone")
    page.goto(live_server.url)
    assert HEADLINE not in page.content()
