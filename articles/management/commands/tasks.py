from django.core.management.base import BaseCommand
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles.workflow import waiting

SHOWN = 20


class Command(BaseCommand):
    help = "Tells what waits for a worker, and what was given up and why."

    def add_arguments(self, parser):
        parser.add_argument("--again", action="store_true", help="what was given up is tried again")
        parser.add_argument("--drop", action="store_true", help="what was given up is deleted")

    def handle(self, *, again, drop, **options):
        if again:
            self.stdout.write(f"{waiting.again()} tasks wait again.")
        elif drop:
            self.stdout.write(f"{waiting.given_up().delete()[0]} tasks deleted.")
        else:
            self.tell()

    def tell(self):
        tasks = DBTaskResult.objects
        ready = tasks.ready().order_by("enqueued_at")
        oldest = ready.values_list("enqueued_at", flat=True).first()
        since = f", the oldest for {minutes(oldest)} min" if oldest else ""
        self.stdout.write(f"{ready.count():>6}  wait{since}")
        self.stdout.write(f"{tasks.running().count():>6}  are being done")
        self.stdout.write(f"{waiting.put_off_until_later().count():>6}  failed, and are tried again later")
        failed = waiting.given_up()
        self.stdout.write(f"{failed.count():>6}  given up")
        for task in failed[:SHOWN]:
            self.stdout.write(f"        {task.finished_at:%Y-%m-%d %H:%M}  {task.task_path}  {reason(task)}")


def minutes(moment):
    return int((timezone.now() - moment).total_seconds() // 60)


def reason(task):
    """The last line of its traceback: 'ConnectionRefusedError: [Errno 111] Connection refused'."""
    lines = task.traceback.strip().splitlines()
    return lines[-1][:200] if lines else ""
