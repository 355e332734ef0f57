import signal
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from articles.management.backup.archive import Unfit
from articles.management.backup.progress import Progress
from articles.management.backup.save import backup


class Command(BaseCommand):
    help = (
        "Saves the database and the pictures in one file, newsroom-YYYYMMDD-HHMMSS.tar, and reads it back. The site "
        "may run meanwhile. .env is not in it: keep a copy of that file elsewhere."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", nargs="?", type=Path, help="Where to; otherwise backups/ in VAR_DIR.")

    def handle(self, folder, **options):
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # asked to stop, it still tidies up
        try:
            path = backup(folder or settings.VAR_DIR / "backups", Progress(self.stdout))
        except KeyboardInterrupt:
            raise CommandError("Interrupted: no backup was made.", returncode=130) from None
        except (Unfit, OSError, DatabaseError) as error:
            raise CommandError(f"No backup was made. {error}") from error
        self.stdout.write(self.style.SUCCESS(f"{path} ({path.stat().st_size / 2**20:.1f} MB) is complete."))
