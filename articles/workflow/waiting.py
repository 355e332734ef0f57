"""The tasks that wait for a worker (TASKS=worker), and what becomes of those that went wrong.

One that was done leaves nothing behind: it may hold a mail with somebody's address, or the key in it. One that failed
is tried again, later each time; given up, it stays for those who run the site (`manage.py tasks`) until `forget`.
"""

import logging
from datetime import timedelta

from django.tasks import TaskResultStatus as Status
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max

log = logging.getLogger(__name__)

# After the first failure, after the second…: a mail server may be away for a night.
PAUSES = [timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6), timedelta(hours=12)]
LEASE = timedelta(minutes=15)  # no task takes so long: whoever had it is dead
KEPT = timedelta(days=14)
DIED = "The worker ended in the middle of it, or lost the database.\n"


def settle(task):
    """After a worker had its turn with it."""
    if task.status == Status.SUCCESSFUL:
        task.delete()
    else:
        put_off(task)


def put_off(task):
    """It waits again for as long as its turn says; after the last turn it is given up."""
    turn = len(task.worker_ids)
    if turn > len(PAUSES):
        log.error("Task %s (%s) failed %s times and is given up: manage.py tasks", task.pk, task.task_path, turn)
        _turn(task, status=Status.FAILED, finished_at=timezone.now(), traceback=task.traceback or DIED)
    else:
        log.warning("Task %s (%s) failed: tried again in %s", task.pk, task.task_path, PAUSES[turn - 1])
        _turn(task, status=Status.READY, finished_at=None, run_after=timezone.now() + PAUSES[turn - 1])


def take_back(worker=""):
    """What dead workers were at waits again: at once what had been begun under this name, the rest after LEASE.

    The caller is at no task now. Gives how many there were.
    """
    left = [task for task in DBTaskResult.objects.running() if _is_nobodys(task, worker)]
    for task in left:
        put_off(task)
    return len(left)


def _is_nobodys(task, worker):
    return task.worker_ids[-1:] == [worker] or task.started_at < timezone.now() - LEASE


def give_back(worker):
    """Claimed under this name and not begun when the worker was told to end: as if it had never been claimed."""
    for task in DBTaskResult.objects.running():
        if task.worker_ids[-1:] == [worker]:
            _turn(task, status=Status.READY, started_at=None, worker_ids=task.worker_ids[:-1])


def _turn(task, **fields):
    """Only as long as nobody else has taken it up meanwhile."""
    DBTaskResult.objects.filter(pk=task.pk, status=task.status, started_at=task.started_at).update(**fields)


# For those who run the site


def put_off_until_later():
    return DBTaskResult.objects.filter(status=Status.READY, run_after__gt=timezone.now(), run_after__lt=get_date_max())


def given_up():
    return DBTaskResult.objects.failed().order_by("-finished_at")


def overdue():
    """Given up so long ago that nobody will ask again."""
    return DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - KEPT)


def again():
    """All that was given up waits again, with all its turns. How many."""
    return given_up().update(
        status=Status.READY, started_at=None, finished_at=None, worker_ids=[], run_after=get_date_max()
    )
