from django.core.management.base import BaseCommand, CommandError

from articles.management.backup.progress import Progress
from articles.management.seed.fill import fill
from articles.models import Story


class Command(BaseCommand):
    help = (
        "Fills an empty newsroom with invented stories and comments of any number, to measure how the site answers "
        "with them. Never for a site that readers see. Interrupted, it leaves nothing behind."
    )

    def add_arguments(self, parser):
        parser.add_argument("--stories", type=int, default=1_000, help="how many (1,000)")
        parser.add_argument("--comments", type=int, default=10_000, help="under all of them together (10,000)")
        parser.add_argument("--seed", type=int, default=7, help="another number draws other texts (7)")
        parser.add_argument("--beside", action="store_true", help="also where there are stories already")

    def handle(self, *, stories, comments, seed, beside, **options):
        if stories < 1 or comments < 0:
            raise CommandError("Give at least one story, and no less than no comments.")
        if not beside and Story.objects.exists():
            raise CommandError("There are stories already. --beside adds the invented ones to them, for good.")
        say = Progress(self.stdout)
        try:
            fill(stories, comments, say, seed)
        except KeyboardInterrupt:
            raise CommandError("Interrupted: nothing was kept.") from None
        say(f"{stories:,} stories and {comments:,} comments are there.")
