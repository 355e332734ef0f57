"""Fills a database with stories as a newsroom has them, in bulk: python -m benchmarks.stories 100000

The database is the one of DATABASE_URL; run `manage.py migrate` on it first. About 4 kB of text a story.
"""

import random
import sys
from datetime import timedelta
from itertools import batched
from typing import NamedTuple

from django.contrib.auth.models import Group, User
from django.utils import timezone

from articles.models import Author, Byline, Region, Revision, Section, Story, StoryRegion, StoryWords
from articles.workflow.words import index_all

# fmt: off
WORDS = [
    "kherson", "donetsk", "louhansk", "crimee", "zaporijjia", "barrage", "centrale", "reacteur", "fleuve", "pont",
    "canal", "sel", "acier", "charbon", "mer", "port", "village", "front", "ligne", "accord", "sommet",
    "negociation", "prisonnier", "mine", "recolte", "ble", "ecole", "hopital", "maire", "oblast", "region",
    "frontiere", "sanction", "convoi", "energie", "hiver", "ete", "printemps", "automne", "tribunal", "enquete",
    "temoin", "archive", "carte", "historien",
]
# fmt: on
RARE = [f"{first}{second}" for first in WORDS for second in WORDS]
STATES = (
    ["published"] * 88 + ["archived"] * 4 + ["draft"] * 4 + ["in_review", "changes_requested", "approved", "withdrawn"]
)
AT_ONCE = 1000


class House(NamedTuple):
    """Who writes the stories, and where they are filed."""

    people: list[User]
    sections: list[Section]
    authors: list[Author]
    regions: list[Region]


def fill(number, seed=7):
    """Adds `number` stories with region, byline, words and, for one in fifty, a working draft."""
    draw, house = random.Random(seed), found()
    now, first = timezone.now(), Story.objects.count()
    for some in batched(range(number), AT_ONCE):
        stories = [story(n, f"bench-{first + n}", now, draw, house) for n in some]
        tie(Story.objects.bulk_create(stories), draw, house)
    index_all(Story.objects.filter(words=None))
    return Story.objects.count(), StoryWords.objects.count()


def found():
    """The house of the benchmarks: what an earlier run made is taken again."""
    people = [User.objects.get_or_create(username=f"bench{n}", defaults={"is_staff": True})[0] for n in range(30)]
    Group.objects.get(name="reporter").user_set.add(*people)
    sections = [
        Section.objects.get_or_create(slug=f"bench{n}", defaults={"name_fr": f"Rubrique {n}"})[0] for n in range(12)
    ]
    authors = [
        Author.objects.get_or_create(slug=f"bench{n}", defaults={"name": f"Auteur {w}"})[0] for n, w in enumerate(WORDS)
    ]
    return House(people, sections, authors, list(Region.objects.all()))


def story(n, slug, now, draw, house):
    """The `n`th story, seven minutes older than the one before; one in 900 is still to go out."""
    state = draw.choice(STATES)
    out = state in ("published", "archived", "withdrawn")
    made = now - timedelta(minutes=7 * n + 60)
    when = now + timedelta(days=n % 20 + 1) if state == "published" and n % 900 == 0 else made
    body = "".join(f"<p>{words(draw, 70)}.</p>" for _paragraph in range(8))
    return Story(
        headline=f"{words(draw, 7)} {draw.choice(RARE)}".capitalize(),
        slug=slug, body=body, html=body, standfirst=words(draw, 25),
        language=draw.choices(["fr", "en", "uk"], [8, 1, 1])[0],
        kind=draw.choices(["news", "report", "analysis", "opinion", "explainer"], [80, 10, 5, 3, 2])[0],
        owner=draw.choice(house.people), section=draw.choice([*house.sections, None]), status=state, version=int(out),
        reviewer=draw.choice(house.people) if n % 40 == 0 else None, created_at=made,
        published_at=when if out else None, changed_at=made if out else None,
    )  # fmt: skip


def words(draw, number):
    return " ".join(draw.choices(WORDS, k=number))


def tie(stories, draw, house):
    """Regions for nine in ten, a signature for all, a working draft for one in fifty."""
    StoryRegion.objects.bulk_create(
        StoryRegion(story=each, region=draw.choice(house.regions), primary=True) for each in stories if each.pk % 10
    )
    Byline.objects.bulk_create(Byline(story=each, author=draw.choice(house.authors), position=0) for each in stories)
    Revision.objects.bulk_create(
        Revision(story=each, kind="draft", data={"headline": each.headline}, based_on=each.version)
        for each in stories
        if each.pk % 50 == 0
    )


if __name__ == "__main__":
    print(fill(int(sys.argv[1])))
