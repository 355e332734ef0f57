"""A minute without the network, two people in one story, a session that ends: no word is lost, and each is told."""

import pytest
from playwright.sync_api import expect

from articles.models import EditLock, Story
from articles.workflow import locks, revisions
from tests.browser.barriers import overflows, violations
from tests.browser.conftest import PASSWORD
from tests.factories import story_data

SOON = 12_000  # two seconds after the last key, and an answer, on a busy machine


@pytest.fixture
def story(staff):
    return revisions.start(story_data(standfirst="Le chapô."), staff["reporter"])


def opened(page, live_server, story):
    page.goto(f"{live_server.url}/admin/articles/story/{story.pk}/change/")
    page.locator(".cke_editable").wait_for()
    return page


def line(page, state):
    """The line beside the buttons, once it says so."""
    found = page.locator(f"[data-autosave][data-state={state}]")
    expect(found).to_have_count(1, timeout=SOON)
    return found


def write(page, words):
    page.locator(".cke_editable").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def copies(page):
    return page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('newsroom copy')).length")


def body_of(story):
    return revisions.working_draft(story).data["body"]


def test_a_new_story_is_saved_while_it_is_written_and_keeps_its_page(live_server, desk):
    page = desk("reporter")
    page.goto(f"{live_server.url}/admin/articles/story/add/")
    page.locator(".cke_editable").wait_for()
    page.locator("#id_headline").fill("Un début")
    line(page, "saved")
    story = Story.objects.get()
    assert page.url.endswith(f"/admin/articles/story/{story.pk}/change/")
    write(page, "Le texte.")
    expect(page.locator("[data-autosave]")).to_have_attribute("data-state", "writing")
    line(page, "saved")
    assert body_of(story) == "<p>Le texte.</p>"
    page.get_by_role("button", name="Enregistrer le brouillon").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert Story.objects.count() == 1
    assert not revisions.working_draft(story).automatic


def test_an_address_made_from_half_a_headline_follows_it(live_server, desk):
    page = desk("reporter")
    page.goto(f"{live_server.url}/admin/articles/story/add/")
    page.locator(".cke_editable").wait_for()
    page.locator("#id_headline").fill("Un som")
    line(page, "saved")
    page.reload()
    page.locator(".cke_editable").wait_for()
    page.locator("#id_headline").fill("Un sommet")
    line(page, "saved")
    assert Story.objects.get().slug == "un-sommet"


def test_a_reporter_drafts_offline_for_a_while_and_comes_back(live_server, desk, story):
    page = opened(desk("reporter"), live_server, story)
    page.expected_errors += ["ERR_INTERNET_DISCONNECTED"]
    page.context.set_offline(True)
    write(page, " Hors ligne.")
    line(page, "offline")
    page.locator("#id_standfirst").fill("Un chapô écrit sans réseau.")
    page.wait_for_timeout(1_000)
    page.get_by_role("button", name="Enregistrer le brouillon").click()  # leads nowhere, and leaves the page alone
    line(page, "offline")
    assert body_of(story) == "<p>Le texte.</p>"
    page.context.set_offline(False)
    line(page, "saved")
    data = revisions.working_draft(story).data
    assert (data["body"], data["standfirst"]) == ("<p>Le texte. Hors ligne.</p>", "Un chapô écrit sans réseau.")
    assert copies(page) == 0


BACK_TOO_SOON = """() => {
  const real = window.fetch;
  let left = 2;
  window.fetch = (...asked) => (left-- > 0 ? Promise.reject(new TypeError("Failed to fetch")) : real(...asked));
}"""


@pytest.mark.slow
def test_a_network_that_says_too_early_that_it_is_back_is_asked_again_soon(live_server, desk, story):
    page = opened(desk("reporter"), live_server, story)
    page.evaluate(BACK_TOO_SOON)
    page.locator("#id_standfirst").fill("Un chapô dans un tunnel.")
    line(page, "offline")
    expect(page.locator("[data-autosave][data-state=saved]")).to_have_count(1, timeout=8_000)
    assert revisions.working_draft(story).data["standfirst"] == "Un chapô dans un tunnel."


KEY_MEANWHILE = """() => {
  const real = window.fetch;
  window.fetch = async (...asked) => {
    const answer = await real(...asked);
    document.getElementById("id_standfirst").dispatchEvent(new Event("input", { bubbles: true }));
    return answer;
  };
}"""


@pytest.mark.slow
def test_a_key_that_changes_nothing_leaves_the_desk_neither_saving_nor_with_a_copy(live_server, desk, story):
    page = opened(desk("reporter"), live_server, story)
    page.evaluate(KEY_MEANWHILE)
    page.locator("#id_standfirst").fill("Un chapô relu.")
    page.keyboard.press("Control+s")
    line(page, "saved")
    page.wait_for_timeout(1_000)
    assert (page.locator("[data-autosave]").get_attribute("data-state"), copies(page)) == ("saved", 0)


