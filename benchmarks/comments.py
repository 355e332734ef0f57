"""How many comments a second are taken, each safely stored before it is acknowledged: make bench

Starts the site as it is served (two workers, every defence on) beside the database of DATABASE_URL, posts from 10,000
addresses through a trusted proxy's X-Forwarded-For, each with a valid token, and opens a story as a reader in the
meantime. An address may comment every ten seconds, so 10,000 of them 1,000 times a second and no more: each flood is
short (`SECONDS`), and begins when all of them are rested. The peers are measured in the same run, the same way, when
they are there:

    make bench ISSO=http://127.0.0.1:8086 WORDPRESS=http://127.0.0.1:8081 ROUNDS=3

Ratios travel to another machine, figures do not.
"""

import json
import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent
SECONDS = float(os.environ.get("SECONDS", 6))
ROUNDS = int(os.environ.get("ROUNDS", 3))
CLIENTS = int(os.environ.get("CLIENTS", 16))
FORM = "Content-Type: application/x-www-form-urlencoded\r\n"
PAUSE = 10  # seconds between two comments of one address (COMMENT_INTERVAL)
TEXT = "Un+commentaire+%(n)d+sur+le+sommet+les+dirigeants+et+les+garanties+pour+les+regions+merci"
WORDS = TEXT.replace("+", " ")
SPEED_WANTED = {"Isso": 2.5, "WordPress": 10}


def main():
    with tempfile.TemporaryDirectory(prefix="bench") as folder:
        environment = environ(folder, port := free_port())
        known = prepare(environment)
        with served(environment, port):
            load(plan_of_posts(port, known, "Avant") | {"seconds": 2})  # the workers read the rules
            rounds = [measure(port, known) for _round in range(ROUNDS)]
        stored = ask(
            environment,
            "from articles.models import Comment as C; print(C.objects.filter(name__startswith='Lecteur ').count())",
        )
    report(rounds, int(stored))


def environ(folder, port):
    return os.environ | {
        "SECRET_KEY": "for-this-measure-only-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEF",
        "SITE_URL": f"http://127.0.0.1:{port}", "TRUSTED_PROXIES": "127.0.0.1", "VAR_DIR": folder,
        "DEBUG": "0", "DEMO": "0", "PORT": str(port), "HOST": "127.0.0.1", "WORKERS": "2", "EMAIL_URL": "memory:",
        "COMMENT_TRUST_AFTER": "2", "COMMENT_CLOSE_DAYS": "36500", "LANGUAGES": "fr,en,uk",
    }  # fmt: skip


def prepare(environment):
    manage(environment, "migrate", "--verbosity=0")
    return json.loads(run(environment, "-m", "benchmarks.discussion"))


def manage(environment, *arguments):
    return run(environment, "manage.py", *arguments)


def ask(environment, question):
    return manage(environment, "shell", "--verbosity=0", "-c", question)


def run(environment, *arguments):
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
    ).stdout


@contextmanager
def served(environment, port):
    with open(Path(environment["VAR_DIR"]) / "log", "wb") as log:  # as on a site: every request writes its line
        command = [sys.executable, "deploy/serve.py"]
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        wait_for(f"http://127.0.0.1:{port}/readyz", server)
        yield server
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=30)


def wait_for(address, server):
    for _time in range(300):
        if server.poll() is not None:
            break
        try:
            with urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    sys.exit("The site did not start.")


def measure(port, known):
    """One round: a reader alone, the posts alone, both together, then each peer."""
    readers = {"host": "127.0.0.1", "port": port, "clients": 1, "pause": 0.02, "seconds": SECONDS}
    readers["heads"] = [f"GET {known['story']} HTTP/1.1\r\n"]
    found = {"quiet": load(readers)}
    time.sleep(PAUSE)
    found["Newsroom"] = load(plan_of_posts(port, known))
    time.sleep(PAUSE)
    with ThreadPoolExecutor(2) as both:
        posts = both.submit(load, plan_of_posts(port, known))
        found["busy"] = both.submit(load, readers).result()
        found["beside"] = posts.result()
    for name, plan in PEERS.items():
        if address := os.environ.get(name.upper()):
            found[name] = load(plan(urlsplit(address)))
    return found


