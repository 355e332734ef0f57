"""One story page, as fast as it is read: through nginx beside a file, from the app alone beside a bare view."""

import shutil
import sys
from contextlib import contextmanager
from pathlib import Path
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


def through_nginx(bench):
    """The shipped nginx, which asks the app once a second, and an nginx that has a file and nothing else to do."""
    ours = (bench.site.nginx.url, bench.stories[0])
    with file_server(bench, page(*ours)) as file:
        title = "story page through the shipped nginx ÷ nginx with a file"
        return compare(title, 0.95, bench, ours, (file.url, "/page"))


def warm(bench):
    """The app without nginx, which keeps the page for its second, and a Django that is given the page."""
    with bench.app("warm", KEEP_PAGES="1") as app:
        ours = (app.url, bench.stories[0])
        with bare_view(bench, page(*ours)) as bare:
            title = "story page from the app alone, warm ÷ bare view"
            return compare(title, 0.8, bench, ours, (bare.url, "/"))


def compare(title, wanted, bench, ours, other):
    """(server, address) against (server, address), by turns; both are warm when it begins."""
    rates = []
    for each in (ours, other):
        speed(bench, each, 1)
    for _round in range(bench.rounds):
        rates.append([speed(bench, each, bench.seconds) for each in (ours, other)])
    ratios = [one / another for one, another in rates]
    return [Result(title, ratios, wanted, note=f"{rates[-1][0]:,.0f} to {rates[-1][1]:,.0f} a second")]


def speed(bench, place, seconds):
    server, address = place
    return faultless(read(server, [address], seconds, bench.folder), server)


def page(server, address):
    with urlopen(server + address) as answer:
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
