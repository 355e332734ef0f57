"""Readers and commenters of a site under load, who remember what each of them met and when.

Strangers: nothing of the site is imported. Every request is a connection of its own; a reader waits five seconds, as
a person does, and then has met an error. A commenter does not give up: the same words are sent again until the site
says that it has them.
"""

import http.client
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count, pairwise
from urllib.parse import urlencode

HERE = "127.0.0.1"
PATIENCE = 5  # seconds a reader waits for a page
COMMENT_PATIENCE = 30  # seconds a commenter waits for an answer


@contextmanager
def at_once(deeds, over):
    """Each in a thread of its own, until `over` (an Event) is set: at the end it is, and all have ended."""
    threads = [threading.Thread(target=deed, daemon=True) for deed in deeds]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join()


@dataclass
class Met:
    """One request: when it was sent and answered (monotonic seconds), and what came of it."""

    kind: str
    began: float
    ended: float
    status: int  # 0: no answer
    wanted: int
    why: str = ""

    @property
    def is_error(self):
        return self.status != self.wanted


@dataclass
class Crowd:
    """`pages`: addresses that many ask for; `rare(number)`: one that nobody asked for before."""

    port: int
    pages: list
    rare: object
    story: int
    token: str
    met: list = field(default_factory=list)
    acknowledged: set = field(default_factory=set)

    @contextmanager
    def at_work(self, readers=2, wanderers=1, writers=2):
        self.over = threading.Event()
        people = [(self.read, readers), (self.wander, wanderers), (self.write, writers)]
        self.numbers, self.places = count(1), count(1)
        with at_once([what for what, many in people for _each in range(many)], self.over):
            yield self

    def read(self):
        while not self.over.wait(0.02):
            for page in self.pages:
                self.ask("cached", page)

    def wander(self):
        while not self.over.wait(0.05):
            number = next(self.places)
            self.ask("uncached", self.rare(number), sender_of(number))

    def write(self):
        while not self.over.wait(0.05):
            number = next(self.numbers)
            while self.post(number).is_error and not self.over.wait(0.1):
                pass

    def ask(self, kind, address, sender=HERE):
        return self._meet(kind, 200, PATIENCE, "GET", address, None, {}, sender)

    def post(self, number):
        words = {"name": f"Passante {number}", "email": f"l{number}@example.org", "body": f"Le mot {number}."}
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://{HERE}:{self.port}"}
        body = urlencode(words | {"token": self.token})
        met = self._meet(
            "comment", 303, COMMENT_PATIENCE, "POST", f"/comments/{self.story}/", body, headers, sender_of(number)
        )
        if not met.is_error:
            self.acknowledged.add(number)
        return met

    def _meet(self, kind, wanted, patience, method, address, body, headers, sender):
        began, status, why = time.monotonic(), 0, ""
        connection = http.client.HTTPConnection(HERE, self.port, timeout=patience, source_address=(sender, 0))
        try:
            connection.request(method, address, body, headers | {"Connection": "close"})
            answer = connection.getresponse()
            status, text = answer.status, answer.read()
            why = "" if status == wanted else f"{status} {text[:80]!r}"
        except (OSError, http.client.HTTPException) as error:
            why = repr(error)
        finally:
            connection.close()
        met = Met(kind, began, time.monotonic(), status, wanted, why)
        self.met.append(met)
        return met

    def told(self, began, ended, kind):
        """What those who asked in these seconds met: how many, errors, the longest wait and the longest silence."""
        mine = [met for met in list(self.met) if met.kind == kind and began <= met.ended <= ended]
        served = sorted(met.ended for met in mine if not met.is_error)
        moments = [began, *served, ended]
        return {
            "asked": len(mine),
            "errors": sum(met.is_error for met in mine),
            "slowest": max((met.ended - met.began for met in mine), default=0.0),
            "silence": max(after - before for before, after in pairwise(moments)),
            "why": sorted({met.why for met in mine if met.is_error}),
        }


def sender_of(number):
    """Each has an address of their own, all of them this machine's: the site and nginx count by it."""
    return f"127.{1 + number // 62500}.{number // 250 % 250}.{1 + number % 250}"
