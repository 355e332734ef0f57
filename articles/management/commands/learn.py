from django.core.management.base import BaseCommand

from articles.workflow.learning import learn, trial


class Command(BaseCommand):
    help = (
        "Teaches the comment filter what moderators approved and filed as spam, and tries it on a fifth kept back. "
        "It also learns by itself, every fifty decisions."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="only try it; the filter in use stays")

    def handle(self, *, dry_run, **options):
        lesson = learn(keep=not dry_run)
        self.stdout.write(f"{lesson.spam} comments filed as spam, {lesson.ham} approved ones, decided by people.")
        if not lesson.words:
            self.stdout.write("Too few to learn from: at least 20 of each are needed. No comment is held for this.")
            return
        self.stdout.write(f"{lesson.words} words kept{', but not stored' if dry_run else ''}.")
        if shares := trial():
            tried = "Tried on a fifth it had not seen: {:.1%} of the spam held, {:.1%} of the approved ones."
            self.stdout.write(tried.format(*shares))
