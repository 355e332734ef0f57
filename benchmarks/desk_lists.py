"""How the list of stories answers with many stories: python -m benchmarks.desk_lists 1000 100000

Fills the database of DATABASE_URL up to each number in turn, opens every kind of list a few times as a superuser, and
prints the best time of each and how much slower it is than with the fewest stories. Best on an empty database; first
run `manage.py migrate` and `manage.py collectstatic`.
"""

import logging
import sys
import time

from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client

from articles.models import Region, Section, Story
from benchmarks.stories import fill

PAGES = {
    "the list": "",
    "page 2": "?p=2",
    "the last page": "?p={last}",
    "by headline": "?o=1",
    "by time": "?o=7",
    "state": "?state=published",
    "scheduled": "?state=scheduled",
    "expired": "?state=expired",
    "mine": "?mine=1",
    "reviewer": "?reviewer=me",
    "section": "?section={section}",
    "region": "?region={region}",
    "no region": "?region=none",
    "language": "?language=en",
    "a rare kind": "?kind=explainer",
    "three filters": "?language=en&kind=opinion&section={section}",
    "waiting for me": "?view=waiting",
    "this week": "?view=week",
    "changes": "?view=changes",
    "a word of every story": "?q=kherson",
    "a rare word": "?q=khersonkherson",
    "a word and a filter": "?q=khersonsel&language=en",
    "the first page": "/admin/",
}
TIMES = 5


def main(sizes):
    logging.disable()
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.MFA_REQUIRED = False
    boss, _made = User.objects.get_or_create(username="bench-boss", defaults={"is_staff": True, "is_superuser": True})
    client = Client()
    client.force_login(boss)
    found = {}
    for size in sizes:
        fill(size - Story.objects.count(), seed=size)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")
        found[size] = measure(client)
    report(connection.vendor, sizes, found)


def measure(client):
    last = min(200, max(1, Story.objects.count() // 50))
    known = {"section": Section.objects.last().pk, "region": Region.objects.first().pk, "last": last}
    return {name: best(client, address.format(**known)) for name, address in PAGES.items()}


def best(client, address):
    address = address if address.startswith("/") else f"/admin/articles/story/{address}"
    times = []
    for _time in range(TIMES):
        start = time.perf_counter()
        answer = client.get(address, secure=True)
        times.append(time.perf_counter() - start)
        assert answer.status_code == 200, (address, answer.status_code)
    return min(times) * 1000


def report(vendor, sizes, found):
    print(f"{vendor:24}" + "".join(f"{size:>12,}" for size in sizes) + "   ratio")
    for name in PAGES:
        first, last = found[sizes[0]][name], found[sizes[-1]][name]
        print(f"{name:24}" + "".join(f"{found[size][name]:9.0f} ms" for size in sizes) + f"{last / first:8.1f}")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]])
