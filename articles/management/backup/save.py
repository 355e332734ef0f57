"""Making a backup: database, then pictures, then reading back what was written."""

import shutil
import tempfile
import tomllib
from pathlib import Path

import django
from django.conf import settings
from django.utils import timezone

from articles.management.backup import engines, media
from articles.management.backup.archive import DATABASES, FORMAT, MEDIA, NAME, Unfit, verify, written
from articles.models import Image


def backup(folder, say):
    """Writes and verifies newsroom-YYYYMMDD-HHMMSS.tar in this folder. Gives its path."""
    folder = folder.absolute()
    database = engines.present()
    pictures = media.present()
    sizes = pictures.sizes()
    _prepare(folder, database.size() + sum(sizes.values()))
    moment = timezone.localtime()
    path = folder / f"newsroom-{moment:%Y%m%d-%H%M%S}.tar"
    with tempfile.TemporaryDirectory(prefix=".newsroom-", dir=folder) as scratch:
        copy, again = Path(scratch, "copy"), Path(scratch, "again")
        with written(path, lambda part: _read_back(part, database, again, say)) as writer:
            say(f"Saving the database ({database.engine})")
            about = {"format": FORMAT, "project": "newsroom", "version": project_version()}
            about |= {"django": django.get_version(), "engine": database.engine, "made_at": moment.isoformat()}
            about |= database.save(copy, say)
            writer.add(DATABASES[database.engine], copy)
            copy.unlink()
            _add_pictures(writer, pictures, list(sizes), say)
            writer.close_with(about)
    return path


def project_version():
    """'0.1.0', from pyproject.toml."""
    return tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text("utf-8"))["project"]["version"]


def _prepare(folder, size):
    root = Path(settings.MEDIA_ROOT).resolve()
    if folder.resolve().is_relative_to(root):
        raise Unfit(f"{folder} lies in the media folder, which the site shows to everybody: choose another one.")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    free = shutil.disk_usage(folder).free
    if free < size:
        raise Unfit(f"{folder} has {free // 2**20} MB free, and the backup needs up to {size // 2**20 + 1} MB.")


def _add_pictures(writer, pictures, names, say):
    say(f"Saving {len(names)} files of pictures")
    for number, name in enumerate(names, start=1):
        if not NAME.fullmatch(name):
            say(f"  left out, because not every system can write this name: {name!r}")
            continue
        try:
            with pictures.file(name) as path:
                writer.add(MEDIA + name, path)
        except FileNotFoundError:
            say(f"  deleted meanwhile: {name}")
        say(f"  {number} of {len(names)}", again=True)
    # Of a withdrawn picture only the words are left; what is on the shelf lies in the media folder too.
    kept = Image.objects.filter(withdrawn_at=None).values_list("file", flat=True)
    lacking = [name for name in kept if MEDIA + name not in writer.members]
    if lacking:
        say(f"  {len(lacking)} pictures of the database have no file, such as {lacking[0]}: the backup goes on.")


def _read_back(part, database, again, say):
    say("Reading it back")
    name = DATABASES[database.engine]
    verify(part, extract=lambda member: again if member == name else None)
    database.check(again)
