"""Clients that post or read as fast as they are answered: python benchmarks/load.py < plan.json

One process, one thread, sockets that stay open, requests written beforehand: it leaves the processor to the servers
that are measured. Reads a plan
(see `Plan`) from standard input, and prints what happened as JSON. It knows nothing of the site: peers are asked alike.
"""

import json
import re
import selectors
import socket
import sys
import time
from collections import Counter, deque
from dataclasses import dataclass, field

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
CHUNKED = re.compile(rb"\r\ntransfer-encoding: *chunked", re.IGNORECASE)
FASTEST = 2000  # requests a second that are written beforehand
CLOSES = re.compile(rb"\r\nconnection: *close", re.IGNORECASE)


@dataclass
class Plan:
    """`heads`, `bodies`: of the requests, taken in turn, `%(n)d` in them being the number of the request, `%(a)s` an
    IPv4 address of `addresses` many. `seconds`: how long. `pause`: between an answer and the next request."""

    host: str
    port: int
    heads: list
    bodies: list = field(default_factory=lambda: [""])
    clients: int = 16
    seconds: float = 6.0
    pause: float = 0.0
    addresses: int = 10_000
    first: int = 1

    def request(self, n):
        who = n % self.addresses
        values = {"n": n, "a": f"10.{who // 65536}.{who // 256 % 256}.{who % 256}"}
        body = (self.bodies[n % len(self.bodies)] % values).encode()
        head = self.heads[n % len(self.heads)] % values
        return f"{head}Host: {self.host}:{self.port}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


class Client:
    """One connection: what was sent, when, and what has come back of the answer."""

    def __init__(self, run):
        self.run = run
        self.connect()

    def connect(self):
        self.socket = socket.create_connection((self.run.plan.host, self.run.plan.port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.run.waiting.register(self.socket, selectors.EVENT_READ, self)

    def send(self):
        self.answer, self.sent_at = b"", time.perf_counter()
        try:
            self.socket.sendall(self.run.next())
        except OSError:  # it had closed meanwhile
            self.again()
            self.socket.sendall(self.run.next())

    def again(self):
        self.close()
        self.connect()

    def close(self):
        self.run.waiting.unregister(self.socket)
        self.socket.close()

    def receive(self):
        """True once the answer is whole."""
        part = self.socket.recv(262_144)
        self.answer += part
        if part and not is_whole(self.answer):
            return False
        self.run.note(self.answer[9:12].decode() or "lost", time.perf_counter() - self.sent_at)
        if not part or CLOSES.search(self.answer[:1000]):
            self.again()
        return True


class Run:
    def __init__(self, plan):
        self.plan, self.number = plan, plan.first - 1
        self.waiting, self.codes, self.times = selectors.DefaultSelector(), Counter(), []
        most = int(FASTEST * plan.seconds) if not plan.pause else 0
        self.written = deque(map(plan.request, range(plan.first, plan.first + most)))

    def next(self):
        self.number += 1
        return self.written.popleft() if self.written else self.plan.request(self.number)

    def note(self, code, seconds):
        self.codes[code] += 1
        self.times.append(seconds)

    def go(self):
        begun = time.perf_counter()
        end = begun + self.plan.seconds
        for client in [Client(self) for _client in range(self.plan.clients)]:
            client.send()
        while self.waiting.get_map():
            for key, _events in self.waiting.select():
                if not key.data.receive():
                    continue
                if time.perf_counter() > end:
                    key.data.close()
                    continue
                if self.plan.pause:
                    time.sleep(self.plan.pause)
                key.data.send()
        return self.result(time.perf_counter() - begun)

    def result(self, seconds):
        times = sorted(self.times)
        p50, p99 = (round(times[int(len(times) * share)] * 1000, 2) for share in (0.5, 0.99))
        return {"seconds": seconds, "codes": self.codes, "p50": p50, "p99": p99, "last": self.number}


def is_whole(answer):
    """b'HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\n\\r\\nab' -> True; without its last byte -> False."""
    end = answer.find(b"\r\n\r\n")
    if end < 0:
        return False
    head = answer[: end + 2]
    if length := LENGTH.search(head):
        return len(answer) >= end + 4 + int(length[1])
    return answer.endswith(b"0\r\n\r\n") if CHUNKED.search(head) else False


if __name__ == "__main__":
    print(json.dumps(Run(Plan(**json.load(sys.stdin))).go()))
