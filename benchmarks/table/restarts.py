"""What readers of cached pages notice of a restart: nothing, or this row says how many errors, and when."""

import signal
import time
from urllib.request import urlopen

from client import found, reading
from result import Result

PAUSE = 2  # seconds before a mishap, after it, and of one that lasts
LONGEST = 3600  # of the load, which is ended when the mishap is over
PAGES = 20


def measure(bench):
    """The app is restarted, killed, reloaded, then the database restarted and killed, while 16 readers go on."""
    site, pages = bench.site, [*bench.lists[:5], *bench.stories[:PAGES]]
    for page in pages:  # one that nobody has read is no cached page
        urlopen(site.nginx.url + page, timeout=60).close()
    mishaps = {
        "app stopped and started": site.app.restart,
        "app killed": lambda: again(site.app),
        "app reloaded": lambda: (site.app.signal(signal.SIGHUP), time.sleep(PAUSE)),
        "database stopped and started": site.database.restart,
        "database killed": lambda: again(site.database),
    }
    met = {name: during(mishap, site, pages, bench.folder) for name, mishap in mishaps.items()}
    note = f"in {sum(load.requests for load in met.values()):,} requests: "
    note += ", ".join(f"{name} {load.errors}" for name, load in met.items())
    title = "errors of readers of cached pages during restarts"
    return [Result(title, [sum(load.errors for load in met.values())], 0, most=True, note=note)]


def again(program):
    """Without a warning, as a machine dies; somebody starts it a moment later."""
    program.kill()
    time.sleep(PAUSE)
    program.start()


def during(mishap, site, pages, folder):
    with reading(site.nginx.url, pages, LONGEST, folder) as load:
        time.sleep(PAUSE)
        mishap()
        time.sleep(PAUSE)
        load.send_signal(signal.SIGINT)  # wrk counts until it is told to stop
        return found(load)
