"""Takes the pictures of docs/editors.md from a running demonstration, so that they can be made again.

    make demo RESET=1 PORT=8001 DEMO_PASSWORD=…      (in one terminal)
    make browser
    DEMO_PASSWORD=… .venv/bin/python -m docs.screenshots http://127.0.0.1:8001

Each picture is one function: what to open, what to show. Take them from a fresh demonstration: `conflit` puts back the
draft it changes, but the versions and the notes that the pictures need stay in its history.
"""

import os
import sys
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.plugins.browser import find_chromium, flags

FOLDER = Path(__file__).parent / "images"
SITE = sys.argv[1].rstrip("/") if len(sys.argv) > 1 else "http://127.0.0.1:8000"
MAX_BYTES = 80_000
WIDE = {"width": 1300, "height": 820}
TALL = {"width": 1300, "height": 1040}
PHONE = {"width": 360, "height": 720}

STORIES = "/admin/articles/story/"
COMMENTS = "/admin/articles/comment/"
IMAGES = "/admin/articles/image/"
FRONTS = "/admin/articles/edition/"
READ = "Centrale de Zaporijjia"
REVIEWED = "Oblast, raïon, hromada"
SCHEDULED = "pourquoi nous écrivons ainsi"
DRAFTED = "Les Tatars de Crimée"


