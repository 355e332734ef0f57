from django.core.management.base import BaseCommand

from articles.workflow.rates import forget_old


class Command(BaseCommand):
    help = "Drops the traces of where comments came from, 30 days after. To be run once a day."

    def handle(self, **options):
        self.stdout.write(f"{forget_old()} traces dropped.")
