from django.core.management.base import BaseCommand

from articles.workflow.rendering import rerender
from articles.workflow.words import index_all


class Command(BaseCommand):
    help = (
        "Writes the stored HTML and the search words of every story anew, after a template or the typography changed."
    )

    def handle(self, **options):
        self.stdout.write(f"{rerender()} stories changed, {index_all()} indexed.")