def test_a_new_story_written_offline_survives_the_closing_of_the_page(live_server, desk, staff):
    page = desk("reporter")
    page.expected_errors += ["ERR_INTERNET_DISCONNECTED"]
    page.goto(f"{live_server.url}/admin/articles/story/add/")
    page.locator(".cke_editable").wait_for()
    page.context.set_offline(True)
    page.locator("#id_headline").fill("Écrit dans le train")
    write(page, "Sans réseau.")
    line(page, "offline")
    page.context.set_offline(False)
    page.evaluate("window.stop()")
    other = page.context.new_page()
    page.close(run_before_unload=False)
    other.goto(f"{live_server.url}/admin/articles/story/add/")
    other.locator(".cke_editable").wait_for()
    if not Story.objects.exists():  # it was sent in the moment between
        expect(other.locator("[data-unsaved]")).to_be_visible()
        other.locator("[data-restore]").click()
        line(other, "saved")
    assert [story.headline for story in Story.objects.all()] == ["Écrit dans le train"]
    assert body_of(Story.objects.get()) == "<p>Sans réseau.</p>"


def test_ctrl_s_saves_without_leaving_the_page(live_server, desk, story):
    page = opened(desk("reporter"), live_server, story)
    page.evaluate("window.stayed = true")
    write(page, " Et la suite.")
    page.keyboard.press("Control+s")
    line(page, "saved")
    assert page.evaluate("window.stayed")
    draft = revisions.working_draft(story)
    assert (draft.data["body"], draft.automatic) == ("<p>Le texte. Et la suite.</p>", False)


def test_what_was_saved_is_not_offered_again_although_typography_changed_it(live_server, desk, story):
    page = opened(desk("reporter"), live_server, story)
    page.locator("#id_headline").fill("Qui l'a dit ?")
    line(page, "saved")
    for _time in range(2):
        page.get_by_role("button", name="Enregistrer le brouillon").click()
        expect(page.locator(".messagelist .success")).to_be_visible()
        expect(page.locator("#id_headline")).to_have_value("Qui l’a dit\u202f?")
        expect(page.locator("[data-unsaved]")).to_be_hidden()


def test_a_wrong_field_is_named_and_the_rest_is_saved(live_server, desk, story):
    page = opened(desk("reporter"), live_server, story)
    page.locator("#id_kicker").evaluate("field => field.removeAttribute('maxlength')")
    page.locator("#id_kicker").fill("x" * 90)
    write(page, " Et la suite.")
    expect(line(page, "problem")).to_contain_text("Surtitre")
    assert body_of(story) == "<p>Le texte. Et la suite.</p>"
    page.locator("#id_kicker").fill("Court")
    line(page, "saved")
    assert revisions.working_draft(story).data["kicker"] == "Court"


def test_the_second_in_a_story_is_told_who_writes_and_may_take_over(live_server, desk, story, staff):
    one = opened(desk("reporter"), live_server, story)
    write(one, " De la première.")
    line(one, "saved")
    two = opened(desk("editor"), live_server, story)
    expect(two.locator("[data-lock]")).to_contain_text("reporter")
    two.expected_errors.append("423")
    write(two, " Du second.")
    expect(line(two, "stopped")).to_contain_text("reporter")
    assert body_of(story) == "<p>Le texte. De la première.</p>"
    two.locator("[data-lock] button").click()
    expect(two.locator(".messagelist .success")).to_be_visible()
    assert locks.holder(story).by == staff["editor"]
    expect(two.locator("[data-unsaved]")).to_be_visible()  # what was typed before is offered back
    one.expected_errors.append("423")
    write(one, " Encore.")
    expect(line(one, "stopped")).to_contain_text("editor")
    assert body_of(story) == "<p>Le texte. De la première.</p>"
    expect(one.locator(".cke_editable")).to_contain_text("Encore.")


def test_leaving_makes_room(live_server, desk, story):
    page = opened(desk("reporter"), live_server, story)
    write(page, " Et la suite.")
    line(page, "saved")
    assert locks.holder(story) is not None
    page.goto(f"{live_server.url}/admin/")
    for _attempt in range(50):
        if not EditLock.objects.exists():
            break
        page.wait_for_timeout(100)
    assert not EditLock.objects.exists()


def collide(one, two, live_server, story):
    """Both have the form open and no lock to hold them back; the first saves, then the second."""
    for page in (one, two):
        opened(page, live_server, story)
    two.expected_errors += ["423", "409"]
    one.locator("#id_standfirst").fill("Le chapô de la première.")
    one.get_by_role("button", name="Enregistrer le brouillon").click()
    expect(one.locator(".messagelist .success")).to_be_visible()
    two.locator("#id_standfirst").fill("Le chapô du second.")
    two.get_by_role("button", name="Enregistrer le brouillon").click()
    expect(two.locator(".desk-conflict")).to_be_visible()


