"""Static files that came while a process was serving: a reload goes round, pages of new code are read already."""

import pytest
from django.http import HttpResponseNotFound
from django.test import override_settings

from newsroom.static import StaticFiles


@pytest.fixture
def serving(tmp_path, rf):
    """serving(address) -> (status, body), of a process that began when old.css was all there was."""
    folder = tmp_path / "static"
    (folder / "css").mkdir(parents=True)
    (folder / "css" / "old.1a2b3c4d5e6f.css").write_text("old")
    (tmp_path / "secret.css").write_text("secret")
    with override_settings(STATIC_ROOT=folder, WHITENOISE_AUTOREFRESH=False):
        middleware = StaticFiles(lambda request: HttpResponseNotFound(b"not here"))

        def ask(address, **headers):
            answer = middleware(rf.get(address, **headers))
            return answer.status_code, b"".join(answer)

        (folder / "css" / "new.0f0e0d0c0b0a.css").write_text("new")
        yield ask


def test_a_file_that_came_later_is_served(serving):
    assert serving("/static/css/old.1a2b3c4d5e6f.css") == (200, b"old")
    assert serving("/static/css/new.0f0e0d0c0b0a.css") == (200, b"new")


@pytest.mark.parametrize(
    "address",
    [
        *("/static/css/none.css", "/static/", "/static/css", "/static/css/", "/css/new.0f0e0d0c0b0a.css"),
        *("/static/../secret.css", "/static/css/../../secret.css", "/static//secret.css", "/static/%2e%2e/secret.css"),
        *("/static/css/new.0f0e0d0c0b0a.css/", "/static/css/%00.css", "/static/" + "a" * 5000),
    ],
)
def test_nothing_else_is(serving, address):
    assert serving(address) == (404, b"not here")
