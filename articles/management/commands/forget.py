from django.core.management.base import BaseCommand

from articles.workflow.leftovers import clear
from articles.workflow.preview import forget_senders
from articles.workflow.pruning import prune_autosaves
from articles.workflow.rates import forget_old


class Command(BaseCommand):
    help = "Drops the traces of where comments and readings of previews came from, 30 days after. To be run once a day."

    def handle(self, **options):
        self.stdout.write(f"{prune_autosaves()} old versions dropped that were saved by themselves.")
        self.stdout.write(f"{forget_old() + forget_senders()} traces dropped.")
        if stuck := clear():
            self.stderr.write(f"{stuck} files of pictures that are gone could not be deleted: the log says why.")
