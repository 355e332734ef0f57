import signal
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from articles.management.backup.archive import Unfit
from articles.management.backup.bring_back import Declined, restore
from articles.management.backup.progress import Progress


class Command(BaseCommand):
    help = (
        "Puts a backup in the place of the present database and pictures, after checking all of it. What is there now "
        "is put aside, and comes back when something fails. Stop the server first."
    )
    requires_system_checks = []  # the present database may be what is damaged

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="newsroom-YYYYMMDD-HHMMSS.tar")
        parser.add_argument("--yes", action="store_true", help="Does not ask before it begins.")

    def handle(self, file, yes, **options):
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # asked to stop, it still puts everything back
        if not file.is_file():
            raise CommandError(f"{str(file)!r} is no file. Give the path of a backup, newsroom-….tar")
        try:
            aside = restore(file, Progress(self.stdout), lambda manifest: yes or self.confirm(manifest))
        except Declined:
            raise CommandError("Nothing was changed.") from None
        except KeyboardInterrupt:
            raise CommandError("Interrupted: everything is as it was.", returncode=130) from None
        except (Unfit, OSError, DatabaseError) as error:
            raise CommandError(f"Nothing was restored, everything is as it was. {error}") from error
        self.stdout.write(self.style.SUCCESS("The backup is in place. Start the server, or reload it (kill -HUP)."))
        for place in aside:
            self.stdout.write(f"What was there before: {place}   (delete it when all is well)")

    def confirm(self, manifest):
        counts = (f"{number} {label.partition('.')[2]}" for label, number in manifest["counts"].items() if number)
        self.stdout.write(f"A backup of {manifest['made_at']}, Newsroom {manifest['version']}: {', '.join(counts)}.")
        if not sys.stdin.isatty():
            raise CommandError("Nothing was changed. Nobody is here to ask: say --yes.")
        self.stdout.write("The present database and pictures are put aside. The server must be stopped.")
        return input('Write "restore" to go on: ').strip() == "restore"
