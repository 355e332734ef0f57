"""A newspaper of a million stories for benchmarks/search.py, made in the database itself: half an hour, 15 GB.

A story is a headline, a standfirst and six paragraphs drawn from a pool that Python writes and stems as it does for any
story; PostgreSQL joins their texts and their vectors. Words are as common as in a language (the second half as often as
the first, the third a third …). Eighteen years, ever more stories a year, written in the order of their dates.
"""

import random
from itertools import accumulate

from django.db import connection
from django.utils import timezone

from articles.lib.search_entry import PARTS, Entry, Texts, head, known_rows, vector
from articles.lib.search_entry import entry as entry_of_texts
from articles.models import KnownWord, Section

VOCABULARY, POOL, PARAGRAPH = 60_000, 40_000, 50
SYLLABLES = [a + b for a in "bcdfgjklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "ou", "ir", "el", "on")]
NAMES = 60  # of two words that stand together
AT_ONCE = 50_000


def fill(number, seed=7, say=print):
    """Makes the pool and `number` stories; nothing if they are there."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(story_id), 0) FROM articles_searchentry")
        there = cursor.fetchone()[0]
        if there >= number:
            return
        cursor.execute("SET session_replication_role = replica; SET maintenance_work_mem = '256MB'")
        cursor.execute("DROP INDEX IF EXISTS articles_searchindex")
        if not there:
            Section.objects.bulk_create(Section(slug=f"bench{n}", name_fr=f"Rubrique {n}") for n in range(8))
            _pool(cursor, random.Random(seed))
        for first in range(there + 1, number + 1, AT_ONCE):
            last = min(number, first + AT_ONCE - 1)
            _stories(cursor, first, last, number)
            say(f"{timezone.now():%H:%M:%S} {last:,} stories", flush=True)
        cursor.execute(
            "CREATE INDEX articles_searchindex ON articles_searchentry USING gin (words) WITH (fastupdate = off)"
        )
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("SELECT setval('articles_story_id_seq', %s)", [number])
        say(f"{timezone.now():%H:%M:%S} indexed", flush=True)
        cursor.execute("VACUUM (ANALYZE)")


def words(draw):
    """60,000 of them, made of syllables, and names of two words."""
    made = {}
    while len(made) < VOCABULARY:
        made["".join(draw.choices(SYLLABLES, k=draw.randint(2, 4)))] = True
    return list(made), [" ".join(draw.sample(list(made)[:2_000], 2)) for _name in range(NAMES)]


def _pool(cursor, draw):
    vocabulary, names = words(draw)
    common = list(accumulate(1 / rank for rank in range(3, VOCABULARY + 3)))
    known = list(accumulate(1 / rank for rank in range(1, NAMES + 1)))

    def text(length):
        found = draw.choices(vocabulary, cum_weights=common, k=length)
        if draw.random() < length / PARAGRAPH * 0.4:
            found[draw.randrange(length)] = draw.choices(names, cum_weights=known)[0]
        return " ".join(found)

    cursor.execute("DROP TABLE IF EXISTS bench_pool, bench_name")
    cursor.execute("CREATE UNLOGGED TABLE bench_name (n int, name text)")
    cursor.executemany("INSERT INTO bench_name VALUES (%s, %s)", list(enumerate(names)))
    cursor.execute("CREATE UNLOGGED TABLE bench_pool (part text, n int, body text, words tsvector, head tsvector)")
    seen = []
    with cursor.copy("COPY bench_pool (part, n, body, words, head) FROM STDIN") as copy:
        for part, length in (("headline", 9), ("standfirst", 25), ("body", PARAGRAPH)):
            for n in range(POOL):
                body = text(length).capitalize() + "."
                row = _entry(part, body)
                seen.append(row)
                copy.write_row((part, n, body, vector(row), head(row)))
    cursor.execute("CREATE UNIQUE INDEX ON bench_pool (part, n)")
    cursor.execute("ANALYZE bench_pool")
    columns = ("language", "word", "written", "stem", "sound")
    rows = [KnownWord(**dict(zip(columns, row, strict=True))) for row in known_rows(seen)]
    KnownWord.objects.bulk_create(rows, ignore_conflicts=True, batch_size=5_000)


def _entry(part, body) -> Entry:
    """Of one part alone; the marks come with the story."""
    texts = Texts(**{name: body if name == part else "" for name in PARTS})
    made = entry_of_texts(0, "fr", timezone.now(), None, texts)
    made.marks = []
    return made


STORIES = f"""
CREATE UNLOGGED TABLE bench_part AS
SELECT pk, day, CASE WHEN pk % 10 = 3 THEN 'en' WHEN pk % 10 = 7 THEN 'uk' ELSE 'fr' END AS language,
       pk % 12 + 1 AS region, (SELECT id FROM articles_section ORDER BY id OFFSET pk % 8 LIMIT 1) AS section,
       ids FROM (
  SELECT pk, now() - interval '18 years' * (1 - sqrt(pk / %(number)s::float)) - interval '1 hour' AS day,
         ARRAY(SELECT (hashint8(pk * 16 + g) & 2147483647) %% {POOL} FROM generate_series(1, 8) g) AS ids
  FROM generate_series(%(first)s, %(last)s) pk
) made;
"""


def _stories(cursor, first, last, number):
    """Stories `first` to `last`: rows, regions and entries, each by one statement."""
    cursor.execute("DROP TABLE IF EXISTS bench_part")
    cursor.execute(STORIES.replace("pk % ", "pk %% "), {"first": first, "last": last, "number": number})
    cursor.execute(_ROWS)
    cursor.execute(
        'INSERT INTO articles_storyregion (story_id, region_id, "primary") '
        "SELECT pk, r.id, true FROM bench_part JOIN (SELECT id, row_number() OVER (ORDER BY id) AS n "
        "FROM articles_region) r ON r.n = region"
    )
    cursor.execute(_ENTRIES)


_PARTS = "\n".join(f"JOIN bench_pool p{n} ON p{n}.part = 'body' AND p{n}.n = ids[{n}]" for n in range(1, 7))
_HEAD = "JOIN bench_pool h ON h.part = 'headline' AND h.n = ids[7] JOIN bench_pool s "
_HEAD += "ON s.part = 'standfirst' AND s.n = ids[8]"
_TEXT = " || ".join(f"'<p>' || p{n}.body || '</p>'" for n in range(1, 7))
_VECTOR = " || ".join(["h.words", "s.words", *(f"p{n}.words" for n in range(1, 7))])
_ROWS = f"""
INSERT INTO articles_story (id, language, translation_group, kind, section_id, kicker, headline, standfirst, body, html,
    minutes, no_region, slug, comments_open, comment_count, status, published_at, changed_at, version,
    created_at, withdrawal_reason, update_note)
SELECT pk, language, gen_random_uuid(), 'news', section, '', h.body, s.body, {_TEXT}, '', 2, false,
    'story-' || pk, true, 0, 'published', day, day, 1, day, '', ''
FROM bench_part {_HEAD} {_PARTS}
"""
_ENTRIES = f"""
INSERT INTO articles_searchentry (story_id, language, published_at, words, head)
SELECT pk, language, day,
    format('''#%s'' ''#%s%s'' ''#%s%s'' ''#s%s'' ''#r%s''', language, language, to_char(day, 'YYYY'),
        language, to_char(day, 'YYYYMM'), section, r.id)::tsvector || {_VECTOR},
    h.head || s.head || format('''#r%s'':1C', r.id)::tsvector
FROM bench_part {_HEAD} {_PARTS} LEFT JOIN (SELECT id, row_number() OVER (ORDER BY id) AS n FROM articles_region) r
    ON r.n = region
ORDER BY day
"""
