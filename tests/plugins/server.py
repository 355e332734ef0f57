"""The live server: started after its database, and at rest before that database is emptied."""

import socket
import threading
import time

import pytest

PATIENCE = 20  # seconds for what is still being served when a test ends


@pytest.fixture(scope="session")
def live_server(django_db_setup, live_server):
    """pytest-django's own, started after the database: before, it would see an in-memory one (SQLite's name until
    then) and share one connection between all its threads, which ends in segmentation faults."""
    assert not live_server.thread.connections_override
    return live_server


@pytest.fixture(autouse=True)
def live_server_at_rest(request):
    """A page that closes still says goodbye (it lets go of its story, it stores a draft), and the answer may take
    longer than the closing. Set up after the database and before the pages, this ends between the two: nobody writes
    while the tables are emptied, which on PostgreSQL would be a deadlock."""
    if "live_server" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("transactional_db")
    live_server = request.getfixturevalue("live_server")
    yield
    wait_until_at_rest(live_server)


def wait_until_at_rest(live_server):
    """Returns when the browser has hung up and nothing is left to do. Fails after PATIENCE."""
    deadline = time.monotonic() + PATIENCE
    while True:
        knock(live_server)
        busy = at_work()
        if not busy:
            return
        assert time.monotonic() < deadline, f"A page is still open, or a request does not end: {busy}"
        busy[0].join(0.1)


def knock(live_server):
    """Connections are taken in the order they arrive: when this one ends, all that came before it have their thread."""
    with socket.create_connection((live_server.thread.host, live_server.thread.port), timeout=PATIENCE) as visitor:
        visitor.shutdown(socket.SHUT_WR)
        visitor.recv(1)


def at_work():
    """The server's threads: one for each connection until the browser hangs up, and those that send a mail."""
    names = ("process_request_thread", "newsroom-mail")
    return [thread for thread in threading.enumerate() if any(name in thread.name for name in names)]
