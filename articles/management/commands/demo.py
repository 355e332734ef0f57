import os

from django.core.management.base import BaseCommand, CommandError

from articles.management.demo.load import ACCOUNTS, is_empty, load, open_accounts


class Command(BaseCommand):
    help = (
        "Fills an empty newsroom with demonstration stories and opens the accounts "
        f"{', '.join(ACCOUNTS)} with the password $DEMO_PASSWORD. Never for a site that readers see."
    )

    def handle(self, **options):
        password = os.environ.get("DEMO_PASSWORD")
        if not password:
            raise CommandError("Set DEMO_PASSWORD: the password of the demonstration accounts.")
        users = open_accounts(password)
        if is_empty():
            self.stdout.write("Loading the demonstration:")
            load(users, self.stdout.write)
        else:
            self.stdout.write("There are stories already: they are kept as they are.")
