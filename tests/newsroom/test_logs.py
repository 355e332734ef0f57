"""The log: one record a line whatever strangers send, an id for each request, and nobody's personal data."""

import json
import logging
import re
import subprocess
import sys
from ipaddress import ip_network

import pytest
from django.conf import settings
from django.http import HttpResponse

from newsroom import logs, middleware
from tests.factories import StoryFactory
from tests.readers import HERE

JSON, TEXT = logs.JsonFormatter(), logs.TextFormatter()


def record(message="Bonjour", *details, **extra):
    made = logging.LogRecord("newsroom.tests", logging.WARNING, __file__, 1, message, details, None)
    made.__dict__.update(extra)
    return made


@pytest.fixture
def lines(caplog):
    """The request lines written so far, as a machine reads them."""
    caplog.set_level(logging.DEBUG, "newsroom.requests")
    return lambda: [json.loads(JSON.format(r)) for r in caplog.records if r.name == "newsroom.requests"]


# One record


def test_a_record_in_json():
    said = json.loads(JSON.format(record("Bonjour %s", "Ann")))
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", said.pop("time"))
    assert said == {"level": "WARNING", "logger": "newsroom.tests", "message": "Bonjour Ann"}


@pytest.mark.parametrize("text", ["a\nb", "a\r\nb", "a\x1b[31mb", "a\u2028b", "a\x85b", "\udce9", "a\x00b", "\u202eb"])
@pytest.mark.parametrize("formatter", [JSON, TEXT])
def test_nobody_writes_a_second_line(formatter, text):
    line = formatter.format(record(text, path=text))
    assert len(line.splitlines()) == 1
    assert line.encode() and "\x1b" not in line and "\u202e" not in line


def test_a_traceback_stays_inside_its_record():
    try:
        raise ValueError("a\n2030-01-01 CRITICAL root forged")
    except ValueError:
        made = record("Broken", exc_info=sys.exc_info())
    assert "forged" in json.loads(JSON.format(made))["traceback"]
    first, *others = TEXT.format(made).splitlines()
    assert "Broken" in first and all(line.startswith("    ") for line in others)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Key (email)=(ann.o+x@example.org) exists", "Key (email)=(…@…) exists"),
        ("/comments/preview/12:abc:DEF/ seen", "/comments/preview/…/ seen"),
        ("/preview/3Jx_9-k/ seen", "/preview/…/ seen"),
        ("/uk/comments/own/MQ:abc:DEF/edit/ seen", "/uk/comments/own/…/edit/ seen"),
        ("/admin/articles/story/1/preview/?revision=2", "/admin/articles/story/1/preview/?revision=2"),
        ("?email=ann@example.org&x=1", "?email=…@…&x=1"),
    ],
)
def test_people_and_keys_are_blacked_out(text, left):
    assert logs.blacked_out(text) == left


# Each request


def test_a_request_is_one_line(client, lines, db):
    client.get("/livez", {"email": "ann@example.org"}, headers={"User-Agent": "x"})
    [line] = lines()
    assert line.pop("duration_ms") >= 0
    assert re.fullmatch("[0-9a-f]{32}", line.pop("request_id"))
    line.pop("time")
    assert line == {
        "level": "DEBUG",
        "logger": "newsroom.requests",
        "message": "GET /livez",
        "method": "GET",
        "path": "/livez",
        "status": 200,
    }


def test_the_address_is_written_only_when_asked_for(client, lines, settings):
    client.get("/livez")
    settings.LOG_ADDRESSES = True
    client.get("/livez", headers={"X-Forwarded-For": "192.0.2.7"})
    settings.TRUSTED_PROXIES = [ip_network("127.0.0.1")]
    client.get("/livez", headers={"X-Forwarded-For": "192.0.2.7"})
    assert [line.get("address") for line in lines()] == [None, "127.0.0.1", "192.0.2.7"]


@pytest.mark.parametrize("claimed", ["abc-123", "A" * 64])
def test_a_proxys_id_is_taken_over(client, lines, settings, claimed):
    settings.TRUSTED_PROXIES = [ip_network("127.0.0.1")]
    client.get("/livez", headers={"X-Request-ID": claimed})
    assert lines()[0]["request_id"] == claimed


@pytest.mark.parametrize("claimed", ["", "a b", "a\u00e9", "A" * 65, "x;y", "<script>", "a\n"])
def test_what_is_no_id_is_not(client, lines, settings, claimed):
    settings.TRUSTED_PROXIES = [ip_network("127.0.0.1")]
    client.get("/livez", headers={"X-Request-ID": claimed})
    assert re.fullmatch("[0-9a-f]{32}", lines()[0]["request_id"])


def test_nor_is_what_a_reader_claims(client, lines):
    client.get("/livez", headers={"X-Request-ID": "abc-123"})
    assert lines()[0]["request_id"] != "abc-123"


def test_every_record_of_a_request_has_its_id(client, caplog, db):
    """Django tells of a 404 when the request has already left our middleware."""
    client.get("/no-such-page/")
    said = {json.loads(JSON.format(made)).get("request_id") for made in caplog.records}
    assert len(said) == 1 and said != {None}
    assert {"django.request", "newsroom.requests"} <= {made.name for made in caplog.records}


# The id in the answer


def test_a_page_for_everybody_carries_no_id(client, db):
    story = StoryFactory(public=True)
    for address in ("/", story.get_absolute_url(), "/no-such-page/", "/sitemap.xml", "/admin"):
        assert "X-Request-ID" not in client.get(address).headers, address


def test_a_personal_answer_carries_it(client, lines, db, at_work, editor):
    answers = [client.get("/livez"), client.post("/"), at_work(editor).get("/")]
    assert [answer.headers["X-Request-ID"] for answer in answers] == [line["request_id"] for line in lines()]


@pytest.mark.parametrize("stored", ["public, max-age=0", "max-age=60", "s-maxage=1", "", "no-cache"])
def test_what_a_cache_may_keep_carries_no_id(rf, stored):
    answer = HttpResponse(headers={"Cache-Control": stored} if stored else {})
    assert "X-Request-ID" not in middleware.RequestLog(lambda request: answer)(rf.get("/")).headers


# The whole configuration


def told(style, program):
    """What a process with this configuration writes to stderr."""
    code = "import logging.config\nfrom newsroom import logs\n"
    code += f"logging.config.dictConfig(logs.configuration('WARNING', {style!r}, True))\n{program}"
    done = subprocess.run([sys.executable, "-c", code], cwd=settings.BASE_DIR, capture_output=True, text=True)
    return done.stderr


def test_robots_that_knock_are_not_worth_a_word():
    program = f"for name in {logs.KNOCKS}: logging.getLogger(f'django.security.{{name}}').error('evil')"
    assert told("json", program) == ""


@pytest.mark.django_db
def test_a_form_that_no_browser_sends_is_refused_without_an_error_of_ours(client, caplog):
    """Or any stranger could fill the log, and Sentry, with tracebacks."""
    address = f"/comments/{StoryFactory(public=True).pk}/"
    answer = client.post(address, {f"field{n}": n for n in range(1_100)}, headers=HERE)
    assert answer.status_code == 400
    errors = {each.name.removeprefix("django.security.") for each in caplog.records if each.levelno >= logging.ERROR}
    assert errors <= set(logs.KNOCKS)


def test_everything_else_is_said_once():
    program = "for name in ('django.request', 'newsroom', 'django.security.csrf'): logging.getLogger(name).error('x')"
    assert len(told("json", program).splitlines()) == 3
    assert told("text", "logging.getLogger('newsroom.requests').info('GET /')").count("GET /") == 1
