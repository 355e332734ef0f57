"""What a worker says of itself every few seconds: memory, processor time, its connections to the database."""

import resource
import threading
from pathlib import Path

from django.db import connection

from newsroom.metrics import counts

SECONDS = 5
STATM = Path("/proc/self/statm")


class Process(threading.Thread):
    """A thread that looks at its process, and ends with it."""

    def __init__(self):
        super().__init__(name="metrics", daemon=True)
        self.ended, self.cpu, self.pool = threading.Event(), 0.0, {}

    def run(self):
        self.look()
        while not self.ended.wait(SECONDS):
            self.look()

    def look(self):
        counts.MEMORY.set(memory())
        used = resource.getrusage(resource.RUSAGE_SELF)
        cpu = used.ru_utime + used.ru_stime
        counts.CPU.inc(cpu - self.cpu)
        self.cpu = cpu
        if connection.vendor == "postgresql" and connection.pool:
            self.look_at(connection.pool.get_stats())

    def look_at(self, stats):
        """`stats`: psycopg_pool's own; what it counts it counts from the start of the process on."""
        size, idle = stats["pool_size"], stats["pool_available"]
        counts.POOL.labels("idle").set(idle)
        counts.POOL.labels("used").set(size - idle)
        counts.POOL_MOST.set(stats["pool_max"])
        counts.POOL_WAITING.set(stats["requests_waiting"])
        for name, figure in (("requests_queued", counts.POOL_WAITED), ("requests_errors", counts.POOL_REFUSED)):
            now = stats.get(name, 0)
            figure.inc(max(0, now - self.pool.get(name, 0)))
            self.pool[name] = now


def memory():
    """Bytes of this process that lie in memory (RSS); where there is no /proc, the most it ever had."""
    if STATM.exists():
        return int(STATM.read_text().split()[1]) * resource.getpagesize()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
