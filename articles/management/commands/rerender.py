from django.core.management.base import BaseCommand

from articles.workflow.rendering import rerender


class Command(BaseCommand):
    help = "Writes the stored HTML of every story anew, after a template or the typography changed."

    def handle(self, **options):
        self.stdout.write(f"{rerender()} stories changed.")
