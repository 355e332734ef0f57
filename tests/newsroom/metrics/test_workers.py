"""The figures of a site in several processes, as they are served: joined, never going back, of the living alone."""

import re
import time
from http.client import HTTPConnection

import pytest

from tests.system.serving import kill_one, served, wait_until_served, workers

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("live_server", "socket_enabled"),
]


def ask(port, path, **headers):
    """(status, text); each time a connection of its own, so that any worker may get it."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text


def probes(port):
    """How many requests for /livez have been counted, and the process ids of the workers that tell of themselves."""
    status, text = ask(port, "/metrics", Host="10.0.0.11:8000")
    assert status == 200
    counted = re.search(r'^newsroom_requests_total\{method="GET",status="200",view="livez"\} (\S+)$', text, re.M)
    assert "\nnewsroom_database_up 1.0\n" in text
    return float(counted[1]), {
        int(pid) for pid in re.findall(r'^newsroom_process_memory_bytes\{pid="(\d+)"\}', text, re.M)
    }


def told_of(port):
    """The processes of the figures; none when the asked one was just dying, as its last connections are then reset."""
    try:
        return probes(port)[1]
    except ConnectionError:
        return set()


def until(condition, seconds=30):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "It did not come about."
        time.sleep(0.1)


def test_nothing_is_lost_when_a_worker_dies(tmp_path):
    with served(tmp_path, METRICS_ALLOWED="127.0.0.1", KEEP_PAGES="1") as (port, server):
        wait_until_served(port, server, tmp_path)
        before, _pids = probes(port)
        for _ in range(20):
            assert ask(port, "/livez")[0] == 200
        until(lambda: probes(port)[1] == set(workers(server)))
        assert probes(port)[0] == before + 20

        first = set(workers(server))
        assert kill_one(server)
        until(lambda: len(workers(server)) == 2 and set(workers(server)) != first)
        until(lambda: told_of(port) == set(workers(server)))
        assert probes(port)[0] == before + 20

        owners = {path.stem.rpartition("_")[2] for path in tmp_path.glob("metrics-*/*.db")}
        assert owners == {"gone", *map(str, workers(server))}
        assert "newsroom_" not in ask(port, "/metrics", **{"X-Forwarded-For": "127.0.0.1"})[1]
