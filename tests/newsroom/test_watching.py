"""Who may read the figures, and where errors go: a wrong setting stops the start with a sentence."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from newsroom import watching
from tests.test_environment import start

DSN = "https://0123456789abcdef@sentry.example.org/42"


@pytest.mark.parametrize(
    "text", ["hunter2", "x" * 19, "x" * 201, "twenty letters and a space", "é" * 30, "x" * 30 + "\n"]
)
def test_a_token_that_can_be_guessed_is_refused_and_not_repeated(text):
    with pytest.raises(ImproperlyConfigured, match="METRICS_TOKEN") as caught:
        watching.token(text)
    assert text not in str(caught.value)


def test_a_token_is_taken_as_it_is():
    assert [watching.token(text) for text in ("", "x" * 20)] == ["", "x" * 20]


@pytest.mark.parametrize(
    "text", ["sentry", "https://sentry.example.org/42", "https://key@sentry.example.org/", "ftp://k@h/1"]
)
def test_a_dsn_nobody_understands_is_refused(text):
    with pytest.raises(ImproperlyConfigured, match="SENTRY_DSN"):
        watching.dsn(text)


def test_sentry_without_its_package_says_how_to_get_it(monkeypatch):
    assert watching.dsn(DSN) == DSN
    monkeypatch.setattr(watching, "find_spec", lambda name: None)
    assert watching.dsn("") == ""
    with pytest.raises(ImproperlyConfigured, match=r"deploy/venv\.sh requirements-scale\.txt"):
        watching.dsn(DSN)


@pytest.mark.slow
@pytest.mark.parametrize(
    "wrong",
    [{"METRICS_ALLOWED": "0.0.0.0/0"}, {"METRICS_TOKEN": "short"}, {"SENTRY_DSN": "x"}, {"SLOW_QUERY_MS": "-1"}],
)
def test_a_wrong_value_stops_the_start(wrong):
    done = start(**wrong)
    assert done.returncode != 0 and next(iter(wrong)) in done.stderr.splitlines()[-1]
