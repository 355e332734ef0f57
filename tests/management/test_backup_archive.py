"""Every way a backup's file can be wrong, without a site around it: none of them is taken for a good one."""

import io
import tarfile

import pytest

from articles.management.backup import archive
from articles.management.backup.archive import Unfit, verify


def remake(path, change):
    """The backup anew, through change(member, data) -> [(member, data)], with a manifest that fits when it can."""
    with tarfile.open(path) as tar:
        members = [(member, tar.extractfile(member).read()) for member in tar]
    with tarfile.open(path, "w") as tar:
        for member, data in members:
            for changed, content in change(member, data):
                changed.size = len(content) if changed.isreg() else 0
                tar.addfile(changed, io.BytesIO(content))
    return path


@pytest.fixture
def tiny(tmp_path):
    """A backup as small as can be: written by our own hand, so that every byte of it can be damaged in turn."""
    database, picture, path = tmp_path / "database", tmp_path / "picture", tmp_path / "tiny.tar"
    database.write_bytes(b"database")
    picture.write_bytes(b"picture")
    about = {"format": 1, "version": "0", "engine": "sqlite", "migrations": [], "counts": {}}
    with archive.written(path, verify) as writer:
        writer.add("database/news.sqlite3", database)
        writer.add("media/images/a.jpg", picture)
        writer.close_with(about)
    return path


@pytest.mark.slow
def test_wherever_it_is_cut_it_is_refused(tiny):
    data = tiny.read_bytes()
    with tarfile.open(tiny) as tar:
        last = tar.getmembers()[-1]
    end = last.offset_data + last.size
    for length in range(0, end, 7):
        tiny.write_bytes(data[:length])
        with pytest.raises(Unfit):
            verify(tiny)


@pytest.mark.slow
def test_whatever_byte_is_flipped_it_is_refused_or_does_no_harm(tiny):
    data, good = tiny.read_bytes(), verify(tiny)
    for position in range(0, len(data), 7):
        tiny.write_bytes(data[:position] + bytes([data[position] ^ 0x20]) + data[position + 1 :])
        try:
            manifest = verify(tiny)
        except Unfit:
            continue
        assert manifest["members"] == good["members"], position


HARMFUL = ["/etc/passwd", "../evil", "media/../../evil", "media/./a", "media//a", "media/a\\b", "C:/evil", "media/a\nb"]


@pytest.mark.parametrize("name", [*HARMFUL, "evil", "media", "database/news.dump", "media/images/a.jpg"])
def test_a_name_that_leads_elsewhere_is_refused(tiny, tmp_path, name):
    def change(member, data):
        extra = tarfile.TarInfo(name)
        return [(extra, b"evil"), (member, data)] if member.name == "manifest.json" else [(member, data)]

    with pytest.raises(Unfit, match="tampered"):
        verify(remake(tiny, change), extract=lambda member: tmp_path / "out" / member)
    assert not (tmp_path / "evil").exists()


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE])
def test_nothing_but_files_is_taken(tiny, kind):
    def change(member, data):
        extra = tarfile.TarInfo("media/link")
        extra.type, extra.linkname = kind, "/etc/passwd"
        return [(extra, b""), (member, data)] if member.name == "manifest.json" else [(member, data)]

    with pytest.raises(Unfit, match="tampered"):
        verify(remake(tiny, change))


def test_a_strangers_tar_is_known_by_its_first_entry(tmp_path):
    path = tmp_path / "holiday.tar"
    with tarfile.open(path, "w") as tar:
        tar.addfile(tarfile.TarInfo("holiday/beach.jpg"))
    with pytest.raises(Unfit, match="no backup of Newsroom"):
        verify(path)


@pytest.mark.parametrize("manifest", ["", "[]", "{}", '{"format": 1}', "null", "\xff"])
def test_a_manifest_that_says_nothing_is_refused(tiny, manifest):
    def change(member, data):
        return [(member, manifest.encode("latin-1") if member.name == "manifest.json" else data)]

    with pytest.raises(Unfit, match="manifest"):
        verify(remake(tiny, change))


def test_another_format_names_the_version_that_wrote_it(tiny):
    def change(member, data):
        return [(member, data.replace(b'"format": 1', b'"format": 2'))]

    with pytest.raises(Unfit, match="Use the version that wrote it"):
        verify(remake(tiny, change))
