"""What is counted, by name. The labels are few by themselves: views of the site, methods, statuses of HTTP."""

import os
from functools import cache

from django.conf import settings
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, values

from newsroom.metrics import files

# Where this process writes its figures, chosen before the first of them is made. Prometheus' own way (a variable of
# the environment before the first import) would leave it to chance who imports it first.
settings.METRICS_DIR.mkdir(parents=True, exist_ok=True)
files.reserve(settings.METRICS_DIR, os.getpid())
os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(settings.METRICS_DIR)
values.ValueClass = values.MultiProcessValue()

ours = CollectorRegistry()  # only says which there are; /metrics reads the files of all workers
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)


def made(kind, name, words, labels=(), **more):
    return kind(f"newsroom_{name}", words, labels, registry=ours, **more)


REQUESTS = made(Counter, "requests_total", "Requests that Django answered", ["view", "method", "status"])
DURATION = made(Histogram, "request_seconds", "Time to an answer of Django", ["view"], buckets=SECONDS)
QUERIES = made(Counter, "queries_total", "Questions to the database", ["view"])
QUERY_SECONDS = made(Counter, "query_seconds_total", "Time that the database took for them", ["view"])
KEPT = made(Counter, "kept_pages_total", "Answers from the pages that are kept for a second (KEEP_PAGES)")

MEMORY = made(Gauge, "process_memory_bytes", "Memory of a worker (RSS)", multiprocess_mode="liveall")
CPU = made(Counter, "process_cpu_seconds_total", "Processor time of all workers")
POOL = made(Gauge, "pool_connections", "Connections to PostgreSQL", ["state"], multiprocess_mode="livesum")
POOL_MOST = made(Gauge, "pool_connections_most", "As many there may be (DATABASE_POOL)", multiprocess_mode="livesum")
POOL_WAITING = made(Gauge, "pool_waiting", "Requests that wait for a connection now", multiprocess_mode="livesum")
POOL_WAITED = made(Counter, "pool_waited_total", "Requests that had to wait for a connection")
POOL_REFUSED = made(Counter, "pool_refused_total", "Requests that waited for a connection in vain")


@cache
def of_view(view):
    """The figures of one view, looked up once: (duration, number of queries, their seconds)."""
    return DURATION.labels(view), QUERIES.labels(view), QUERY_SECONDS.labels(view)


@cache
def of_answer(view, method, status):
    return REQUESTS.labels(view, method, status)
