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

# As deploy/nginx has it, with the same lines in its log and the same headers: all but what makes a page fresh.
FILE_NGINX = """
worker_processes auto; pid {folder}/file-nginx.pid; error_log stderr; pcre_jit on;
events {{ worker_connections 1024; multi_accept on; }}
http {{
  {log}
  access_log {folder}/access.log newsroom buffer=64k flush=5s; server_tokens off; charset utf-8;
  sendfile on; tcp_nopush on; keepalive_requests 10000; default_type text/html;
  open_file_cache max=4000 inactive=60s; open_file_cache_valid 10s;
  client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  server {{ listen 127.0.0.1:{port}; root {folder}; {headers} }}
}}
"""
OF_THE_SERVER = {"server", "date", "content-type", "content-length", "connection", "etag", "last-modified", "x-cache"}
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
    with file_server(bench, ours) as file:
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
    return answer(place)[1]


def answer(place):
    """({header: its words}, body)"""
    with urlopen(place.server.url + place.address) as found:
        return dict(found.getheaders()), found.read()


@contextmanager
def file_server(bench, kept):
    """An nginx with the answer of another (a Place) as a file, headers and all."""
    if not shutil.which("nginx"):
        raise Absent("nginx is missing.")
    folder, port = bench.folder / "file", programs.free_port()
    folder.mkdir()
    folder.chmod(0o777)
    headers, body = answer(kept)
    (folder / "page").write_bytes(body)
    log = kept.server.conf.with_name("log.conf").read_text()
    conf = folder / "nginx.conf"
    conf.write_text(FILE_NGINX.format(folder=folder, port=port, log=numberless(log), headers=as_directives(headers)))
    command = [shutil.which("nginx"), "-e", "stderr", "-c", conf, "-g", "daemon off;"]
    with programs.Program("file-nginx", command, folder=folder, ready=programs.listens, port=port) as server:
        yield server


def numberless(log):
    """A request has no number when its page comes from the store (deploy/nginx/log.conf)."""
    return log.replace("$request_id", '""')


def as_directives(headers):
    """{"Server": "nginx", "Vary": "Accept-Encoding"} -> 'add_header Vary "Accept-Encoding";'"""
    told = {name: words for name, words in headers.items() if name.lower() not in OF_THE_SERVER}
    return " ".join(f'add_header {name} "{words}";' for name, words in told.items())


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
