from django.core.management.base import BaseCommand

from articles.management.reader import add_email, known
from articles.workflow import erasure


class Command(BaseCommand):
    help = "Writes a copy (JSON) of all that is held with an e-mail address, for somebody who asks for it by mail."

    def add_arguments(self, parser):
        add_email(parser)

    def handle(self, *, email, **options):
        for piece in erasure.export(known(email)):
            self.stdout.write(piece, ending="")
