"""One backup, one tar file: the database first, then the pictures, the manifest last.

The manifest names every other member with its size and SHA-256, so a file that was cut short has none, and a flipped
byte shows. The tar is not compressed: pictures and PostgreSQL's dumps already are.
"""

import hashlib
import io
import json
import os
import re
import tarfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path

FORMAT = 1
MANIFEST = "manifest.json"
DATABASES = {"sqlite": "database/news.sqlite3", "postgresql": "database/news.dump"}
MEDIA = "media/"
BLOCK = 1024 * 1024
# Names that mean the same everywhere: no way up, no root, no device, no control character.
NAME = re.compile(r"(?!.*(?:^|/)\.{0,2}(?:/|$))[^/\\:\x00-\x1f][^\\:\x00-\x1f]*")


class Unfit(Exception):
    """This backup cannot be used (or made); `str(error)` says why in words."""


# Writing


@contextmanager
def written(path, check):
    """The tar to fill; it gets its name only when all of it is on the disk and `check(file)` had nothing to say."""
    part = path.with_name(path.name + ".part")
    try:
        # For nobody else's eyes: it holds accounts and the e-mail addresses of readers.
        with open(part, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
                yield Writer(tar)
            file.flush()
            os.fsync(file.fileno())
        check(part)
        part.rename(path)
        sync_folder(path.parent)
    finally:
        part.unlink(missing_ok=True)


def sync_folder(folder):
    """Makes sure that names, too, survive a power cut; not every file system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


class Writer:
    def __init__(self, tar):
        self.tar = tar
        self.members = {}

    def add(self, name, path):
        """A file under this name; how many bytes."""
        with open(path, "rb") as file:
            size = os.fstat(file.fileno()).st_size
            reader = Hashing(file)
            self.tar.addfile(_member(name, size), reader)
        self.members[name] = {"size": size, "sha256": reader.hexdigest()}
        return size

    def close_with(self, manifest):
        text = json.dumps(manifest | {"members": self.members}, indent=1, ensure_ascii=False).encode()
        self.tar.addfile(_member(MANIFEST, len(text)), io.BytesIO(text))


def _member(name, size):
    member = tarfile.TarInfo(name)
    member.size, member.mode, member.mtime = size, 0o600, int(time.time())
    return member


class Hashing:
    """A file that knows the SHA-256 of what was read from it."""

    def __init__(self, file):
        self.file = file
        self.hash = hashlib.sha256()

    def read(self, size=-1):
        data = self.file.read(size)
        self.hash.update(data)
        return data

    def hexdigest(self):
        return self.hash.hexdigest()


# Reading


def verify(path, extract=lambda name: None):
    """Reads all of it and gives the manifest; anything that is not exactly what was written raises Unfit.

    `extract(name)` gives the path where this member is to be written meanwhile, or None: then it is only looked at.
    """
    try:
        with tarfile.open(path, mode="r:") as tar:
            found, manifest = _read(tar, extract)
    except (tarfile.TarError, EOFError, ValueError) as error:
        raise Unfit(f"{path.name} is damaged or is no backup of Newsroom: {error}.") from error
    if found != manifest["members"]:
        raise Unfit(f"{path.name} is damaged: {_difference(found, manifest['members'])}.")
    return manifest


def _read(tar, extract):
    """({name: {size, sha256}}, manifest). The first member tells a stranger's tar before a gigabyte of it is read."""
    found, manifest = {}, None
    for member in tar:
        _check_member(member, first=not found, last=manifest is not None, known=found)
        if member.name == MANIFEST:
            manifest = _manifest(tar.extractfile(member).read(100 * BLOCK))
        else:
            found[member.name] = _copy(tar.extractfile(member), extract(member.name))
    if manifest is None:
        raise Unfit("The backup is incomplete: its end, with the list of what belongs to it, is missing.")
    return found, manifest


def _check_member(member, first, last, known):
    name = member.name
    if first and name not in DATABASES.values():
        raise Unfit("This is no backup of Newsroom: it does not begin with a database.")
    if not member.isreg() or member.sparse or not NAME.fullmatch(name) or name in known or last:
        raise Unfit(f"The backup was tampered with: nothing of ours writes an entry like {name!r}.")
    if not first and name != MANIFEST and not name.startswith(MEDIA):
        raise Unfit(f"The backup was tampered with: {name!r} belongs nowhere.")


def _copy(file, target):
    reader = Hashing(file)
    if target is None:
        size = sum(len(block) for block in iter(lambda: reader.read(BLOCK), b""))
    else:
        size = _write(reader, Path(target))
    return {"size": size, "sha256": reader.hexdigest()}


def _write(reader, target):
    target.parent.mkdir(parents=True, exist_ok=True)
    with open(target, "xb") as file:
        for block in iter(lambda: reader.read(BLOCK), b""):
            file.write(block)
        file.flush()
        os.fsync(file.fileno())
        return file.tell()


def _manifest(data):
    try:
        manifest = json.loads(data)
        wanted = {"format": int, "engine": str, "version": str, "migrations": list, "counts": dict, "members": dict}
        whole = all(isinstance(manifest[name], kind) for name, kind in wanted.items())
    except (ValueError, KeyError, TypeError) as error:
        raise Unfit(f"The backup is damaged: its manifest cannot be read ({error!r}).") from error
    if not whole:
        raise Unfit("The backup is damaged: its manifest is not as ours are.")
    if manifest["format"] != FORMAT:
        raise Unfit(
            f"The backup is of format {manifest['format']} (Newsroom {manifest['version']}); this version of Newsroom "
            f"reads format {FORMAT}. Use the version that wrote it."
        )
    return manifest


def _difference(found, wanted):
    lacking, changed = wanted.keys() - found.keys(), [name for name in found if found[name] != wanted.get(name)]
    if lacking:
        return f"{len(lacking)} files are missing, such as {min(lacking)}"
    return f"{len(changed)} files are not what was saved, such as {min(changed)}"
