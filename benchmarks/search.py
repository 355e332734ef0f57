"""How the readers' search answers with a million stories: python -m benchmarks.search [1000000]

Fills the PostgreSQL of DATABASE_URL with so many stories (`manage.py seed`; run `manage.py migrate` on an empty one
first) unless it has some. Asks for words of every frequency, two words, phrases, exclusions, filters and later pages,
by relevance and by date, each twenty times after two that are not counted, and prints the milliseconds of
`queries.find.find`: the stories of the page with their text around what was found, not the HTML. Fails when the 95th
percentile of the questions marked * is 50 ms or more.
"""

import logging
import statistics
import sys
import time
from bisect import bisect_left

from django.core.management import call_command
from django.db import connection

from articles.management.seed.vocabulary import famous
from articles.models import Region, Section, Story
from articles.queries.find import DATE, RELEVANCE, find

WANTED = 50
TIMES, WARM = 20, 2
SHARES = {"30 %": 0.3, "10 %": 0.1, "5 %": 0.05, "2 %": 0.02, "1 %": 0.01}


def main(number):
    logging.disable()
    if not Story.objects.exists():
        call_command("seed", stories=number, comments=0)
    with connection.cursor() as cursor:
        words, pairs = frequencies(cursor), [name.lower() for name in famous("fr")]
    print(f"{'':44}{'matches':>10}{'relevance p50 / p95':>24}{'date p50 / p95':>22}")
    slow = [
        name for name, (q, options, bound) in questions(words, pairs).items() if measure(name, q, options) and bound
    ]
    if slow:
        sys.exit(f"Slower than {WANTED} ms: {', '.join(slow)}")


def frequencies(cursor):
    """{'30 %': [three words that about so many stories hold], …, 'rare': […]}, by what PostgreSQL knows of them."""
    cursor.execute(
        "SELECT most_common_elems::text::text[], most_common_elem_freqs FROM pg_stats "
        "WHERE tablename = 'articles_searchentry' AND attname = 'words'"
    )
    lexemes, shares = cursor.fetchone()
    known = sorted((share, word) for word, share in zip(lexemes, shares, strict=False) if word.isalpha())
    found = {}
    for name, share in SHARES.items():
        place = bisect_left(known, (share, ""))
        found[name] = [word for _share, word in known[max(0, place - 1) : place + 2]]
    cursor.execute("SELECT word FROM articles_knownword WHERE word = stem ORDER BY md5(word) LIMIT 3000")
    common = {word for _share, word in known}
    found["rare"] = [word for (word,) in cursor.fetchall() if word not in common][:3]
    return found


def questions(words, pairs):
    """{what it is: (the questions, options, whether it must hold)}"""
    found = {f"* a word of {share} of the stories": (words[share], {}, True) for share in SHARES}
    found["* a rare word"] = (words["rare"], {}, True)
    found |= {
        "* two words, 30 % and 10 %": (zipped(words["30 %"], words["10 %"]), {}, True),
        "* two words, 5 % and 2 %": (zipped(words["5 %"], words["2 %"]), {}, True),
        "* two words, 30 % and a rare one": (zipped(words["30 %"], words["rare"]), {}, True),
        "* a phrase, a common name": ([f"« {name} »" for name in pairs[:3]], {}, True),
        "* a phrase, a rarer name": ([f"« {name} »" for name in pairs[-3:]], {}, True),
        "a phrase of two common words, by chance": (
            [f"« {pair} »" for pair in zipped(words["30 %"], words["10 %"])], {}, False
        ),
        "10 % without a word of 30 %": (zipped(words["10 %"], words["30 %"], " -"), {}, False),
        "the beginning of a word": ([f"{word[:5]}*" for word in words["rare"]], {}, False),
        "10 % in a region": (words["10 %"], {"region": Region.objects.first()}, False),
        "30 % in a section": (words["30 %"], {"section": Section.objects.first()}, False),
        "10 % in a language of few": (words["10 %"], {"language": "en"}, False),
        "the 49th page of 10 %": (words["10 %"], {"before": "960"}, False),
        "nothing found, did you mean": ([f"{word}xq" for word in words["rare"]], {}, False),
    }  # fmt: skip
    return found


def zipped(some, others, between=" "):
    return [f"{one}{between}{other}" for one, other in zip(some, others, strict=False)]


def measure(name, asked, options):
    """Prints a line; gives back whether it was too slow."""
    cells, slow = [], False
    for order in (RELEVANCE, DATE):
        times, found = zip(*(timed(q, order, options) for q in asked for _time in range(TIMES + WARM)), strict=True)
        times = [each for place, each in enumerate(times) if place % (TIMES + WARM) >= WARM]
        p95 = statistics.quantiles(times, n=20)[-1]
        slow = slow or p95 >= WANTED
        cells.append(f"{statistics.median(times):9.1f} /{p95:7.1f} ms")
    matches = f"> {found[-1].total:,}" if found[-1].more else f"{found[-1].total:,}"
    print(f"{name:44}{matches:>10}" + "    ".join(["", *cells]), flush=True)
    return slow


def timed(q, order, options):
    begun = time.perf_counter()
    found = find(q, options.get("language", "fr"), order=order, **{k: v for k, v in options.items() if k != "language"})
    return (time.perf_counter() - begun) * 1000, found


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 1_000_000)
