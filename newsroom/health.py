"""Two addresses for whoever watches over the site: is the process there, and can it do its work?

They say "ok" or what lacks in one word, and nothing of how the site is built; the reason is in the log.
"""

import logging
import shutil
import tempfile
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.cache import cache as shared
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.http import JsonResponse
from django.views.decorators.http import require_safe

from articles.management import schema

log = logging.getLogger("newsroom.health")
MB = 1024 * 1024
# All machines share them. Readers are served without them, so their loss takes no machine out of the balancer's turn.
SPARED = {"store", "cache"}


@require_safe
def livez(request):
    """The process answers. Nothing else is looked at: a restart would mend nothing else."""
    return _answer({})


@require_safe
def readyz(request):
    """Readers and editors can be served: database, migrations, a place for pictures, room on the disk."""
    reachable = database()
    migrated = migrations() if reachable == "ok" else "unknown"  # not asked twice: each time may wait for the pool
    here = {"database": reachable, "migrations": migrated} | ({} if _has_store() else {"media": media()})
    return _answer(here | {"disk": disk()} | ({"store": store()} if _has_store() else {}) | _cache())


def _answer(checks):
    lacks = {name for name, state in checks.items() if state != "ok"}
    status = "unavailable" if lacks - SPARED else "degraded" if lacks else "ok"
    content = {"status": status} | ({"checks": checks} if checks else {})
    return JsonResponse(content, status=503 if lacks - SPARED else 200, headers={"Cache-Control": "no-store"})


def database():
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return _wrong("unreachable", "The database cannot be reached: %s", error)
    return "ok"


def migrations():
    try:
        return "ok" if _migrated() else "pending"
    except DatabaseError:
        return "unknown"


def _migrated():
    """Asked until it is true, and never again by this process: an applied migration stays applied."""
    return bool(_DONE) or bool(not schema.pending(connection) and not _DONE.append(True))


_DONE = []


def media():
    """A nameless file is made in the folder of the pictures (or where that folder will be)."""
    try:
        with tempfile.TemporaryFile(dir=_existing(Path(settings.MEDIA_ROOT))):
            return "ok"
    except OSError as error:
        return _wrong("not writable", "The media folder cannot be written: %s", error)


def _has_store():
    return hasattr(default_storage, "sizes")  # newsroom/media_store.py


def store():
    """The bucket answers, whether it has this picture or not."""
    try:
        default_storage.exists("images/nobody.jpg")
    except OSError as error:
        return _wrong("unreachable", "The store of the pictures does not answer: %s", error)
    return "ok"


def _cache():
    """{} without CACHE_URL: the memory of a process needs no asking."""
    if not hasattr(shared, "reachable"):
        return {}
    return {"cache": "ok" if shared.reachable() else _wrong("unreachable", "The shared cache does not answer")}


def disk():
    free = min(shutil.disk_usage(_existing(folder)).free for folder in _folders())
    if free < settings.MIN_FREE_MB * MB:
        return _wrong(
            "low", "Only %s MB are free where the site writes (MIN_FREE_MB: %s)", free // MB, settings.MIN_FREE_MB
        )
    return "ok"


@cache
def _folders():
    """Where the site writes: pictures, and the database when it is a file."""
    name = str(settings.DATABASES["default"]["NAME"])
    return [Path(settings.MEDIA_ROOT), *([Path(name).parent] if connection.vendor == "sqlite" else [])]


def _existing(folder):
    """The folder itself, or the nearest one above it that exists."""
    return next(path for path in (folder, *folder.parents) if path.is_dir())


def _wrong(word, reason, *details):
    log.warning(reason, *details)
    return word
