"""The whole way, as people walk it: written, submitted, published, read, commented, approved, seen."""

import re

from playwright.sync_api import expect

from articles.models import Comment, Region, Story
from articles.workflow import threads
from tests.browser.conftest import PASSWORD
from tests.factories import CommentFactory, StoryFactory

HEADLINE = "Un sommet, cinq régions"
TEXT = ["Selon le Kremlin, la réunion débutera à 19 heures : c'est un lieu symbolique.", "Qu'en dit Kiev ?"]
REGIONS = ["Donetsk", "Louhansk", "Zaporijjia", "Kherson", "Crimée"]


def write(page, live_server):
    """Types a story in the editor, as somebody who knows the admin would."""
    page.goto(f"{live_server.url}/admin/articles/story/add/")
    page.get_by_label("Surtitre").fill("Diplomatie")
    page.get_by_role("textbox", name="Titre :", exact=True).fill(HEADLINE)
    page.get_by_label("Chapô").fill("Une rencontre est annoncée.")
    text = page.locator(".cke_editable")
    text.click()
    page.keyboard.type(TEXT[0])
    page.keyboard.press("Enter")
    page.keyboard.type(TEXT[1])
    for region in REGIONS:
        page.get_by_label(region, exact=True).check()
    page.get_by_label("Région principale").select_option(label="Donetsk")
    page.locator("#id_section").select_option(label="International")


def comment_by_keyboard(page):
    """From the top of the story to the sent comment without a mouse."""
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#content"
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "comment-body":
            break
    page.keyboard.type("Merci pour cet article.\n\nEt <b>bravo</b>.")
    for words in ("Anne", "anne@example.org"):
        page.keyboard.press("Tab")
        page.keyboard.type(words)
    page.keyboard.press("Tab")  # website, left empty
    page.keyboard.press("Tab")  # consent
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")


def test_a_story_is_written_read_commented_and_moderated(live_server, desk, page):
    reporter = desk("reporter")
    write(reporter, live_server)
    reporter.get_by_role("button", name="Soumettre à relecture").click()
    expect(reporter.get_by_text("en relecture").first).to_be_visible()
    assert reporter.get_by_role("button", name="Publier", exact=True).count() == 0

    editor = desk("editor")
    editor.get_by_role("link", name=HEADLINE).first.click()
    assert page.goto(live_server.url).status == 200
    assert HEADLINE not in page.content()
    editor.get_by_role("button", name="Publier", exact=True).click()
    expect(editor.get_by_role("link", name="Voir la page des lecteurs")).to_be_visible()

    page.goto(live_server.url)
    for slug in Region.objects.values_list("slug", flat=True):
        page.goto(f"{live_server.url}/regions/{slug}/")
        expect(page.get_by_role("link", name=HEADLINE)).to_be_visible()
    page.get_by_role("link", name=HEADLINE).click()
    expect(page.locator("h1")).to_have_text(HEADLINE)
    assert page.locator(".text").inner_html().strip() == (
        "<p>Selon le Kremlin, la réunion débutera à 19\u00a0heures\u00a0: c’est un lieu symbolique.</p>"
        "<p>Qu’en dit Kiev\u202f?</p>"
    ).replace("\u00a0", "&nbsp;")
    expect(page.get_by_text("Par Camille Auteur")).to_be_visible()
    address = page.url

    comment_by_keyboard(page)
    expect(page.get_by_text("en attente de modération")).to_be_visible()
    expect(page.get_by_text("Et <b>bravo</b>.")).to_be_visible()
    assert page.context.cookies() == []
    page.goto(address)
    assert "bravo" not in page.locator("#comments .comment-list").all_inner_texts().__str__()

    moderator = desk("moderator")
    moderator.goto(f"{live_server.url}/admin/articles/comment/")
    expect(moderator.get_by_text("Merci pour cet article.").first).to_be_visible()
    moderator.locator("#action-toggle").check()
    moderator.locator("select[name=action]").select_option(label="Approuver les commentaires choisis")
    moderator.get_by_role("button", name=re.compile("Exécuter|Envoyer")).click()
    expect(moderator.locator(".messagelist")).to_contain_text("1 commentaire")

    page.goto(address)
    expect(page.locator(".comment").get_by_text("Et <b>bravo</b>.")).to_be_visible()


def test_a_reader_without_javascript_can_do_all_of_it(live_server, page_without_javascript):
    page = page_without_javascript
    story = StoryFactory(public=True, headline=HEADLINE)
    page.goto(live_server.url)
    page.get_by_role("link", name=HEADLINE).click()
    page.get_by_label("Commentaire *").fill("Sans script.")
    page.get_by_label("Nom *").fill("Bohdan")
    page.get_by_label("E-mail *").fill("bohdan@example.org")
    page.get_by_role("button", name="Laisser un commentaire").click()
    expect(page.get_by_text("en attente de modération")).to_be_visible()
    threads.move(Comment.objects.get(), "approved")
    page.goto(f"{live_server.url}{story.get_absolute_url()}")
    expect(page.get_by_text("Sans script.")).to_be_visible()
    page.get_by_role("link", name="Répondre à Bohdan").click()
    expect(page.get_by_role("heading", name="Répondre à Bohdan")).to_be_visible()
    expect(page.locator("input[name=parent]")).to_have_value(str(Comment.objects.get().pk))


