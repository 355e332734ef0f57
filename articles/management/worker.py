"""The process that works off the tasks: django-tasks-db's worker, made to last.

It goes on when the database comes back, tries again what failed, and takes up what a dead worker was at. Told to end
(SIGTERM, SIGHUP, Ctrl+C), it finishes its task first.
"""

import logging
import signal
import time

from django.db import Error, connection
from django_tasks_db.management.commands.db_worker import Worker

from articles.workflow import waiting

log = logging.getLogger(__name__)
LOOK = 60  # seconds between two looks for what dead workers left


class LastingWorker(Worker):
    """`name`: its own among all workers; started again under the same one, it takes up at once what it was at."""

    def __init__(self, name, interval):
        super().__init__(
            worker_id=name,
            interval=interval,
            batch=True,  # so that run() comes back here when nothing waits
            backend_name="default",
            queue_names=["*"],
            excluded_queue_names=[],
            max_tasks=None,
            startup_delay=False,
        )
        self.looked = None

    def configure_signals(self):
        super().configure_signals()
        signal.signal(signal.SIGHUP, self.shutdown)  # its supervisor starts the new one

    def serve(self):
        """Until it is told to end."""
        try:
            while self.running:
                self.work_off()
                if self.running:
                    time.sleep(self.interval)
        finally:
            self.leave()

    def work_off(self):
        """All that waits now. A database that is away is waited for."""
        try:
            self.look()
            self.run()
        except Error as error:
            log.warning("The worker waits for the database: %s", str(error).strip())
            self.looked = None  # a task of its own may be left half done
            connection.close()

    def look(self):
        now = time.monotonic()
        if self.looked is None or now - self.looked > LOOK:
            waiting.take_back(self.worker_id)
            self.looked = now

    def run_task(self, task):
        super().run_task(task)
        waiting.settle(task)

    def leave(self):
        """What it had claimed a moment before it was told to end, and not begun."""
        try:
            waiting.give_back(self.worker_id)
        except Error as error:
            log.warning("The worker ends without the database: %s", str(error).strip())