def main():
    if "DEMO_PASSWORD" not in os.environ:
        sys.exit("Give the demonstration's password: DEMO_PASSWORD=… (make demo prints it)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=flags())
        for take in PICTURES:
            name = f"editors-{take.__name__}.webp"
            print(f"{name}: {save(take(browser), FOLDER / name)} kB")
        browser.close()


def save(png, path):
    """Writes a WebP of at most 80 kB, as fine as that allows. Gives its weight in kB."""
    picture = Image.open(BytesIO(png)).convert("RGB")
    for quality in range(85, 20, -10):
        target = BytesIO()
        picture.save(target, "WEBP", quality=quality, method=6)
        if target.tell() <= MAX_BYTES:
            break
    else:
        sys.exit(f"{path.name} is over 80 kB whatever the quality: show less.")
    path.write_bytes(target.getvalue())
    return target.tell() // 1000


# Where the pictures are taken from


def visit(browser, path, viewport=None):
    context = browser.new_context(locale="fr-FR", color_scheme="light", viewport=viewport or WIDE)
    page = context.new_page()
    page.goto(SITE + path)
    return page


def desk(browser, name, viewport=None):
    """A page in which this person has logged in, standing on the first page of the desk."""
    page = visit(browser, "/admin/", viewport)
    page.locator("#id_username").fill(name)
    page.locator("#id_password").fill(os.environ["DEMO_PASSWORD"])
    page.locator("#id_password").press("Enter")
    page.locator(".piles").wait_for()
    return page


def open_story(page, words):
    page.goto(f"{SITE}{STORIES}?q={words}")
    page.locator("#result_list a[href*='/change/']", has_text=words).first.click()
    return settle(page)


def settle(page):
    page.locator(".cke_editable").wait_for()
    page.wait_for_load_state("networkidle")
    return page


def beside_story(page, words, name):
    """One of the pages that belong to a story: its history, its notes."""
    open_story(page, words)
    page.goto(page.url.split("?")[0].replace("change/", f"{name}/"))
    return page


def look_at(page, height=None):
    """What the window shows, or its upper part."""
    page.wait_for_timeout(500)  # fonts, and the editor's toolbar
    if height is None:
        return page.screenshot()
    return page.screenshot(clip={"x": 0, "y": 0, "width": page.viewport_size["width"], "height": height})


# The pictures


def bureau(browser):
    return look_at(desk(browser, "editor"), 640)


def article(browser):
    return look_at(open_story(desk(browser, "editor", TALL), REVIEWED))


def controle(browser):
    """A draft with something left to fill in, which is put back."""
    page = open_story(desk(browser, "editor", TALL), DRAFTED)
    before = page.locator("#id_standfirst").input_value()
    page.locator("#id_standfirst").fill("[TK chapô]")
    page.locator("[data-check]").click()
    page.locator(".checklist-red").first.wait_for()
    page.locator("[data-autosave][data-state=saved]").wait_for()
    scroll_rail(page, ".desk-checklist")
    shown = look_at(page, 820)
    save_standfirst(page, before)
    return shown


def scroll_rail(page, selector):
    """Brings a part of the right column up to the buttons; those move at first, and then stay: hence twice."""
    page.evaluate("scrollTo(0, 0)")
    for _time in range(2):
        page.locator(selector).evaluate("""part => {
            const edge = document.querySelector(".desk-save").getBoundingClientRect().bottom + 12;
            part.closest(".desk-rail").scrollTop += part.getBoundingClientRect().top - edge;
        }""")


def apercu(browser):
    page = open_story(desk(browser, "editor"), REVIEWED)
    page.locator("[data-preview-toggle]").click()
    page.frame_locator("#desk-preview iframe").locator("h1").wait_for()
    page.wait_for_load_state("networkidle")
    return look_at(page)


def image(browser):
    page = open_story(desk(browser, "editor"), REVIEWED)
    page.locator(".lead-picture button").first.click()
    page.locator("#pictures li img").first.wait_for()
    return look_at(page)


def focal(browser):
    page = desk(browser, "editor", TALL)
    page.goto(f"{SITE}{IMAGES}?q=barrage")
    page.locator("#result_list a[href*='/change/']").first.click()
    page.locator(".focal-share").wait_for()
    page.wait_for_load_state("networkidle")
    return look_at(page, 860)


def classement(browser):
    page = open_story(desk(browser, "editor", TALL), REVIEWED)
    scroll_rail(page, "fieldset:has(#id_kind)")
    return look_at(page)


def notes(browser):
    """A question and its answer."""
    asking = beside_story(desk(browser, "editor"), DRAFTED, "notes")
    write_note(asking, "#id_body", "D’où vient le chiffre du troisième paragraphe, @reporter ?")
    page = beside_story(desk(browser, "reporter"), DRAFTED, "notes")
    page.locator(".desk-note summary").first.click()
    write_note(page, "[id^=answer-]", "Du recensement de 2001. J’ajoute le lien.")
    return look_at(page, 640)


def write_note(page, field, words):
    page.locator(field).first.fill(words)
    page.locator("form").filter(has=page.locator(field)).locator("button[type=submit]").first.click()
    page.locator(".messagelist .success").wait_for()


def programme(browser):
    """Without the fields for dates: a browser writes those in its own language, whatever the page's."""
    return look_at(open_story(desk(browser, "editor"), SCHEDULED), 520)


def differences(browser):
    """The standfirst of a public story, as readers have it and as the draft has it."""
    page = open_story(desk(browser, "editor"), READ)
    before = page.locator("#id_standfirst").input_value()
    save_standfirst(page, before.replace("la plus grande", "la plus puissante") + " Six questions, six réponses.")
    page.goto(page.url.split("?")[0].replace("change/", "history/"))
    page.locator("a[href*='old=live']").first.click()
    return look_at(page, 560)


def conflit(browser):
    """Two people open a story; the one who saves last sees both versions."""
    slow, fast = (open_story(desk(browser, name), DRAFTED) for name in ("reporter", "editor"))
    before = fast.locator("#id_standfirst").input_value()
    save_standfirst(fast, f"{before} Une phrase de plus.")
    slow.locator("#id_standfirst").fill(f"{before} Une autre phrase, écrite pendant ce temps.")
    slow.locator("[data-save-draft]").click()
    slow.locator(".desk-conflict").wait_for()
    shown = look_at(slow)
    open_story(fast, DRAFTED)
    save_standfirst(fast, before)
    return shown


def save_standfirst(page, words):
    """By the button; from then on the page is the one that answers."""
    page.locator("#id_standfirst").fill(words)
    page.locator("[data-save-draft]").click()
    page.locator(".messagelist .success").wait_for()
    settle(page)


def une(browser):
    page = desk(browser, "editor")
    page.goto(f"{SITE}{FRONTS}compose/fr/")
    page.wait_for_load_state("networkidle")
    return look_at(page)


def commentaires(browser):
    page = desk(browser, "moderator")
    page.goto(SITE + COMMENTS)
    page.locator("#result_list .action-select").nth(1).check()
    return look_at(page, 640)


def lecteur(browser):
    page = visit(browser, "/")
    page.get_by_role("link", name=READ).first.click()
    page.wait_for_load_state("networkidle")
    return look_at(page)


def telephone(browser):
    return look_at(open_story(desk(browser, "editor", PHONE), REVIEWED))


PICTURES = [
    *(bureau, article, controle, apercu, image, focal, classement, programme, une),
    *(differences, conflit, notes, commentaires, lecteur, telephone),
]

if __name__ == "__main__":
    main()
