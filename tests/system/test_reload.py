"""A reload under load: nobody is refused, no page loses its stylesheet, and each answer is whole.

What is brought in is a new theme: other bytes under a new address, while pages with the old one are in readers' hands.
"""

import http.client
import re
import signal
import threading
import time
from contextlib import contextmanager

import pytest

from tests.system import programs
from tests.system.crowd import Crowd, at_once
from tests.system.desk import Desk
from tests.system.site import folder_for_all, whole_site

pytestmark = [pytest.mark.system, pytest.mark.timeout(240)]
SHEET = re.compile(r'href="(/static/theme/theme[^"]*\.css)"')
HERE = "127.0.0.1"


@contextmanager
def themed():
    """A folder with a theme, and what tells the site of it."""
    with folder_for_all() as folder:
        dress(folder, "red")
        yield folder, {"THEME_DIR": str(folder), "WORKERS": "2", "LOG_LEVEL": "INFO", "COMMENT_ATTEMPTS": "100000"}


def dress(folder, colour):
    (folder / "theme.css").write_text(f":root {{ --accent: {colour}; }}\n")


@pytest.fixture(params=["behind nginx", "alone"])
def served(request):
    """(the port readers ask, the app, its settings, the folder of the theme, a story)"""
    with themed() as (theme, settings):
        if request.param == "behind nginx":
            with whole_site(settings, stories=2) as site:
                yield site.nginx.port, site.app, site.environment, theme, site.story
        else:
            with alone(settings) as (app, environment, story):
                yield app.port, app, environment, theme, story


@contextmanager
def alone(settings):
    with folder_for_all() as folder, programs.postgres(folder / "postgres") as database:
        port = programs.free_port()
        ours = {"DATABASE_URL": database.url, "SITE_URL": f"http://{HERE}:{port}"}
        environment = programs.site_environment(folder, ours | settings)
        programs.manage(environment, "manage.py", "migrate", "--verbosity", "0")
        with Desk(environment) as desk, programs.app(folder, environment, port) as app:
            yield app, environment, desk.fill(stories=2)["stories"][0]


class Browsers:
    """Each asks for a page, then for the stylesheet that it names, as a reader's browser does."""

    def __init__(self, port, path):
        self.port, self.path, self.over = port, path, threading.Event()
        self.sheets, self.wrong = [], []

    @contextmanager
    def at_work(self, many=3):
        with at_once([self.browse] * many, self.over):
            yield self

    def browse(self):
        while not self.over.wait(0.01):
            try:
                page = get(self.port, self.path)
                sheet = SHEET.search(page)[1]
                get(self.port, sheet)
                self.sheets.append(sheet)
            except Exception as error:
                self.wrong.append(repr(error))


def get(port, path):
    connection = http.client.HTTPConnection(HERE, port, timeout=10)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        text = answer.read().decode()
        assert answer.status == 200, f"{answer.status} {path}"
        return text
    finally:
        connection.close()


def test_new_files_come_in_under_load_and_nobody_meets_an_error(served):
    port, app, environment, theme, story = served
    old = SHEET.search(get(port, story["path"]))[1]
    crowd = Crowd(port, [story["path"], "/"], lambda n: f"/search/?q=mot{n}", story["pk"], story["token"])
    with Browsers(port, story["path"]).at_work() as browsers, crowd.at_work(readers=1):
        with pytest.raises(AssertionError, match="TIME_ZONE is"):
            reload(app, environment | {"TIME_ZONE": "Nowhere"})
        dress(theme, "blue")
        reload(app, environment)
        wait_for(lambda: "blue" in get(port, SHEET.search(get(port, story["path"]))[1]))
        reload(app, environment)
    met = [one for one in crowd.met if one.is_error]
    assert (sorted(set(browsers.wrong)), sorted({one.why for one in met})) == ([], []), app.log[-3000:]
    assert len(set(browsers.sheets)) == 2 and len(crowd.met) > 100
    assert "red" in get(port, old), "pages of before still find their stylesheet"


def reload(app, environment):
    """As newsroom-web.service does it, and waits until both processes are new."""
    done = app.log.count("Stopped old worker")
    programs.manage(environment | {"CHECK": "1"}, programs.ROOT / "deploy" / "serve.py")
    app.signal(signal.SIGHUP)
    wait_for(lambda: app.log.count("Stopped old worker") == done + 2)


def wait_for(condition, seconds=60):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "It did not come about."
        time.sleep(0.05)
