from django.core.management.base import BaseCommand

from articles.management.reader import add_email, known
from articles.queries.people import comments_of
from articles.workflow import erasure


class Command(BaseCommand):
    help = (
        "Erases every comment that carries an e-mail address, and the person, for somebody who asks for it by mail. "
        "Make sure that the mail comes from this address. Answers of others stay. It cannot be undone."
    )

    def add_arguments(self, parser):
        add_email(parser)
        parser.add_argument("--dry-run", action="store_true", help="only tells how many there are")

    def handle(self, *, email, dry_run, **options):
        person = known(email)
        if dry_run:
            self.stdout.write(f"{comments_of(person).count()} comments would be erased. Nothing was changed.")
        else:
            self.stdout.write(f"{erasure.erase(person)} comments erased.")
