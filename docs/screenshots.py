"""Takes the pictures of docs/editors.md from a running demonstration, so that they can be made again.

    make demo RESET=1 PORT=8001 DEMO_PASSWORD=…      (in one terminal)
    make browser
    DEMO_PASSWORD=… .venv/bin/python -m docs.screenshots http://127.0.0.1:8001

Each picture is one function: what to open, what to show. Nothing that is written stays: the one draft that
`conflict` changes is put back.
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
PHONE = {"width": 360, "height": 720}

STORIES = "/admin/articles/story/"
COMMENTS = "/admin/articles/comment/"
READ = "Centrale de Zaporijjia"
REVIEWED = "Oblast, raïon, hromada"
SCHEDULED = "pourquoi nous écrivons ainsi"


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
    page.locator("#result_list .field-title a").first.click()
    page.locator(".cke_editable").wait_for()
    page.wait_for_load_state("networkidle")
    return page


def look_at(page, height=None):
    """What the window shows, or its upper part."""
    page.wait_for_timeout(500)  # fonts, and the editor's toolbar
    if height is None:
        return page.screenshot()
    return page.screenshot(clip={"x": 0, "y": 0, "width": page.viewport_size["width"], "height": height})


# The pictures


def bureau(browser):
    return look_at(desk(browser, "editor"), 520)


def article(browser):
    return look_at(open_story(desk(browser, "editor"), REVIEWED))


def image(browser):
    page = open_story(desk(browser, "editor"), REVIEWED)
    page.locator(".lead-picture button").first.click()
    page.locator("#pictures li img").first.wait_for()
    return look_at(page)


def classement(browser):
    page = open_story(desk(browser, "editor"), REVIEWED)
    page.locator("#id_primary_region").scroll_into_view_if_needed()
    page.locator(".desk-rail").evaluate("rail => rail.scrollTop = document.querySelector('#id_kind').offsetTop - 60")
    return look_at(page)


def programme(browser):
    """Without the fields for dates: a browser writes those in its own language, whatever the page's."""
    return look_at(open_story(desk(browser, "editor"), SCHEDULED), 520)


def conflit(browser):
    """Two people open a story; the one who saves last is told."""
    slow, fast = (open_story(desk(browser, "editor"), REVIEWED) for _ in range(2))
    before = fast.locator("#id_standfirst").input_value()
    save_standfirst(fast, f"{before} Une phrase de plus.")
    slow.locator("#id_standfirst").fill("Mon chapô, écrit pendant ce temps.")
    slow.locator("[data-save-draft]").click()
    slow.locator(".errorlist.nonfield").wait_for()
    shown = look_at(slow, 640)
    save_standfirst(fast, before)
    return shown


def save_standfirst(page, words):
    page.locator("#id_standfirst").fill(words)
    page.locator("[data-save-draft]").click()
    page.locator(".messagelist .success").wait_for()


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
    return look_at(desk(browser, "editor", PHONE))


PICTURES = [bureau, article, image, classement, programme, conflit, commentaires, lecteur, telephone]

if __name__ == "__main__":
    main()
