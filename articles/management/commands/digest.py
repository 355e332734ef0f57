from django.core.management.base import BaseCommand

from articles.workflow import digest


class Command(BaseCommand):
    help = "Mails moderators what waits, and authors what was said under their stories. To be run every few minutes."

    def handle(self, **options):
        mails = digest.send()
        self.stdout.write("It is not time yet." if mails is None else f"{mails} mails sent.")
