"""Strangers at the door of nginx: exactly what is given is sent, and nothing else."""

import http.client
import socket
from contextlib import suppress
from dataclasses import dataclass

from tests.system.programs import HERE


@dataclass
class Answer:
    status: int
    headers: dict
    body: bytes

    @property
    def cache(self):
        return self.headers.get("x-cache", "")


def ask(nginx, path, method="GET", body=None, source=HERE, **headers):
    """Underscores of names are hyphens: ask(nginx, "/", accept_encoding="br"). `source`: another reader's address."""
    connection = http.client.HTTPConnection(HERE, nginx.port, timeout=30, source_address=(source, 0))
    connection.putrequest(method, path, skip_host="host" in headers, skip_accept_encoding=True)
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    if body is not None:
        connection.putheader("Content-Length", str(len(body)))
    connection.endheaders(body)
    answer = connection.getresponse()
    known = {name.lower(): value for name, value in answer.getheaders()}
    found = Answer(answer.status, known, answer.read())
    connection.close()
    return found


def raw(nginx, words):
    """All that comes back for these bytes until the connection ends: b"" when nobody answers."""
    with socket.create_connection((HERE, nginx.port), timeout=5) as line:
        line.sendall(words)
        with suppress(OSError):  # nginx may have hung up already
            line.shutdown(socket.SHUT_WR)
        found = b""
        with suppress(ConnectionResetError):
            while part := line.recv(65536):
                found += part
        return found


def until_kept(nginx, path, **headers):
    """The first answer that comes from the store; one second ends between two of them at most now and then."""
    for _attempt in range(20):
        answer = ask(nginx, path, **headers)
        if answer.cache == "HIT":
            return answer
    raise AssertionError(f"{path} is never kept: {answer.status} {answer.headers}")
