"""The stories tied to a tag, a region, a name: read along the index of the ties, however rare or long ago they are.

To walk along the dates of all stories instead until enough are found takes a second for a subject of ten years ago.
"""

from dataclasses import dataclass

from django.db import connection
from django.db.models import Exists, OuterRef, Subquery
from django.db.models.expressions import RawSQL

from articles.models import Story, StoryRegion

MARK = -1, "--"  # of a place and a language that are nowhere: what stands for any


@dataclass
class Tied:
    """Listed stories with a tie to one of `keys`: Tied(StoryTag, "tag", [7], ["fr"]).

    What `list_page` pages through; `dress`: what a page needs besides the rows (Story.objects.for_cards, say).
    """

    model: type
    to: str
    keys: list[int]
    languages: list[str]
    dress: object = None

    def first(self, number):
        return list(self.stories(number))

    def older(self, place, number):
        return list(self._read(number, lambda ties: place.older(ties, "story_id"), newest=True))

    def nearest(self, number, place=None):
        """The oldest, or those just before a place, the nearest first; without what belongs to the cards."""
        narrow = (lambda ties: place.newer(ties, "story_id")) if place else None
        found = Story.objects.filter(pk__in=self._keys(number, narrow, newest=False))
        return list(found.only("published_at").order_by("published_at", "pk"))

    def stories(self, number):
        """The newest of them, as a query."""
        return self._read(number, None, newest=True)

    def _read(self, number, narrow, newest):
        stories = self.dress() if self.dress else Story.objects.all()
        return stories.filter(pk__in=self._keys(number, narrow, newest)).newest_first()

    def _keys(self, number, narrow, newest):
        """Those of the first so many, as a query of the keys of stories."""
        pairs = [(key, language) for key in self.keys for language in self.languages]
        if len(pairs) == 1:
            return self._ties(*pairs[0], number, narrow, newest).values("story")
        ties = self._ties(*MARK, number, narrow, newest).values("story_id", "published_at")
        sql, params = ties.query.sql_with_params()
        ask = {"sqlite": _one_by_one, "postgresql": _side_by_side}[connection.vendor]
        several, values = ask(sql, list(params), pairs)
        order = "DESC" if newest else "ASC"
        # A story that is tied to two of them comes once.
        return RawSQL(
            f"SELECT story_id FROM ({several}) AS several GROUP BY story_id, published_at "
            f"ORDER BY published_at {order}, story_id {order} LIMIT {number}",
            values,
        )

    def _ties(self, key, language, number, narrow, newest):
        """The ties to one of them, in the order of their moments: the index, read from where the page begins."""
        ties = listed(self.model.objects.filter(**{self.to: key}).filter(language=language))
        ties = narrow(ties) if narrow else ties
        order = ["-published_at", "-story_id"] if newest else ["published_at", "story_id"]
        return ties.order_by(*order)[:number]


def listed(ties):
    """Those of stories that lists name. Asked of each tie as it comes along."""
    return ties.filter(Exists(Story.objects.listed().filter(pk=OuterRef("story")))).exclude(published_at=None)


def beside(story, number):
    """The keys of the newest listed stories filed under the same region as this one, as a query."""
    region = StoryRegion.objects.filter(story=story.pk, primary=True).order_by().values("region")
    # One region, not one of several: then the index of the ties is in order.
    same = StoryRegion.objects.filter(region=Subquery(region[:1]), primary=True, language=story.language)
    return listed(same.exclude(story=story.pk)).order_by("-published_at", "-story_id").values("story")[:number]


def _side_by_side(sql, params, pairs):
    """PostgreSQL plans the question once and asks it for each of them."""
    sql = sql.replace("= %s", "= tied.key", 1).replace("= %s", "= tied.language", 1)
    lateral = f"SELECT tie.* FROM unnest(%s::bigint[], %s::text[]) AS tied(key, language), LATERAL ({sql}) AS tie"
    keys, languages = zip(*pairs, strict=True)
    return lateral, [list(keys), list(languages), *params[2:]]


def _one_by_one(sql, params, pairs):
    several = " UNION ALL ".join([f"SELECT * FROM ({sql})"] * len(pairs))
    return several, [value for pair in pairs for value in (*pair, *params[2:])]
