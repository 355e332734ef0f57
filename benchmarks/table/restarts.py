"""What readers of cached pages notice of a restart: nothing, or this row says how many errors."""

import signal
import time

from client import found, read, reading
from result import Result

PAUSE = 2  # seconds between two mishaps
PAGES = 20


def measure(bench):
    """The app is restarted, killed, reloaded, then the database restarted and killed, while 16 readers go on."""
    site = bench.site
    pages = [*bench.lists[:5], *bench.stories[:PAGES]]
    read(site.nginx.url, pages, 3, bench.folder)
    mishaps = {
        "app stopped and started": site.app.restart,
        "app killed": lambda: (site.app.kill(), time.sleep(PAUSE), site.app.start()),
        "app reloaded": lambda: (site.app.signal(signal.SIGHUP), time.sleep(PAUSE * 2)),
        "database stopped and started": site.database.restart,
        "database killed": lambda: (site.database.kill(), time.sleep(PAUSE), site.database.start()),
    }
    with reading(site.nginx.url, pages, 3600, bench.folder) as load:
        for mishap in mishaps.values():
            time.sleep(PAUSE)
            mishap()
        time.sleep(PAUSE)
        load.send_signal(signal.SIGINT)  # wrk counts until it is told to stop
        told = found(load)
    note = f"in {told.requests:,} requests: {', '.join(mishaps)}"
    return [Result("errors of readers of cached pages during restarts", [told.errors], 0, most=True, note=note)]
