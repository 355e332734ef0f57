"""The shipped nginx of a site on https, without the app: who is led where, and who is not answered."""

import re
import ssl
import subprocess
from http.client import HTTPSConnection

import pytest

from tests.system import programs
from tests.system.asking import ask
from tests.system.site import folder_for_all

pytestmark = pytest.mark.system
NAME = "news.example.org"


@pytest.fixture(scope="module")
def nginx():
    with folder_for_all() as folder:
        certificate, key, port = folder / "chain.pem", folder / "key.pem", programs.free_port()
        made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={NAME}"]
        made += ["-addext", f"subjectAltName=DNS:{NAME}", "-keyout", key, "-out", certificate]
        subprocess.run(made, check=True, capture_output=True)
        asked = {"SITE_URL": f"https://{NAME}", "NGINX_HTTPS": f"127.0.0.1:{port}", "EMAIL_URL": "smtp://localhost"}
        asked |= {"NGINX_CERTIFICATE": str(certificate), "NGINX_KEY": str(key), "SERVE_MEDIA": "0"}
        program = programs.nginx(folder, [programs.free_port()], asked)
        program.https, program.certificate = port, certificate
        challenge = folder / "var" / "acme" / ".well-known" / "acme-challenge"
        challenge.mkdir(parents=True)
        (challenge / "abc").write_text("answer")
        with program:
            yield program


def test_http_leads_to_https_but_for_the_questions_about_the_certificate(nginx):
    moved = ask(nginx, "/en/?q=1", host=NAME)
    assert (moved.status, moved.headers["location"]) == (301, f"https://{NAME}/en/?q=1")
    found = ask(nginx, "/.well-known/acme-challenge/abc", host=NAME)
    assert (found.status, found.body) == (200, b"answer")


def test_the_name_of_the_site_is_answered_and_no_other(nginx):
    secure = ssl.create_default_context(cafile=nginx.certificate)
    with secure.wrap_socket(_line(nginx), server_hostname=NAME) as line:
        line.sendall(f"GET / HTTP/1.1\r\nHost: {NAME}\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: line.recv(65536), b""))
    assert answer.startswith(b"HTTP/1.1 503 ") and "instant" in answer.decode()  # the app is not there
    careless = ssl.create_default_context()
    careless.check_hostname, careless.verify_mode = False, ssl.CERT_NONE
    with pytest.raises(ssl.SSLError):
        careless.wrap_socket(_line(nginx), server_hostname="evil.example")


def _line(nginx):
    connection = HTTPSConnection("127.0.0.1", nginx.https)
    return connection._create_connection(("127.0.0.1", nginx.https), 5)


def test_nothing_in_the_kit_is_left_unsaid(nginx):
    for path in nginx.conf.parent.iterdir():
        assert not re.search(r"{{|}}", path.read_text().replace("{{ }}", "")), path
    cookies = re.search(r"\(\^\|;\)\\s\*\((.+)\)\\s", (nginx.conf.parent / "newsroom.conf").read_text())
    assert cookies[1] == r"__Host\-session|__Secure\-commenter"


@pytest.mark.parametrize("name", ["NGINX_HTTP", "NGINX_APPS", "NGINX_CERTIFICATE", "NGINX_ASKS"])
def test_a_value_that_would_be_a_line_of_its_own_is_refused(nginx, name):
    with pytest.raises(AssertionError, match=name):
        programs.render_kit(nginx.environment | {name: "80; include /etc/passwd"})
