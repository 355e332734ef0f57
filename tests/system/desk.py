"""Colleagues at work on a site that runs: python -m tests.system.desk, with the settings of that site.

Reads one question a line, ["publish", {...}], and answers with one line of JSON: a process of its own, because the
tests know no database but their own. `Desk` is its other end.
"""

import json
import subprocess
import sys
import time

from tests.system.programs import ROOT


class Desk:
    """desk.publish(headline="…") -> {'pk': 7, 'path': '/2026/11/23/…/', …}; each function of DOES is a method."""

    def __init__(self, environment):
        command = [sys.executable, "-m", "tests.system.desk"]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdin=pipe, stdout=pipe, text=True)

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.process.stdin.close()
        self.process.wait(timeout=30)

    def __getattr__(self, name):
        return lambda **words: self.ask(name, words)

    def ask(self, name, words):
        print(json.dumps([name, words]), file=self.process.stdin, flush=True)
        answer = self.process.stdout.readline()
        assert answer, f"{name} failed: its traceback is above"
        return json.loads(answer)


def main():
    import django

    django.setup()
    from tests.system import deeds  # it needs the models

    for line in sys.stdin:
        name, words = json.loads(line)
        began = time.time()
        done = getattr(deeds, name)(**words)
        print(json.dumps((done or {}) | {"began": began, "done": time.time()}), flush=True)


if __name__ == "__main__":
    main()
