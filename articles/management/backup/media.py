"""The pictures behind the same verbs, whether they lie in the media folder or in a store (MEDIA_STORE).

sizes() -> {name: bytes}, share cards left out: they are drawn anew · file(name), a context that gives a path, or raises
FileNotFoundError · folder() beside which room is needed to restore · replaced(new, suffix, say), a context: the
pictures are those of the folder `new` now, and the old ones again when the block fails; it gives where those are.
"""

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage

from articles.management.backup.archive import sync_folder

DRAWN_ANEW = "share/"


def present():
    """Where the site's own pictures lie. A store can say at once what is in it."""
    return Store() if hasattr(default_storage, "sizes") else Folder()


class Folder:
    def __init__(self):
        self.root = Path(settings.MEDIA_ROOT)

    def sizes(self):
        """In order; no links, which are not ours."""
        found = sorted(path for path in self.root.rglob("*") if path.is_file() and not path.is_symlink())
        sizes = {path.relative_to(self.root).as_posix(): path.stat().st_size for path in found}
        return {name: size for name, size in sizes.items() if not name.startswith(DRAWN_ANEW)}

    @contextmanager
    def file(self, name):
        yield self.root / name

    def folder(self):
        return self.root.parent

    @contextmanager
    def replaced(self, new, suffix, say):
        """Two renames. The old folder stays beside the new one."""
        aside = self.root.with_name(self.root.name + suffix)
        try:
            if self.root.exists():
                self.root.rename(aside)
            new.rename(self.root)
            sync_folder(self.root.parent)
            yield str(aside) if aside.exists() else ""
        except BaseException:
            if not new.exists():
                shutil.rmtree(self.root, ignore_errors=True)
            if aside.exists():
                aside.rename(self.root)
            say("The pictures of before are back.")
            raise


class Store:
    """A name never changes its bytes, so what the store has already is not sent again, and nothing in it is touched."""

    def sizes(self):
        return {name: size for name, size in default_storage.sizes().items() if not name.startswith(DRAWN_ANEW)}

    @contextmanager
    def file(self, name):
        with tempfile.NamedTemporaryFile(dir=settings.VAR_DIR) as copy:
            with default_storage.open(name) as file:
                shutil.copyfileobj(file, copy)
            copy.flush()
            yield copy.name

    def folder(self):
        return Path(settings.VAR_DIR)

    @contextmanager
    def replaced(self, new, suffix, say):
        there = self.sizes()
        files = {path.relative_to(new).as_posix(): path for path in sorted(new.rglob("*")) if path.is_file()}
        sent = []
        try:
            for name in files.keys() - there.keys():
                sent.append(name)
                with open(files[name], "rb") as file:
                    default_storage.save(name, File(file))
            say(f"{len(sent)} of {len(files)} files were missing in the store and are there now.")
            if more := there.keys() - files.keys():
                say(f"{len(more)} files of the store are not in the backup: they stay, and no page names them.")
            yield ""
        except BaseException:
            for name in sent:
                default_storage.delete(name)
            say("The store is as it was.")
            raise