def test_two_editors_collide_and_the_second_keeps_theirs(live_server, desk, story):
    one, two = desk("editor"), desk("admin")
    collide(one, two, live_server, story)
    expect(two.locator(".changes del")).to_contain_text(["de la première"])
    expect(two.locator(".changes ins")).to_contain_text(["du second"])
    expect(two.locator("#id_standfirst")).to_have_value("Le chapô du second.")
    assert revisions.working_draft(story).data["standfirst"] == "Le chapô de la première."
    two.locator(".desk-choices button[name=overrule]").click()
    expect(two.locator(".messagelist .success")).to_be_visible()
    assert revisions.working_draft(story).data["standfirst"] == "Le chapô du second."
    assert story.revisions.filter(data__standfirst="Le chapô de la première.").exists()


def test_two_editors_collide_and_the_second_takes_the_others_text(live_server, desk, story):
    one, two = desk("editor"), desk("admin")
    collide(one, two, live_server, story)
    two.locator("button[name=_take_theirs]").click()
    expect(two.locator("#id_standfirst")).to_have_value("Le chapô de la première.")
    assert story.revisions.filter(data__standfirst="Le chapô du second.").exists()
    expect(two.locator("[data-unsaved]")).to_be_hidden()


def test_a_story_that_was_deleted_is_told_and_the_words_stay(live_server, desk, story):
    page = opened(desk("reporter"), live_server, story)
    page.expected_errors.append("404")
    Story.objects.all().delete()
    write(page, " Mes mots.")
    line(page, "stopped")
    expect(page.locator(".cke_editable")).to_contain_text("Mes mots.")
    copy = page.evaluate("Object.entries(localStorage).find(([key]) => key.startsWith('newsroom copy'))[1]")
    assert "Mes mots." in copy


def test_after_a_session_that_ended_it_goes_on_by_itself(live_server, desk, story):
    page = opened(desk("reporter"), live_server, story)
    page.expected_errors += ["401", "403"]
    page.context.clear_cookies()
    write(page, " Et la suite.")
    line(page, "stopped")
    assert body_of(story) == "<p>Le texte.</p>"
    tab = page.context.new_page()
    tab.goto(f"{live_server.url}/admin/")
    tab.locator("#id_login, #id_username").first.fill("reporter")
    tab.locator("input[type=password]").fill(PASSWORD)
    tab.keyboard.press("Enter")
    tab.wait_for_url(f"{live_server.url}/admin/")
    tab.close()
    page.bring_to_front()
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    line(page, "saved")
    assert body_of(story) == "<p>Le texte. Et la suite.</p>"


def test_without_javascript_a_collision_is_settled_all_the_same(live_server, desk, story):
    one, two = desk("editor", java_script_enabled=False), desk("admin", java_script_enabled=False)
    for page in (one, two):
        page.goto(f"{live_server.url}/admin/articles/story/{story.pk}/change/")
    two.expected_errors.append("409")
    for page, words in ((one, "Le premier."), (two, "Le second.")):
        page.locator("#id_standfirst").fill(words)
        page.get_by_role("button", name="Enregistrer le brouillon").click()
    expect(two.locator(".changes del")).to_have_text("premier")
    expect(two.locator(".changes ins")).to_have_text("second")
    two.locator("button[name=_take_theirs]").click()
    expect(two.locator("#id_standfirst")).to_have_value("Le premier.")


@pytest.mark.any_database
@pytest.mark.parametrize("width", [360, 1300])
def test_the_pages_of_the_history_are_for_everybody(live_server, desk, story, staff, width):
    image = '<figure data-image="999"><figcaption>Une légende</figcaption></figure>'
    body = f"<p>Le texte <a href='https://a.org/'>ici</a>.</p>{'<p>Pareil.</p>' * 4}<h2>Un intertitre</h2>{image}"
    revisions.save_draft(story, story_data(body=body, kicker="Neuf", kind="analysis"), staff["editor"])
    locks.hold(story, staff["editor"])
    page = desk("admin", viewport={"width": width, "height": 800})
    page.expected_errors += ["409"]
    old, new = story.revisions.order_by("pk").values_list("pk", flat=True)
    root = f"{live_server.url}/admin/articles/story/{story.pk}"
    for address in (f"{root}/history/", f"{root}/history/diff/?old={old}&new={new}", f"{root}/change/"):
        page.goto(address)
        if address.endswith("/change/"):
            page.locator(".cke_editable").wait_for()
            page.locator("#id_basis").evaluate("field => field.value = '0:1'")
            page.locator("#id_kicker").fill("Le mien")
            page.get_by_role("button", name="Enregistrer le brouillon").click()
            page.locator(".desk-conflict").wait_for()
            page.locator(".cke_editable").wait_for()
        assert violations(page) == []
        assert not overflows(page)
