"""Readers who do not give up: python posting.py PORT STORY TOKEN FIRST LAST

Posts comments number FIRST to LAST, each from an address of its own, on a few connections at once. A comment whose
answer got lost is posted again, the same, until the site says that it has it. Prints, as JSON, how often each answer
was given, and the numbers that were acknowledged. Nothing of the site is imported: these are strangers.
"""

import http.client
import json
import sys
import threading
import time
from collections import Counter
from urllib.parse import urlencode

CLIENTS = 8
PATIENCE = 60  # seconds without a single answer: then something else is wrong


def main(port, story, token, first, last):
    numbers, answers, acknowledged = iter(range(first, last + 1)), Counter(), []
    lock = threading.Lock()

    def post_all():
        connection = Connection(port)
        while True:
            with lock:
                number = next(numbers, None)
            if number is None:
                return
            code = connection.insist(number, story, token)
            with lock:
                answers[code] += 1
                if code == 303:
                    acknowledged.append(number)

    clients = [threading.Thread(target=post_all) for _client in range(CLIENTS)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    json.dump({"answers": answers, "acknowledged": acknowledged, "lost": Connection.lost}, sys.stdout)


class Connection:
    lost = 0  # answers, by all of them

    def __init__(self, port):
        self.port = port
        self.http = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def insist(self, number, story, token):
        """The code of the first answer that arrives."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                return self.post(number, story, token)
            except (OSError, http.client.HTTPException):  # the worker died over it
                Connection.lost += 1
                self.http.close()
                time.sleep(0.02)
        return "given up"

    def post(self, number, story, token):
        words = {"name": f"Lectrice {number}", "email": f"l{number}@example.org", "body": f"Le mot {number}."}
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": f"http://127.0.0.1:{self.port}",
            "X-Forwarded-For": f"10.{number // 65536}.{number // 256 % 256}.{number % 256}",
        }
        self.http.request("POST", f"/comments/{story}/", urlencode(words | {"token": token}), headers)
        answer = self.http.getresponse()
        answer.read()
        return answer.status


if __name__ == "__main__":
    port, story, token, first, last = sys.argv[1:]
    main(int(port), story, token, int(first), int(last))
