"""Opens pages in a real Chromium, as a reader with a phone for the first time, and as axe in every size and colour."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from gzip import compress
from itertools import product

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import sync_playwright

from tests.audit.budgets import Fault
from tests.audit.kinds import WITH_ERRORS, is_desk
from tests.plugins import browser as chromium

AT_ONCE = 2
PHONE = {"viewport": {"width": 360, "height": 740}, "device_scale_factor": 2, "locale": "fr-FR"}
# The unit of the budgets is gzip; left to itself the browser would take Brotli, which is smaller.
PHONE |= {"extra_http_headers": {"Accept-Encoding": "gzip"}}
SIZES, SCHEMES = ((360, 740), (1300, 900)), ("light", "dark")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
AXE = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
COLUMN_OF = {"stylesheet": "css", "script": "js", "font": "fonts", "image": "pictures"}
OBSERVE = """
window.seen = {cls: 0, lcp: 0, tbt: 0};
const observe = (type, note) => new PerformanceObserver(list => list.getEntries().forEach(note))
    .observe({type, buffered: true});
observe("layout-shift", entry => { if (!entry.hadRecentInput) seen.cls += entry.value; });
observe("largest-contentful-paint", entry => { seen.lcp = entry.startTime; });
observe("longtask", entry => { seen.tbt += Math.max(0, entry.duration - 50); });
"""


@dataclass
class Visit:
    """One page and what was seen there."""

    document: object
    cookies: list = field(default_factory=list)
    with_axe: bool = False
    weights: dict = field(default_factory=dict)
    speed: dict = field(default_factory=dict)
    queries: int = 0
    faults: list = field(default_factory=list)

    def blame(self, column, what):
        self.faults.append(Fault(self.document.kind, column, what, self.document.address))


def open_all(site, visits):
    """Fills the visits in; a few browsers share the work."""
    path = chromium.find_chromium()
    if not path:
        raise SystemExit(chromium.NONE_FOUND)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(lambda mine: _work(path, site, mine), [visits[first::AT_ONCE] for first in range(AT_ONCE)]))


def _work(path, site, visits):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=chromium.flags())
        for visit in visits:
            context = browser.new_context(**PHONE)
            context.add_cookies(visit.cookies)
            try:
                _open(context.new_page(), site, visit)
            except PlaywrightError as error:
                visit.blame("console", f"The page could not be opened: {error.message.splitlines()[0]}")
            context.close()
        browser.close()


def _open(page, site, visit):
    loaded = _prepare(page)
    if visit.document.kind == WITH_ERRORS:
        _send_an_empty_form(page, f"{site}{visit.document.source}", loaded)
    else:
        page.goto(f"{site}{visit.document.at}")
    page.wait_for_load_state("networkidle")
    visit.speed = page.evaluate("window.seen")
    visit.weights = weigh(visit.document.body, [(each.resource_type, each.sizes()) for each in loaded])
    if visit.with_axe:
        _run_axe(page, visit)
    _note_complaints(page, visit)


def _prepare(page):
    """Watched and measured. Gives the list that its requests fill."""
    loaded = []
    chromium.watch(page)
    page.add_init_script(OBSERVE)
    page.on("requestfinished", lambda request: loaded.append(request))
    # A form that comes back is weighed as if nothing of it were known already.
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    return loaded


def _send_an_empty_form(page, story, loaded):
    """The way to a form with errors is to send one; what the story itself loaded does not count."""
    page.goto(story)
    page.wait_for_load_state("networkidle")
    loaded.clear()
    page.locator("#comment-form").evaluate("form => form.noValidate = true")
    with page.expect_navigation():
        page.locator("#comment-form [type=submit]").click()


def weigh(html, loaded):
    """HTML bytes and [(type of resource, its sizes)] -> {'html': 9000, 'css': …, …, 'first view': sum of all}.

    The HTML is compressed here: behind the application a proxy does it.
    """
    weights = dict.fromkeys(("html", "css", "js", "fonts", "pictures"), 0) | {"html": len(compress(html, 6))}
    others = 0
    for resource, sizes in loaded:
        column = COLUMN_OF.get(resource)
        if column:
            weights[column] += sizes["responseBodySize"]
        elif resource != "document":
            others += sizes["responseBodySize"]
    return weights | {"first view": sum(weights.values()) + others}


def _run_axe(page, visit):
    for scheme, (width, height) in product(SCHEMES, SIZES):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(50 if not is_desk(visit.document.kind) else 300)  # colours may fade over
        for found in Axe().run(page, options=AXE).response["violations"]:
            for node in found["nodes"]:
                visit.blame("axe", f"{found['id']} at {width} px, {scheme}: {node['target'][0]}")


def _note_complaints(page, visit):
    for text in page.complaints:
        if "Request to another host" in text:
            visit.blame("strangers", text)
        elif not _is_the_refusal_itself(text, page.url):
            visit.blame("console", text)


def _is_the_refusal_itself(text, address):
    """A page that is a 404 or a 422 makes the browser say so about the page's own address."""
    return text.startswith("Console: Failed to load resource") and text.endswith(f"({address})")