def test_every_mistake_is_told_at_once_and_no_word_is_lost(live_server, page):
    story = StoryFactory(public=True)
    page.expected_errors.append("422")
    page.goto(f"{live_server.url}{story.get_absolute_url()}")
    page.locator("#comment-form").evaluate("form => form.noValidate = true")
    page.get_by_label("Commentaire *").fill("Mes mots.")
    page.get_by_label("E-mail *").fill("sans arobase")
    page.get_by_role("button", name="Laisser un commentaire").click()
    expect(page.locator("[data-error-summary]")).to_be_focused()
    expect(page.locator("[data-error-summary] li")).to_have_count(2)
    expect(page.get_by_label("Commentaire *")).to_have_value("Mes mots.")
    expect(page.get_by_label("E-mail *")).to_have_value("sans arobase")
    page.get_by_role("link", name=re.compile("Nom")).click()
    expect(page.get_by_label("Nom *")).to_be_focused()
    page.keyboard.type("Anne")
    page.get_by_label("E-mail *").fill("anne@example.org")
    page.get_by_role("button", name="Laisser un commentaire").click()
    expect(page.get_by_text("en attente de modération")).to_be_visible()


def test_hostile_words_are_only_words(live_server, page):
    """A comment and a story full of markup run nothing: the watcher would hear a script, a request, a violation."""
    hostile = "<script>alert(1)</script><img src=x onerror=alert(2)><iframe src='http://evil.example'></iframe>"
    story = StoryFactory(public=True, headline=hostile[:190], standfirst=hostile)
    CommentFactory(story=story, status="approved", name=hostile, html="<p>Bonjour</p>")
    page.goto(f"{live_server.url}{story.get_absolute_url()}")
    assert page.locator("h1").inner_text() == hostile[:190]
    assert page.locator("main script, main img, main iframe").count() == 0


def test_a_withdrawn_story_says_so(live_server, page):
    page.expected_errors.append("410")
    story = StoryFactory(withdrawn=True)
    assert page.goto(f"{live_server.url}{story.get_absolute_url()}").status == 410
    expect(page.locator("h1")).to_be_visible()


def test_a_change_to_a_public_story_waits_for_publication(live_server, desk, page):
    editor = desk("editor")
    write(editor, live_server)
    editor.get_by_role("button", name="Publier", exact=True).click()
    expect(editor.get_by_role("link", name="Voir la page des lecteurs")).to_be_visible()
    editor.get_by_label("Chapô").fill("Tout a changé.")
    editor.keyboard.press("Control+s")
    expect(editor.get_by_text("diffère de ce que voient les lecteurs")).to_be_visible()
    address = f"{live_server.url}{Story.objects.get().get_absolute_url()}"
    page.goto(address)
    expect(page.get_by_text("Une rencontre est annoncée.")).to_be_visible()
    editor.get_by_role("button", name="Publier", exact=True).click()
    expect(editor.get_by_text("Publié.", exact=True)).to_be_visible()
    page.goto(address)
    expect(page.get_by_text("Tout a changé.")).to_be_visible()


def test_a_session_that_ends_while_writing_loses_no_word(live_server, desk):
    reporter = desk("reporter")
    write(reporter, live_server)
    reporter.get_by_role("button", name="Enregistrer le brouillon").click()
    expect(reporter.locator(".messagelist .success")).to_be_visible()
    reporter.locator(".cke_editable").click()
    reporter.keyboard.press("Control+End")
    reporter.keyboard.type(" Et la suite.")
    reporter.context.clear_cookies()
    reporter.expected_errors.append("403")
    reporter.get_by_role("button", name="Enregistrer le brouillon").click()
    reporter.wait_for_load_state()
    reporter.goto(f"{live_server.url}/admin/articles/story/{Story.objects.get().pk}/change/")
    reporter.locator("#id_username").fill("reporter")
    reporter.locator("#id_password").fill(PASSWORD)
    reporter.locator("#id_password").press("Enter")
    expect(reporter.locator("[data-unsaved]")).to_be_visible()
    reporter.get_by_role("button", name="Les remettre").click()
    expect(reporter.locator(".cke_editable")).to_contain_text("Et la suite.")
    reporter.get_by_role("button", name="Enregistrer le brouillon").click()
    expect(reporter.locator(".messagelist .success")).to_be_visible()
    assert "Et la suite." in Story.objects.get().body
    expect(reporter.locator("[data-unsaved]")).to_be_hidden()


def test_two_editors_on_one_story_and_nobody_is_overwritten_by_a_click(live_server, desk):
    one, two = desk("editor"), desk("admin")
    write(one, live_server)
    one.get_by_role("button", name="Enregistrer le brouillon").click()
    expect(one.locator(".messagelist .success")).to_be_visible()
    two.goto(one.url)
    one.get_by_label("Chapô").fill("Le chapô de la première.")
    one.get_by_role("button", name="Enregistrer le brouillon").click()
    expect(one.locator(".messagelist .success")).to_be_visible()
    two.expected_errors.append("409")
    two.get_by_label("Chapô").fill("Le chapô du second.")
    for _ in range(2):
        two.get_by_role("button", name="Enregistrer le brouillon").click()
        expect(two.get_by_label("Chapô")).to_have_value("Le chapô du second.")
        expect(two.get_by_text("J’ai comparé")).to_contain_text("editor")
    assert Story.objects.get().standfirst == "Le chapô de la première."
    two.get_by_text("J’ai comparé").click()
    two.get_by_role("button", name="Enregistrer le brouillon").click()
    expect(two.locator(".messagelist .success")).to_be_visible()
    assert Story.objects.get().standfirst == "Le chapô du second."


def test_words_that_are_in_the_form_are_not_offered_again(live_server, desk):
    editor = desk("editor")
    write(editor, live_server)
    editor.get_by_role("textbox", name="Titre :", exact=True).fill("")
    editor.expected_errors.append("422")
    editor.get_by_role("button", name="Enregistrer le brouillon").click()
    expect(editor.locator(".desk-errors")).to_contain_text("Titre")
    expect(editor.locator("[data-unsaved]")).to_be_hidden()
