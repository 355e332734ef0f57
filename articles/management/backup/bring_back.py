"""Bringing a backup back: everything is checked before anything is touched, and what was there is put aside."""

import os
import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from articles.management import schema
from articles.management.backup import engines, media
from articles.management.backup.archive import DATABASES, MEDIA, Unfit, verify
from articles.management.backup.contents import counts


class Declined(Exception):
    """The operator said no; nothing was changed."""


def restore(path, say, confirm):
    """Puts this backup in the place of what is there. Gives [where the old things are].

    `confirm(manifest)` says whether to go on, when everything was found to be well.
    """
    database = engines.present()
    present = media.present()
    with ExitStack() as stack:
        # Beside the places they are for, so that a rename is enough at the end.
        scratch = _folder(stack, database.folder())
        pictures = _folder(stack, present.folder()) / "media"
        manifest = read(path, database, scratch / "new", pictures, say)
        if not confirm(manifest):
            raise Declined
        return _swap(database, scratch / "new", present, pictures, manifest, say)


def _folder(stack, parent):
    parent.mkdir(parents=True, exist_ok=True)
    return Path(stack.enter_context(tempfile.TemporaryDirectory(prefix=".restoring-", dir=parent)))


# Before anything is touched


def read(path, database, new, pictures, say):
    """Writes the database to `new` and the media to the folder `pictures`, checks all of it, gives the manifest."""
    _check_room(path, new)
    say(f"Reading and checking {path.name}")
    pictures.mkdir()

    def place(name):
        if name.startswith(MEDIA):
            return pictures / name.removeprefix(MEDIA)
        _check_engine(name, database)
        return new

    manifest = verify(path, extract=place)
    _check_engine(DATABASES.get(manifest["engine"]), database)
    if schema.ahead(manifest["migrations"]) or schema.ahead(database.check(new) or []):
        raise Unfit(
            f"The backup was made by a newer version of Newsroom ({manifest['version']}) than this one. Bring the "
            "program up to date first."
        )
    _open_to_the_web_server(pictures)
    return manifest


def _check_room(path, new):
    size, free = path.stat().st_size, shutil.disk_usage(new.parent).free
    if free < size:
        raise Unfit(f"There are {free // 2**20} MB free where the site writes; this backup needs {size // 2**20 + 1}.")


def _check_engine(name, database):
    if name != DATABASES[database.engine]:
        other = next((engine for engine, member in DATABASES.items() if member == name), "unknown")
        raise Unfit(
            f"The backup holds a database of another kind ({other}) than the site uses ({database.engine}). Set "
            "DATABASE_URL to one of that kind, or take another backup."
        )


def _open_to_the_web_server(pictures):
    """The same rights as uploads get, whatever the umask of whoever restores."""
    for path in (pictures, *pictures.rglob("*")):
        os.chmod(path, 0o755 if path.is_dir() else settings.FILE_UPLOAD_PERMISSIONS)


# From here on things change


def _swap(database, new, present, pictures, manifest, say):
    suffix = f".before-{timezone.localtime():%Y%m%d-%H%M%S}"
    say("Putting it in place")
    with present.replaced(pictures, suffix, say) as old_media, database.replaced(new, suffix, say) as old_database:
        _check_counts(manifest["counts"])
        call_command("migrate", verbosity=0, interactive=False)
        if schema.pending(connection):
            raise Unfit("The migrations did not run through.")
    return [place for place in (old_database, old_media) if place]


def _check_counts(expected):
    found = counts()
    wrong = [label for label in expected if found.get(label) != expected[label]]
    if wrong:
        label = wrong[0]
        raise Unfit(f"{label}: {found.get(label)} rows arrived, {expected[label]} were saved.")
