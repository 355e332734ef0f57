from functools import partial

from django.core.management import CommandError
from django.core.management.commands import migrate
from django.db import connections

from articles.management.patience import GaveUp, patiently


class Command(migrate.Command):
    help = f"{migrate.Command.help} On PostgreSQL it gives way to readers, and is run while the site is up."

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument(
            "--wait", type=float, default=1, help="seconds that readers may wait for a lock of ours (1)"
        )
        parser.add_argument("--tries", type=int, default=30, help="how often a lock is asked for (30)")

    def handle(self, *args, wait=1, tries=30, **options):
        again = partial(super().handle, *args, **options)
        try:
            return patiently(connections[options["database"]], again, wait, tries, self.tell)
        except GaveUp as error:
            raise CommandError(str(error)) from error

    def tell(self, words):
        self.stdout.write(words.strip() if not words.startswith(" ") else words)
        self.stdout.flush()
