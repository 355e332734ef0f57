from django.core.management.base import BaseCommand

from articles.workflow import retention
from articles.workflow.leftovers import clear
from articles.workflow.pruning import prune_autosaves


class Command(BaseCommand):
    help = "Drops what has been kept long enough: traces, spam, addresses, old autosaves. To be run once a day."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="only tells what would go")

    def handle(self, *, dry_run, **options):
        for rule in retention.RULES:
            number = rule.find().count() if dry_run else retention.apply(rule)
            self.stdout.write(f"{number:>8}  {rule.words}")
        if dry_run:
            self.stdout.write("Nothing was changed.")
            return
        self.stdout.write(f"{prune_autosaves():>8}  old versions dropped that were saved by themselves")
        if stuck := clear():
            self.stderr.write(f"{stuck} files of pictures that are gone could not be deleted: the log says why.")
