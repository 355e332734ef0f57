"""What the database knows of the site: what waits for a moderator or a worker, and whether news go out."""

import logging
import threading
import time
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Count, Min
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from prometheus_client.core import GaugeMetricFamily

from articles.models import Comment, Story

log = logging.getLogger(__name__)
SECONDS = 10  # between two times that the database is asked, however often /metrics is
PATIENCE = 2.0  # seconds that the database may take: without it there are still the figures of the workers
MOST = 10_000  # a pile is counted up to here: a scan of millions would say nothing more
HOUR = timedelta(hours=1)


class Site:
    """A collector of prometheus_client. The database is asked in a thread of its own: it may be down, or slow."""

    def __init__(self):
        self.lock, self.known, self.until = threading.Lock(), [down()], 0.0
        self.answered = threading.Event()

    def collect(self):
        with self.lock:
            if time.monotonic() >= self.until and not self.is_asking():
                self.answered.clear()
                self.thread = threading.Thread(target=self.ask, name="metrics-site", daemon=True)
                self.thread.start()
        return self.known if self.answered.wait(PATIENCE) else [down()]

    def is_asking(self):
        return hasattr(self, "thread") and self.thread.is_alive()

    def ask(self):
        try:
            self.known = [up(), *comments(), *stories(), *tasks()]
        except DatabaseError as error:
            log.warning("The figures of the site cannot be read: %s", error)
            self.known = [down()]
        finally:
            connection.close()
            self.until = time.monotonic() + SECONDS
            self.answered.set()


def gauge(name, words, value):
    return GaugeMetricFamily(f"newsroom_{name}", words, value=value)


def up(value=1):
    return gauge("database_up", "Whether the database answered within two seconds", value)


def down():
    return up(0)


def comments():
    """How many wait for a moderator (10,000 stands for more), and for how long the oldest one has."""
    waiting = Comment.objects.filter(status=Comment.Status.PENDING).order_by("created_at", "id")
    oldest = waiting.values_list("created_at", flat=True).first()
    yield gauge("comments_held", "Comments that wait for a moderator, 10,000 at most", waiting[:MOST].count())
    yield gauge("comments_oldest_seconds", "For how long the oldest of them has waited", age(oldest))


def stories():
    """By the index of what readers see; what is planned for later is not yet out."""
    now = timezone.now()
    public = Story.objects.public(at=now).order_by("-published_at")
    newest = public.values_list("published_at", flat=True).first()
    recent = public.filter(published_at__gt=now - HOUR)[:MOST].count()
    yield gauge("publications_last_hour", "Stories that went out in the last hour", recent)
    if newest:
        yield gauge("last_publication_timestamp_seconds", "When the newest story went out", newest.timestamp())


def tasks():
    """Only where a worker does them (TASKS=worker): otherwise they are done before the answer."""
    if not settings.TASKS["default"]["BACKEND"].startswith("django_tasks_db."):
        return
    table = DBTaskResult.objects
    figure = GaugeMetricFamily("newsroom_tasks", "Tasks of the worker by their state", labels=["state"])
    known = dict(table.exclude(status="SUCCESSFUL").order_by().values_list("status").annotate(Count("pk")))
    for status, word in (("READY", "waiting"), ("RUNNING", "running"), ("FAILED", "failed")):
        figure.add_metric([word], known.get(status, 0))
    yield figure
    oldest = table.filter(status="READY", run_after__lte=timezone.now()).aggregate(at=Min("enqueued_at"))["at"]
    yield gauge("tasks_oldest_seconds", "For how long the oldest task that could begin has waited", age(oldest))


def age(moment):
    """Seconds since then; nothing waits: 0."""
    return max(0.0, (timezone.now() - moment).total_seconds()) if moment else 0.0
