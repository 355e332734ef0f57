"""SQLite's own online backup, and a database file put in place by a rename."""

import sqlite3
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from django.db import connection

from articles.management.backup.archive import Unfit, sync_folder
from articles.management.backup.contents import close, counted


class SQLite:
    engine = "sqlite"

    def __init__(self):
        if connection.is_in_memory_db():
            raise Unfit("The database lives in memory: there is nothing to save, and nothing to bring back.")
        self.path = Path(connection.settings_dict["NAME"]).absolute()

    def save(self, target, say):
        """SQLite's online backup: readers and writers go on meanwhile. Gives {'migrations', 'counts'} of the copy."""

        def progress(_status, remaining, total):
            say(f"  {total - remaining} of {total} pages", again=True)

        try:
            with closing(sqlite3.connect(self.path, timeout=20)) as source, closing(sqlite3.connect(target)) as copy:
                source.backup(copy, pages=4096, progress=progress)
                copy.execute("PRAGMA journal_mode=DELETE")  # one file, without a -wal beside it
                return {"migrations": _migrations(copy), "counts": counted(_tables(copy), copy.cursor())}
        except sqlite3.Error as error:
            raise Unfit(f"The database cannot be copied: {error}.") from error

    def check(self, path):
        """Raises Unfit when the file is not whole; gives its migrations."""
        try:
            with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as copy:
                [verdict] = copy.execute("PRAGMA integrity_check(1)").fetchone()
                if verdict != "ok":
                    raise Unfit(f"The database in the backup is damaged: {verdict}")
                return _migrations(copy)
        except sqlite3.Error as error:
            raise Unfit(f"The database in the backup cannot be read: {error}.") from error

    def size(self):
        return sum(path.stat().st_size for path in self._files() if path.exists())

    def folder(self):
        """Where a file must lie that is to become the database: a move within one file system is all or nothing."""
        return self.path.parent

    @contextmanager
    def replaced(self, new, suffix, say):
        """Puts `new` in the place of the database. The old one stays beside it, and comes back when the block fails."""
        close()
        self._fold()
        aside = {path: Path(f"{path}{suffix}") for path in self._files() if path.exists()}
        new.chmod(self.path.stat().st_mode & 0o777 if self.path in aside else 0o600)
        try:
            for path, kept in aside.items():
                path.rename(kept)
            new.rename(self.path)
            sync_folder(self.path.parent)
            yield f"{self.path}{suffix}" if aside else ""
        except BaseException:
            close()
            self._put_back(aside, placed=not new.exists())
            say("The database of before is back.")
            raise

    def _files(self):
        return [self.path, Path(f"{self.path}-wal"), Path(f"{self.path}-shm")]

    def _fold(self):
        """What is still in the -wal goes into the database, so that it is one file; a damaged one stays as it is."""
        with suppress(sqlite3.Error), closing(sqlite3.connect(f"{self.path.as_uri()}?mode=rw", uri=True)) as old:
            old.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _put_back(self, aside, placed):
        for path in self._files() if placed else ():
            path.unlink(missing_ok=True)
        for path, kept in aside.items():
            if kept.exists():
                kept.rename(path)


def _tables(copy):
    return {name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def _migrations(copy):
    if "django_migrations" not in _tables(copy):
        return []
    return sorted(f"{app}.{name}" for app, name in copy.execute("SELECT app, name FROM django_migrations"))
