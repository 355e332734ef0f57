"""A real Chromium for tests, with a watcher: whatever the browser complains about fails the test.

    def test_front_page(live_server, page):
        page.goto(live_server.url)

Fixtures: `page` (a new reader: no cookie, French), `dark_page`, `page_without_javascript`, and `open_page`, which
makes further ones, each a person of their own: `open_page(locale="uk-UA", viewport={"width": 320, "height": 700})`.
A complaint that the test provokes is announced: `page.expected_errors.append("404")`.

Run as a program, this file prints the browser's path, or says that there is none.
"""

import os
import shutil
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

LOOPBACK = ["127.0.0.1", "::1"]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NONE_FOUND = (
    "There is no Chromium for the browser tests. `make browser` installs it (as root on Debian); otherwise install "
    "your system's package, or give its path: CHROMIUM=/path/to/chromium"
)
# Every new context opens a window, and the window loads pages of its own (for suggestions under an address bar that
# nobody sees): they took a fifth of the browser's work. The last --disable-features counts, so those Playwright turns
# off for steadiness are repeated here.
WITHOUT = (
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup", "PreloadTopChromeWebUI"),
    *("AimEnabled", "AvoidCorsURLLoaderRestartOnRedirect", "AvoidUnnecessaryBeforeUnloadCheckSync"),
    *("DestroyProfileOnBrowserClose", "HttpsFirstBalancedModeAutoEnable", "HttpsUpgrades", "LensOverlay"),
    *("MediaRouter", "NetworkTimeServiceQuerying", "OptimizationHints", "PaintHolding", "PreconnectToSearch"),
    "ThirdPartyStoragePartitioning",
)
FLAGS = [
    "--disable-gpu",
    f"--disable-features={','.join(WITHOUT)}",
    "--no-first-run",
    # The browser itself stays at home: no updates, no accounts, no other host, whatever a page asks for.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
WATCH_POLICY = """addEventListener("securitypolicyviolation", event => console.error(
    `CSP violation: ${event.effectiveDirective} blocked ${event.blockedURI} in ${event.sourceFile}:${event.lineNumber}`
))"""


# Where the browser is


def find_chromium():
    """'/usr/bin/chromium', or None. CHROMIUM in the environment is believed, even when it is wrong: then None."""
    given = os.environ.get("CHROMIUM")
    if given:
        return shutil.which(given)
    return next(filter(None, map(shutil.which, NAMES)), None) or playwrights_own()


def playwrights_own():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if path and Path(path).exists() else None


def flags():
    """Root has no sandbox to run in; everybody else keeps it."""
    return [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS


# Which tests need it


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """A test that uses a page is a browser test without saying so, and may speak to this machine, and to no other."""
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        if "chromium" in fixtures:
            item.add_marker("browser")
        if "chromium" in fixtures or "live_server" in fixtures:
            item.add_marker(pytest.mark.allow_hosts(LOOPBACK))
        if "live_server" in fixtures:  # many at once, and a database in a file: not for the inner loop
            item.add_marker("slow")


# The browser and its pages


@pytest.fixture(scope="session")
def chromium():
    """The running browser, shared by the tests of one process."""
    path = find_chromium()
    if not path:
        pytest.fail(NONE_FOUND, pytrace=False)
    from playwright.sync_api import sync_playwright

    # Playwright keeps an event loop running in this thread; Django would therefore refuse the database to the tests'
    # own (synchronous) code, although nothing here is asynchronous. The loop stays until the session ends.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags())
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium):
    """open_page(**options of a Playwright context) -> a watched page with cookies of its own."""
    pages = []

    def open_page(**options):
        context = chromium.new_context(**({"locale": "fr-FR"} | options))
        context.set_default_timeout(15_000)
        page = context.new_page()
        watch(page)
        pages.append(page)
        return page

    yield open_page
    complaints = [complaint for page in pages for complaint in unexpected(page)]
    for page in pages:
        page.context.close()
    assert not complaints, "The browser complained:\n" + "\n".join(complaints)


@pytest.fixture
def page(open_page):
    return open_page()


@pytest.fixture
def dark_page(open_page):
    return open_page(color_scheme="dark")


@pytest.fixture
def page_without_javascript(open_page):
    return open_page(java_script_enabled=False)


# What it complains about


def watch(page):
    """Collects in page.complaints what a reader's browser would only whisper to its console."""
    page.complaints, page.expected_errors = [], []
    page.add_init_script(WATCH_POLICY)
    page.on("console", lambda message: note_console(page, message))
    page.on("pageerror", lambda error: page.complaints.append(f"Script error: {error}"))
    page.on("request", lambda request: note_stranger(page, request.url))
    page.on("requestfailed", lambda request: note_failure(page, request))


def note_console(page, message):
    if message.type == "error":
        page.complaints.append(f"Console: {message.text} ({message.location.get('url', '')})")


def note_stranger(page, url):
    """Nothing but this machine is ever asked; data: and blob: addresses are no requests."""
    parts = urlsplit(url)
    if parts.scheme not in ("data", "blob", "about") and parts.hostname not in (*LOOPBACK, "localhost"):
        page.complaints.append(f"Request to another host: {url}")


def note_failure(page, request):
    """A request given up because the reader went on to another page is no failure."""
    if request.failure != "net::ERR_ABORTED":
        page.complaints.append(f"Request failed: {request.url} {request.failure}")


def unexpected(page):
    """The complaints that contain none of page.expected_errors."""
    return [text for text in page.complaints if not any(part in text for part in page.expected_errors)]


if __name__ == "__main__":
    found = find_chromium()
    print(found) if found else sys.exit(NONE_FOUND)
