"""Readers as fast as they are answered: wrk, which leaves the processors to the servers that are measured."""

import os
import re
import secrets
import shutil
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from result import Absent

SCRIPT = Path(__file__).with_name("readers.lua")
CONNECTIONS = 16
RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
NUMBER = re.compile(r"(\d+) requests in")
REFUSED = re.compile(r"Non-2xx or 3xx responses: (\d+)")
LOST = re.compile(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)")


@dataclass
class Load:
    """`errors`: answers that were none, or not the page."""

    rate: float
    requests: int
    errors: int


def read(server, addresses, seconds, folder, connections=CONNECTIONS):
    """`addresses` ('/a/', …) of a server ('http://127.0.0.1:8000'), each time one of them at random."""
    with reading(server, addresses, seconds, folder, connections) as process:
        return found(process)


@contextmanager
def reading(server, addresses, seconds, folder, connections=CONNECTIONS):
    """The same, while something else is done. `found(process)` waits for its end."""
    if not shutil.which("wrk"):
        raise Absent("wrk is missing.")
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds:.0f}s", "--timeout", "10s"]
    environment = dict(os.environ)
    if len(addresses) == 1:  # without a script the client takes less of the processors
        command.append(server + addresses[0])
    else:
        environment["ADDRESSES"] = str(listed(addresses, folder))
        command += ["-s", SCRIPT, server]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


def listed(addresses, folder):
    """A file of them, one a line."""
    file = Path(folder) / f"addresses-{secrets.token_hex(4)}"
    file.write_text("\n".join(addresses))
    return file


def found(process):
    said = process.communicate()[0]
    if not RATE.search(said):
        raise RuntimeError(f"wrk said: {said[-500:]}")
    refused, lost = REFUSED.search(said), LOST.search(said)
    errors = int(refused[1]) if refused else 0
    errors += sum(map(int, lost.groups())) if lost else 0
    return Load(float(RATE.search(said)[1]), int(NUMBER.search(said)[1]), errors)


def faultless(load, what):
    """Its requests a second. A server that answers something else is not fast."""
    if load.errors:
        raise RuntimeError(f"{what}: {load.errors} of {load.requests} answers were not the page")
    return load.rate
