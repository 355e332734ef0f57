"""One story page, as fast as it is read: through nginx beside a file, from the app alone beside a bare view."""

import shutil
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.request import urlopen

from client import faultless, read
from result import Absent, Result

from tests.system import programs

FILE_NGINX = """
worker_processes 2; pid {folder}/file-nginx.pid; error_log stderr;
events {{ worker_connections 1024; }}
http {{
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000; default_type text/html;
  client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  server {{ listen 127.0.0.1:{port}; root {folder}; }}
}}
"""
BARE = ["--interface", "wsgi", "--no-ws", "--workers", "2", "--blocking-threads", "16", "--log-level", "warning"]


class Place(NamedTuple):
    server: programs.Program
    address: str


class Speed(NamedTuple):
    """`rate`: requests a second. `processor`: µs that the server took of the processors for each of them."""

    rate: float
    processor: float


def through_nginx(bench):
    """The shipped nginx, which asks the app once a second, and an nginx that has a file and nothing else to do."""
    ours = Place(bench.site.nginx, bench.stories[0])
    with file_server(bench, page(ours)) as file:
        title = "story page through the shipped nginx ÷ nginx with a file"
        return compare(title, 0.95, bench, ours, Place(file, "/page"))


def warm(bench):
    """The app without nginx, which keeps the page for its second and writes its log, and a Django that has the page."""
    with bench.app("warm", KEEP_PAGES="1", LOG_REQUESTS="1", LOG_FORMAT="json") as app:
        ours = Place(app, bench.stories[0])
        with bare_view(bench, page(ours)) as bare:
            title = "story page from the app alone, warm ÷ bare view"
            return compare(title, 0.8, bench, ours, Place(bare, "/"))


def compare(title, wanted, bench, ours, other):
    """The requests a second of one place by those of the other, by turns; both are warm when it begins."""
    for place in (ours, other):
        speed(bench, place, 1)
    rounds = [[speed(bench, place, bench.seconds) for place in (ours, other)] for _round in range(bench.rounds)]
    ratios = [one.rate / another.rate for one, another in rounds]
    one, another = rounds[-1]
    note = f"{one.rate:,.0f} to {another.rate:,.0f} a second, "
    note += f"{one.processor:.0f} to {another.processor:.0f} µs of a processor each"
    return [Result(title, ratios, wanted, note=note)]


def speed(bench, place, seconds):
    before = programs.cpu_seconds(place.server.pid)
    load = read(place.server.url, [place.address], seconds, bench.folder)
    spent = programs.cpu_seconds(place.server.pid) - before
    return Speed(faultless(load, place.server.name), spent / load.requests * 1e6)


def page(place):
    with urlopen(place.server.url + place.address) as answer:
        return answer.read()


@contextmanager
def file_server(bench, body):
    if not shutil.which("nginx"):
        raise Absent("nginx is missing.")
    folder, port = bench.folder / "file", programs.free_port()
    folder.mkdir()
    folder.chmod(0o777)
    (folder / "page").write_bytes(body)
    conf = folder / "nginx.conf"
    conf.write_text(FILE_NGINX.format(folder=folder, port=port))
    command = [shutil.which("nginx"), "-e", "stderr", "-c", conf, "-g", "daemon off;"]
    with programs.Program("file-nginx", command, folder=folder, ready=programs.listens, port=port) as server:
        yield server


@contextmanager
def bare_view(bench, body):
    folder, port = bench.folder / "bare", programs.free_port()
    folder.mkdir()
    (folder / "page").write_bytes(body)
    here = Path(__file__).parent
    command = [sys.executable, "-m", "granian", *BARE, "--working-dir", here, "--port", str(port), "bare:application"]
    environment = {"BODY": str(folder / "page"), "PYTHONPATH": str(here)}
    with programs.Program(
        "bare", command, folder=folder, environment=environment, ready=programs.listens, port=port
    ) as server:
        yield server