measure.first = int(time.time()) % 100_000 * 10_000_000  # never again the same words: peers remember those of last time


def plan_of_posts(port, known, name="Lecteur"):
    heads = [
        f"POST {form['address']} HTTP/1.1\r\n{FORM}Origin: http://127.0.0.1:{port}\r\nX-Forwarded-For: %(a)s\r\n"
        for form in known["forms"]
    ]
    person = f"name={name}+%(n)d&email=l%(n)d%%40example.org&website=&parent=&subject="
    bodies = [f"{person}&body={TEXT}&token={form['token'].replace(':', '%%3A')}" for form in known["forms"]]
    return {"host": "127.0.0.1", "port": port, "heads": heads, "bodies": bodies} | common()


def common():
    return {"clients": CLIENTS, "seconds": SECONDS, "first": measure.first}


def plan_of_isso(address):
    words = {"author": "Lecteur %(n)d", "email": "l%(n)d@example.org", "text": WORDS, "title": "x"}
    head = "POST /new?uri=%%2Fa HTTP/1.1\r\nContent-Type: application/json\r\n"
    return {"host": address.hostname, "port": address.port, "heads": [head], "bodies": [json.dumps(words)]} | common()


def plan_of_wordpress(address):
    story = f"{address.geturl()}/histoire-500/"
    with urlopen(story) as page:
        number = re.search(r"name='comment_post_ID' value='(\d+)'", page.read().decode())[1]
    body = f"comment_post_ID={number}&author=Lecteur+%(n)d&email=l%(n)d%%40example.org&comment={TEXT}"
    head = f"POST /wp-comments-post.php HTTP/1.1\r\n{FORM}"
    return {"host": address.hostname, "port": address.port, "heads": [head], "bodies": [body]} | common()


PEERS = {"Isso": plan_of_isso, "WordPress": plan_of_wordpress}
ACCEPTED = {"Newsroom": "303", "beside": "303", "Isso": "202 201", "WordPress": "302"}


def load(plan):
    """What came of a plan. The next one goes on counting."""
    answer = subprocess.run(
        [sys.executable, Path(__file__).with_name("load.py")],
        input=json.dumps(plan), stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    found = json.loads(answer.stdout)
    measure.first = max(measure.first, found["last"] + 1)
    return found


def accepted(found, name):
    return sum(found[name]["codes"].get(code, 0) for code in ACCEPTED[name].split())


def rate(found, name):
    return accepted(found, name) / found[name]["seconds"]


def report(rounds, stored):
    names = [name for name in ACCEPTED if name in rounds[0] and name != "beside"]
    print(f"{'accepted comments a second':32}" + "".join(f"{f'round {n + 1}':>12}" for n in range(len(rounds))))
    for name in names:
        print(
            f"{name:32}"
            + "".join(f"{rate(found, name):12,.0f}" for found in rounds)
            + f"   {rounds[-1][name]['codes']}"
        )
    for name in names[1:]:
        # A peer that took nothing in a round was asked wrongly, or was not there: nothing is to be learned from it.
        times = [rate(found, "Newsroom") / rate(found, name) for found in rounds if accepted(found, name)]
        if times:
            row(f"times {name} (wanted {SPEED_WANTED[name]})", times)
    print("\na reader of a story, ms")
    for kind in ("quiet", "busy"):
        for mark in ("p50", "p99"):
            row(f"{kind} {mark}", [found[kind][mark] for found in rounds])
    row("p99 busy / quiet (wanted 2)", [found["busy"]["p99"] / found["quiet"]["p99"] for found in rounds])
    acknowledged = sum(accepted(found, "Newsroom") + accepted(found, "beside") for found in rounds)
    print(f"\nacknowledged {acknowledged:,}, stored {stored:,}: {'every one' if stored == acknowledged else 'WRONG'}")
    sys.exit(stored != acknowledged)


def row(title, values):
    worst = f"   least {min(values):.2f}, median {statistics.median(values):.2f}"
    print(f"{title:32}" + "".join(f"{value:12.2f}" for value in values) + worst)


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


if __name__ == "__main__":
    main()
