"""Pictures in a bucket: private there, at the site's own address for readers, gone when they must go."""

import os
import shutil
from unittest.mock import patch

import pytest
from botocore.exceptions import EndpointConnectionError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from articles.lib.images import BadPicture, files_of
from articles.management.backup import media
from articles.models import Image, Leftover
from articles.workflow import leftovers, pictures
from newsroom import health, machines
from tests.workflow.test_pictures import photo

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ADDRESS = "http://store.internal:9000"
NAME = "images/" + "0123456789abcdef" * 2
WORDS = {"alt": "Une rue", "credit": "La rédaction", "licence": "own"}


@pytest.fixture
def bucket(settings):
    """A bucket in the memory of this process (moto), as the setting describes one."""
    with patch.dict(os.environ, MOTO_S3_CUSTOM_ENDPOINTS=ADDRESS):
        from moto import mock_aws  # reads its environment once

        with mock_aws():
            store = machines.media_store(f"s3+{ADDRESS.replace('//', '//key:secret@')}/pictures?region=us-east-1")
            settings.STORAGES = settings.STORAGES | {"default": store}
            default_storage.bucket.create()
            yield default_storage.bucket


def nobody_answers(*arguments, **options):
    raise EndpointConnectionError(endpoint_url=ADDRESS)


@pytest.fixture
def gone(bucket, monkeypatch):
    """The store no longer answers."""
    monkeypatch.setattr("botocore.client.BaseClient._make_api_call", nobody_answers)


def keys(bucket):
    return sorted(each.key for each in bucket.objects.all())


@pytest.fixture
def picture(editor, bucket, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        image = pictures.add(photo(), editor, **WORDS)
    image.refresh_from_db()
    return image


def test_a_picture_and_its_renditions_lie_in_the_bucket_with_their_kinds(bucket, picture):
    names = [name for name in files_of(picture.file.name, picture.width) if default_storage.exists(name)]
    assert keys(bucket) == sorted(names) and len(names) == 1 + 2 * len(picture.widths)
    kinds = {name.rpartition(".")[2]: bucket.Object(name).content_type for name in names}
    assert kinds == {"jpg": "image/jpeg", "avif": "image/avif", "webp": "image/webp"}


def test_nobody_but_the_site_may_read_the_bucket(bucket, picture):
    for key in keys(bucket):
        assert [grant["Grantee"]["Type"] for grant in bucket.Object(key).Acl().grants] == ["CanonicalUser"]


def test_readers_get_it_from_the_site_with_its_own_headers(bucket, picture, reader):
    assert picture.url == f"/media/{picture.file.name}"
    answer = reader.get(picture.url)
    assert b"".join(answer.streaming_content) == bucket.Object(picture.file.name).get()["Body"].read()
    assert (answer.headers["Content-Type"], answer.headers["Cache-Control"]) == ("image/jpeg", "public, max-age=86400")
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'"
    assert reader.get(f"/media/{NAME}.jpg").status_code == 404


def test_what_is_withdrawn_is_gone_from_the_bucket(bucket, picture, editor, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        pictures.withdraw(picture, editor)
    assert keys(bucket) == []


def test_two_files_never_share_a_name(bucket):
    first, second = (default_storage.save(f"{NAME}.jpg", ContentFile(data)) for data in (b"one", b"two"))
    assert first != second
    assert default_storage.open(first).read() == b"one"


def test_without_the_store_an_editor_hears_of_it_and_nothing_is_left(gone, editor):
    with pytest.raises(BadPicture) as caught:
        pictures.add(photo(), editor, **WORDS)
    assert (caught.value.code, Image.objects.count()) == ("not_stored", 0)


def test_without_the_store_readers_are_told_to_come_back_and_no_cache_keeps_that(gone, reader):
    answer = reader.get(f"/media/{NAME}.jpg")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (503, "no-store")


def test_what_could_not_be_deleted_is_deleted_later(bucket, monkeypatch):
    default_storage.save(f"{NAME}.jpg", ContentFile(b"bytes"))
    Leftover.objects.create(name=f"{NAME}.jpg")
    with monkeypatch.context() as away:
        away.setattr("botocore.client.BaseClient._make_api_call", nobody_answers)
        assert leftovers.clear() == 1
    assert leftovers.clear() == 0
    assert keys(bucket) == [] and not Leftover.objects.exists()


def test_a_store_that_is_away_takes_no_machine_out_of_its_turn(bucket, client, monkeypatch):
    health._folders.cache_clear()
    well = client.get("/readyz")
    assert (well.status_code, well.json()["checks"]["store"], "media" in well.json()["checks"]) == (200, "ok", False)

    def refuses(store, name):
        raise OSError("10.0.0.4 refuses")

    monkeypatch.setattr("newsroom.media_store.Bucket.exists", refuses)
    away = client.get("/readyz")
    assert (away.status_code, away.json()["status"]) == (200, "degraded")
    assert away.json()["checks"]["store"] == "unreachable" and "10.0.0.4" not in away.text


class TestBackup:
    """Of a site whose pictures lie in a store: the file holds them, and restoring gives the store what it lacks."""

    @pytest.fixture
    def saved(self, bucket, tmp_path, settings):
        """{name: bytes} as a backup takes them, and a folder as a restore unpacks them."""
        settings.VAR_DIR = tmp_path
        for name in (f"{NAME}.jpg", "shelf/kept.jpg", "share/words/1-0.jpg"):
            default_storage.save(name, ContentFile(name.encode()))
        taken = media.present()
        for name in taken.sizes():
            with taken.file(name) as path:
                copy = tmp_path / "new" / name
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(path, copy)
        return tmp_path / "new"

    def test_takes_all_but_what_is_drawn_anew(self, saved):
        files = {path.relative_to(saved).as_posix(): path.read_text() for path in saved.rglob("*.jpg")}
        assert files == {name: name for name in (f"{NAME}.jpg", "shelf/kept.jpg")}

    def test_gives_back_what_is_missing_and_touches_nothing_else(self, saved, bucket):
        default_storage.delete(f"{NAME}.jpg")
        default_storage.save("images/newer.jpg", ContentFile(b"newer"))
        with media.present().replaced(saved, ".before", lambda words: None) as aside:
            assert aside == ""
        assert keys(bucket) == [f"{NAME}.jpg", "images/newer.jpg", "share/words/1-0.jpg", "shelf/kept.jpg"]
        assert default_storage.open(f"{NAME}.jpg").read() == f"{NAME}.jpg".encode()

    def test_takes_back_what_it_gave_when_the_rest_fails(self, saved, bucket):
        default_storage.delete(f"{NAME}.jpg")
        before = keys(bucket)
        with pytest.raises(OSError), media.present().replaced(saved, ".before", lambda words: None):
            raise OSError("the database could not be put in place")
        assert keys(bucket) == before
