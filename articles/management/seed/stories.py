"""Stories of a newsroom, one after the other in the order of their dates: eighteen years, ever more of them a year."""

from dataclasses import dataclass
from datetime import timedelta
from math import sqrt
from uuid import uuid4

from articles.lib.reading import minutes
from articles.lib.search_entry import marks_of
from articles.management.seed.tables import Table
from articles.models import AuditEntry, Byline, SearchEntry, Story, StoryRegion, StoryTag, StoryWords
from articles.queries.raw import stamp

STORY = Table(
    Story,
    "id owner language translation_group kind section kicker headline standfirst body html minutes no_region slug "
    "comments_open comment_count status published_at changed_at update_note expires_at withdrawal_reason "
    "translated_from translated_version version created_at",
)
REGION = Table(StoryRegion, "story region primary language published_at")
BYLINE = Table(Byline, "story author position language published_at")
TAG = Table(StoryTag, "story tag language published_at")
WORDS = Table(StoryWords, "story folded")
ENTRY = Table(SearchEntry, "story language published_at expires_at", besides=["words", "head"])
TRAIL = Table(AuditEntry, "at by by_name action noun key label words")

SPAN = timedelta(days=18 * 365)
KINDS = ["news"] * 16 + ["report", "report", "analysis", "explainer", "opinion"]
IN_PROGRESS = ["draft", "draft", "in_review", "changes_requested", "approved", "scheduled"]
MOST_IN_PROGRESS = 200
VERSIONS = {8: "en", 9: "uk"}  # of ten stories the last two are versions of the one before them
FRESH = 200  # the newest stories, where comments wait


@dataclass
class Told:
    """What its comments need to know of a story."""

    key: int
    language: str
    out: object  # when it came out, None: it has no comments
    fresh: bool


class Stories:
    """`number` stories from the key `first` on. `pools`: {language: Pool}."""

    def __init__(self, number, first, now, house, pools, draw):
        self.number, self.first, self.now, self.house, self.pools, self.draw = number, first, now, house, pools, draw
        self.waiting = min(MOST_IN_PROGRESS, number // 20)
        self.last_out = number - self.waiting
        self.signed = {key: pools["fr"].name(name) for key, name in house.authors.things}
        self.group = ""

    def told(self, n):
        """The nth of them, from 1 on: (Told, what `rows` makes rows of)."""
        language = VERSIONS.get(n % 10, "fr")
        state, day = self._state(n), self._day(n)
        out = day if state in ("published", "archived", "expired") else None
        told = Told(self.first + n - 1, language, out, self.last_out - n < FRESH)
        return told, (n, state, day, self._times(state, day))

    def _day(self, n):
        if n > self.last_out:
            return self.now - timedelta(hours=self.number - n)
        return self.now - SPAN * (1 - sqrt(n / self.last_out)) - timedelta(minutes=1)

    def _state(self, n):
        if n > self.last_out:
            return IN_PROGRESS[n % len(IN_PROGRESS)]
        if n == self.last_out or n % 10 >= 7:
            return "published"
        return {0: "withdrawn", 1: "archived", 2: "expired"}.get(n % 300, "published")

    def rows(self, told, place, comments, add):
        """`add(table, row)` takes what is stored; `comments`: how many of them readers see."""
        n, state, day, (out, _expires) = place
        key, pool = told.key, self.pools[told.language]
        signed = [self.house.authors.draw(self.draw)[0]]
        regions, tags = self._regions(), {self.house.tags.draw(self.draw) for _tag in range(n % 4)}
        section = self.house.sections.draw(self.draw)
        pieces = self._pieces(pool)
        newest = told.language, out
        add(STORY, self._story(told, place, section, regions, pieces, comments))
        for region in dict.fromkeys(regions):
            add(REGION, (key, region, region == regions[0], *newest))
        for position, author in enumerate(signed):
            add(BYLINE, (key, author, position, *newest))
        for tag in tags:
            add(TAG, (key, tag, *newest))
        known = [*pieces, *(self.signed[author] for author in signed)]
        add(WORDS, (key, " ".join(dict.fromkeys(" ".join(piece.folded for piece in known).split()))))
        if state in ("published", "expired", "scheduled"):
            add(ENTRY, self._entry(told, place, section, sorted(set(regions)), known))
        if day and state not in IN_PROGRESS:
            owner = self.house.people[key % len(self.house.people)]
            add(TRAIL, (stamp(day), owner, "", "story.publish", "story", key, pieces[0].body, ""))

    def _regions(self):
        """The primary one first; of twelve stories one has none, three have two."""
        number = self.draw.randrange(12)
        return [self.house.regions.draw(self.draw) for _region in range(0 if number == 0 else 2 if number < 4 else 1)]

    def _pieces(self, pool):
        """Headline, standfirst, and the paragraphs."""
        choice = self.draw.choice
        return [choice(pool.headlines), choice(pool.standfirsts), *(choice(pool.texts) for _text in range(4))]

    def _story(self, told, place, section, regions, pieces, comments):
        n, state, day, (first_time, expires) = place
        key, language, text = told.key, told.language, pieces[2:]
        version = n % 10 in VERSIONS and state == "published"
        if not version:
            self.group = uuid4().hex
        status = "published" if state in ("scheduled", "expired") else state
        words = sum(piece.words for piece in text)
        return (
            *(key, self.house.people[key % len(self.house.people)], language, self.group, self.draw.choice(KINDS)),
            *(section, "", pieces[0].body, pieces[1].body),
            *("".join(piece.body for piece in text), "".join(piece.html for piece in text), minutes(words, language)),
            *(not regions, f"seed-{key}", True, comments, status, first_time, first_time, "", expires),
            *("Retiré à la demande de la rédaction." if state == "withdrawn" else "",),
            *(key - (n % 10 - 7) if version else None, 1 if version else None, int(first_time is not None), stamp(day)),
        )

    def _times(self, state, day):
        """(when it came or comes out, when it goes)."""
        if state == "scheduled":
            return stamp(self.now + timedelta(days=1 + self.draw.random() * 20)), None
        if state in IN_PROGRESS:
            return None, None
        # Never later than now: then it would be public still.
        expires = stamp(day + min(timedelta(days=30), (self.now - day) / 2)) if state == "expired" else None
        return stamp(day), expires

    def _entry(self, told, place, section, regions, known):
        _n, _state, day, (first_time, expires) = place
        marks = marks_of(told.language, day, regions, section)
        vector = " ".join([*(f"'{mark}'" for mark in marks), *(piece.vector for piece in known)])
        head = " ".join([*(f"'#r{key}':1C" for key in regions), *(piece.head for piece in known)])
        return told.key, told.language, first_time, expires, vector, head
