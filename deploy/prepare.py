"""What `make demo` and `make serve` both do before anything is served."""

import errno
import signal
import socket
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent


def step(words):
    print(f"· {words}", flush=True)


def check_port(host, port, command):
    """Says so before any work is done when another program (or this user's rights) keeps us from the port."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((host, port))
            attempt.listen()
        except PermissionError:
            sys.exit(f"Port {port} is reserved for root here. Take a higher one: {command} PORT=8000")
        except socket.gaierror:
            sys.exit(f"HOST is {host!r}: give an address of this machine, such as 127.0.0.1 or 0.0.0.0.")
        except OSError as error:
            sys.exit(_taken(host, port, command, error))


def _taken(host, port, command, error):
    if error.errno == errno.EADDRNOTAVAIL:
        return f"HOST is {host!r}, and this machine has no such address."
    return (
        f"Port {port} is in use, perhaps by another run of this command. Stop that program, or take another port: "
        f"{command} PORT={port + 1 if port < 65535 else 8000}"
    )


def collect_static(folder, stamp, keep=False):
    """Stylesheets, scripts and fonts are hashed and compressed: done again only when one of them changed.

    `keep`: files of the version before stay, for the readers who still have its pages. Without a stamp the last run
    was cut short, and everything is made afresh.
    """
    found = fingerprint()
    before = stamp.read_text() if stamp.exists() else ""
    if before == found and folder.is_dir():
        return
    step("Preparing stylesheets, scripts and fonts")
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", verbosity=0, interactive=False, clear=not (keep and before))
    stamp.write_text(found)


def fingerprint():
    """Every file of static/ and of the theme with its size and time, and what brings more of them."""
    folders = [entry[1] if isinstance(entry, tuple) else entry for entry in settings.STATICFILES_DIRS]
    files = sorted(path for folder in folders for path in Path(folder).rglob("*") if path.is_file())
    files += [ROOT / "requirements.txt", ROOT / "newsroom" / "static.py"]
    return "\n".join(f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files)


def run_apart(command, environment):
    """Runs the server in a session of its own and stops it from here: Ctrl+C in the terminal would reach its workers
    before itself, and they would then refuse to end. Gives its exit code.
    """
    server = subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: server.terminate())
    return server.wait()
