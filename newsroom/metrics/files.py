"""Each worker counts in files of its own (prometheus_client's multi-process mode); here they are joined.

The files of a worker that is no more are added to one that stays, so that figures never go back and no reload leaves
files behind. What a worker said of itself (memory, pool) goes with it.
"""

import fcntl
import logging
import os
import struct
from contextlib import contextmanager, suppress

from prometheus_client.mmap_dict import MmapedDict
from prometheus_client.multiprocess import MultiProcessCollector

log = logging.getLogger(__name__)
GONE = "gone"  # in the place of a process id
ROOM = 512 * 1024  # bytes of a file: figures of some hundred views
UNREADABLE = (struct.error, RuntimeError, OSError, UnicodeDecodeError, ValueError)


class Joined:
    """A collector of prometheus_client: the figures of all workers in this folder."""

    def __init__(self, folder):
        self.folder = folder

    def collect(self):
        with locked(self.folder):
            put_together(self.folder)
            return list(MultiProcessCollector.merge([str(path) for path in written(self.folder)]))


def reserve(folder, owner, kinds=("counter", "histogram", "gauge_liveall", "gauge_livesum")):
    """Makes the files of a process with all their room: writing to one that found no room on the disk would kill it."""
    for kind in kinds:
        with open(folder / f"{kind}_{owner}.db", "ab") as file:
            os.posix_fallocate(file.fileno(), 0, ROOM)


@contextmanager
def locked(folder):
    """Two workers may be asked at once: what is being joined is not counted twice."""
    with open(folder / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def written(folder):
    """The files with something in them: a worker that is just starting has an empty one."""
    return [path for path in sorted(folder.glob("*.db")) if path.stat().st_size]


def put_together(folder):
    for path in folder.glob("*.db"):
        kind, owner = path.stem.split("_")[0], path.stem.rpartition("_")[2]
        if not owner.isdecimal() or lives(int(owner)):
            continue
        if kind != "gauge":
            reserve(folder, GONE, [kind])
            add(path, folder / f"{kind}_{GONE}.db")
        path.unlink(missing_ok=True)


def lives(pid):
    """os.kill(pid, 0) asks without doing anything; a process of somebody else has taken the number: it lives."""
    with suppress(PermissionError):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
    return True


def add(path, total):
    """Adds each figure of one file to those of another."""
    kept = MmapedDict(str(total))
    try:
        for key, value, _moment, _place in list(MmapedDict.read_all_values_from_file(str(path))):
            kept.write_value(key, kept.read_value(key)[0] + value, 0.0)
    except UNREADABLE as error:  # killed while it wrote, or the disk was full
        log.warning("What a worker had counted is lost: %s cannot be read (%s)", path.name, error)
    finally:
        kept.close()
