"""What is told to Sentry of an error: where it happened. Nothing about the reader, nothing they wrote, no secret."""

import logging
import sys

import pytest
from django.test import Client
from sentry_sdk.transport import Transport

from newsroom import sentry
from tests.factories import StoryFactory
from tests.readers import HERE, comment_words

DSN = "https://0123456789abcdef@sentry.example.org/42"


class Post(Transport):
    """Keeps what would be sent, as it would be sent."""

    def __init__(self, options=None):
        super().__init__(options)
        self.sent = []

    def capture_envelope(self, envelope):
        self.sent.append(envelope)

    @property
    def text(self):
        return "\n".join(envelope.serialize().decode() for envelope in self.sent)

    @property
    def events(self):
        return [envelope.get_event() for envelope in self.sent]


@pytest.fixture
def post(settings):
    """The site's log with Sentry's handler at its root."""
    settings.SENTRY_DSN = DSN
    transport = Post()
    handler = sentry.Handler(transport)
    handler.setLevel(logging.ERROR)
    logging.getLogger().addHandler(handler)
    yield transport
    logging.getLogger().removeHandler(handler)
    handler.close()


def broken(get_response):
    """A middleware that fails as a database does: with a row of it in its words."""

    def fail(request):
        mail, text = request.POST["email"], request.POST["body"]
        raise RuntimeError(f"Failing row contains ({mail}, {text}, {request.META['REMOTE_ADDR']})")

    return fail


def raising(words):
    try:
        secret = "local-secret"
        raise ValueError(f"{words} {secret}")
    except ValueError:
        return sys.exc_info()


@pytest.mark.django_db
def test_nothing_of_a_reader_leaves_the_house(post, settings):
    story = StoryFactory(public=True)
    words = comment_words(
        story, name="Zoé Confidentielle", email="zoe@secret.example", body="Mon voisin s’appelle Yves."
    )

    settings.MIDDLEWARE = [settings.MIDDLEWARE[0], "tests.newsroom.test_sentry.broken"]
    client = Client(raise_request_exception=False)
    headers = HERE | {"Referer": "http://testserver/preview/GEHEIM/", "User-Agent": "Mozilla/Confidential"}
    answer = client.post(f"/comments/{story.pk}/?from=zoe", words, headers=headers, REMOTE_ADDR="192.0.2.77")
    assert answer.status_code == 500
    [event] = post.events
    for secret in (
        *("Confidentielle", "zoe", "secret.example", "Yves", "192.0.2.77", "GEHEIM", "Mozilla", "testserver"),
        *(words["token"], f"/comments/{story.pk}"),
    ):
        assert secret not in post.text
    assert event["exception"]["values"][-1]["type"] == "RuntimeError"
    assert event["exception"]["values"][-1]["stacktrace"]["frames"][-1]["function"] == "fail"
    assert event["tags"] == {"view": "comment", "method": "POST", "request_id": event["tags"]["request_id"]}
    assert len(event["tags"]["request_id"]) == 32


def test_a_report_is_made_of_what_is_known_and_nothing_else(post):
    logging.getLogger("articles.tasks").error(
        "A mail to %s could not be sent", "zoe@secret.example", exc_info=raising("zoe"), extra={"body": "Confidential"}
    )
    [event] = post.events
    assert set(event) <= {
        "event_id",
        "timestamp",
        "platform",
        "level",
        "logger",
        "tags",
        "sdk",
        "logentry",
        "exception",
    }
    assert event["logentry"] == {"message": "A mail to %s could not be sent"}
    [raised] = event["exception"]["values"]
    assert set(raised) == {"type", "module", "stacktrace"}
    [frame] = raised["stacktrace"]["frames"]
    assert frame["function"] == "raising" and set(frame) <= set(sentry.FRAME)
    for secret in ("zoe", "Confidential", "/tests/newsroom/", "vars"):
        assert secret not in post.text.replace("tests/newsroom/test_sentry.py", "")


def test_a_sentence_that_somebody_else_has_filled_in_stays_at_home(post):
    logging.getLogger("another.package").error("Zoé at 192.0.2.77 did it")
    logging.getLogger("newsroom.health").error("Only anne@example.org knows")
    assert [event["logentry"]["message"] for event in post.events] == ["", "Only …@… knows"]


@pytest.mark.django_db
def test_what_is_no_error_is_not_told(post, client):
    assert client.get("/no-such-page/").status_code == 404
    logging.getLogger("newsroom").warning("A warning")
    logging.getLogger("urllib3.connectionpool").error("The line is dead")
    logging.getLogger("sentry_sdk.errors").error("The line is dead")
    assert post.events == []


def test_a_flood_is_told_in_part(post):
    for _ in range(sentry.MOST + 20):
        logging.getLogger("newsroom").error("The database is gone")
    assert len(post.events) == sentry.MOST


def test_a_broken_line_to_sentry_breaks_nothing_else(post, monkeypatch, capsys):
    monkeypatch.setattr(sentry, "report", lambda *record: 1 / 0)
    logging.getLogger("newsroom").error("An error")
    assert post.events == []
    assert "ZeroDivisionError" in capsys.readouterr().err
