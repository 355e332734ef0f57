"""Pictures are served with headers of their own and under names that our pipeline made."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

NAME = "images/" + "0123456789abcdef" * 2


@pytest.fixture
def picture():
    for name in (f"{NAME}.jpg", f"{NAME}-640.avif"):
        default_storage.delete(name)
        default_storage.save(name, ContentFile(b"bytes"))
    yield
    for name in (f"{NAME}.jpg", f"{NAME}-640.avif"):
        default_storage.delete(name)


@pytest.mark.parametrize(("name", "kind"), [(f"{NAME}.jpg", "image/jpeg"), (f"{NAME}-640.avif", "image/avif")])
def test_a_picture_has_strict_headers_and_a_day_to_live(picture, reader, name, kind):
    answer = reader.get(f"/media/{name}")
    assert b"".join(answer.streaming_content) == b"bytes"
    assert answer.headers["Content-Type"] == kind
    assert answer.headers["Cache-Control"] == "public, max-age=86400"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Set-Cookie" not in answer.headers


def test_a_picture_is_sent_once(picture, reader):
    etag = reader.get(f"/media/{NAME}.jpg").headers["ETag"]
    assert reader.get(f"/media/{NAME}.jpg", headers={"If-None-Match": etag}).status_code == 304


@pytest.mark.parametrize(
    "path",
    [
        "images/" + "0" * 32 + ".jpg",
        "images/../news.sqlite3",
        "images/..%2f..%2fetc%2fpasswd",
        "x.html",
        "images/" + "0" * 32 + ".svg",
        "images/" + "0" * 32 + ".jpg/x",
        "",
        "images/",
        "images/%00.jpg",
    ],
)
def test_nothing_else_is_served(picture, reader, path, db):
    assert reader.get(f"/media/{path}").status_code == 404


def test_the_shelf_has_no_address(reader, db):
    """Even for somebody who knows the name."""
    name = "shelf/" + "0123456789abcdef" * 2 + ".jpg"
    default_storage.save(name, ContentFile(b"bytes"))
    for path in (name, f"images/../{name}", f"images/%2e%2e/{name}", name.replace("shelf/", "images/")):
        assert reader.get(f"/media/{path}").status_code == 404
    default_storage.delete(name)


def test_behind_nginx_the_application_serves_none(picture, reader, settings, db):
    settings.SERVE_MEDIA = False
    assert reader.get(f"/media/{NAME}.jpg").status_code == 404
