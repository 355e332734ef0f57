import secrets
import socket

from django.core.management.base import BaseCommand, CommandError
from django.tasks import task_backends
from django_tasks_db import DatabaseBackend

from articles.management.worker import LastingWorker

LONGEST = 64  # letters of a name


class Command(BaseCommand):
    help = (
        "Sends mails and makes the sizes of pictures (TASKS=worker), until it is stopped. As many may run as you like."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--name", help="its own: started again under the same, it takes up at once what it was at when it died"
        )
        parser.add_argument("--interval", type=float, default=1, help="seconds between two looks for work (1)")
        parser.add_argument("--once", action="store_true", help="works off what waits, and ends")

    def handle(self, *, name, interval, once, **options):
        if not isinstance(task_backends["default"], DatabaseBackend):
            raise CommandError("Nothing ever waits for a worker here: set TASKS=worker for the site and for this one.")
        worker = LastingWorker(name_of(name), interval)
        worker.configure_signals()
        if once:
            worker.work_off()
            return
        self.stdout.write(f"· Worker {worker.worker_id} is at work")
        self.stdout.flush()
        worker.serve()


def name_of(given):
    """'news-1' -> 'news-1'; None -> 'web7-3f9a2c…': the machine's, and letters nobody else has."""
    name = given or f"{socket.gethostname()[:40]}-{secrets.token_hex(6)}"
    if len(name) > LONGEST:
        raise CommandError(f"A worker's name has {LONGEST} letters at most.")
    return name
