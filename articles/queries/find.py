"""The readers' search: which public stories hold what somebody asks for.

`find(q, language, …)` is a page of results; `near(words, language)` is what a page that is not there offers instead.
"""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from articles.lib.asked import Asked, Term, read
from articles.lib.html import text_of
from articles.lib.little_words import LITTLE
from articles.lib.snippet import Finder
from articles.lib.stems import tokens
from articles.models import Story
from articles.queries.navigation import navigation
from articles.queries.paging import PAGE_SIZE, ListPage, NoSuchPage
from articles.queries.search_matches import COUNTED, RANKED, matches
from articles.queries.search_places import places
from articles.queries.suggestion import better, ends_like

RELEVANCE, DATE = "relevance", "date"
NEAR = 5


@dataclass
class Found:
    """`page`: stories with `marked_headline` and `snippet` (pieces of lib/snippet.py). `total` stops at 1,000."""

    asked: Asked
    page: ListPage = field(default_factory=lambda: ListPage([]))
    total: int = 0
    more: bool = False  # than `total`
    suggestion: str = ""
    first: int = 0  # the place of the first result of this page

    @property
    def last(self):
        return self.first + len(self.page) - 1

    @property
    def stories(self):
        return self.page.items


def find(q, language, region=None, section=None, since=None, until=None, order=RELEVANCE, before="", keep=()):
    """A page of the stories of this language that hold what `q` asks for. Raises NoSuchPage.

    `region`, `section`: objects or None; `since`, `until`: moments or None. `before`: how many results come before the
    page, in digits. `keep`: [(name, value), …] that the addresses of other pages repeat.
    Five queries, six when the beginning of a word is asked for; three more when nothing is found.
    """
    asked = read(q, language, places(language), ends_like(language))
    most = RANKED if order == RELEVANCE else COUNTED
    offset = _offset(before, most)
    if not asked:
        return Found(asked)
    marks = _marks(region, section)
    got = matches(asked, language, marks, since, until, order == RELEVANCE, PAGE_SIZE + 1, offset)
    if offset and not got.keys:
        raise NoSuchPage(_query(keep, 0))
    page = _page(len(got.keys) > PAGE_SIZE and offset + PAGE_SIZE < most, offset, keep)
    page.items = _dressed(got.keys[:PAGE_SIZE], asked, language)
    suggestion = _suggestion(q, language, marks, since, until) if not got.found else ""
    return Found(asked, page, min(got.found, COUNTED), got.found > COUNTED, suggestion, offset + 1)


def near(words, language):
    """Up to five stories that hold some of these words, as a mistyped address has them. Four queries."""
    little = LITTLE.get(language, ())
    told = (token for token in tokens(words[:200], language) if len(token.word) > 2 and token.word not in little)
    stems = dict.fromkeys(token.stem for token in told)
    if not stems:
        return []
    any_of_them = Term(tuple((stem,) for stem in list(stems)[:8]))
    got = matches(Asked((any_of_them,)), language, (), None, None, True, NEAR, 0)
    return _in_order(Story.objects.listed().for_cards(), got.keys)


def _offset(before, most):
    """'' and '40' -> 0 and 40: pages begin at every twentieth result, and before so many."""
    if not before:
        return 0
    if not (before.isascii() and before.isdigit() and len(before) < 5):
        raise NoSuchPage
    offset = int(before)
    if offset % PAGE_SIZE or not 0 < offset < most:
        raise NoSuchPage
    return offset


def _marks(region, section):
    """Of each tuple one must be: of a region also the places inside it count."""
    marks = []
    if region:
        marks.append(tuple(f"#r{key}" for key in navigation().tree.ids_within(region)))
    if section:
        marks.append((f"#s{section.pk}",))
    return marks


def _page(goes_on, offset, keep):
    page = ListPage([], query=_query(keep, offset))
    page.newer = _query(keep, offset - PAGE_SIZE) if offset else None
    page.older = _query(keep, offset + PAGE_SIZE) if goes_on else None
    return page


def _query(keep, offset):
    pairs = [*keep, *([("before", offset)] if offset else [])]
    return f"?{urlencode(pairs)}" if pairs else ""


def _dressed(keys, asked, language):
    """The stories of a page with what was found in them, from their real text."""
    stories = Story.objects.listed().select_related("lead_image", "section").with_people_and_places().defer("html")
    finder = Finder(asked, language)
    found = _in_order(stories, keys)
    for story in found:
        story.marked_headline = finder.marked(story.headline)
        story.snippet = finder.snippet(f"{story.standfirst}\n{text_of(story.body)}")
    return found


def _in_order(stories, keys):
    by_key = {story.pk: story for story in stories.filter(pk__in=keys)} if keys else {}
    return [by_key[key] for key in keys if key in by_key]


def _suggestion(q, language, marks, since, until):
    """Only what finds something public is suggested: a word of a story still to come is nobody's business.

    So every word that is another one now must be among those that are looked for.
    """
    text, names = better(q, language), places(language)
    asked = read(text, language, names) if text else None
    if not asked or asked.cut or asked.unwanted != read(q, language, names).unwanted:
        return ""
    return text if matches(asked, language, marks, since, until, False, 1, 0).found else ""
