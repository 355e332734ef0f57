"""Fills a database with stories as a newsroom has them, in bulk: python -m benchmarks.stories 100000

The database is the one of DATABASE_URL; run `manage.py migrate` on it first. About 4 kB of text a story.
"""

import random
import sys
from datetime import timedelta

import django

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


def fill(number, seed=7):
    """Adds `number` stories with region, byline, words and, for one in fifty, a working draft."""
    from django.contrib.auth.models import Group, User
    from django.utils import timezone

    from articles.models import Author, Byline, Region, Revision, Section, Story, StoryRegion, StoryWords
    from articles.workflow.words import index_all

    draw = random.Random(seed)
    people = [User.objects.get_or_create(username=f"bench{n}", defaults={"is_staff": True})[0] for n in range(30)]
    for person in people:
        person.groups.add(Group.objects.get(name="reporter"))
    sections = [
        Section.objects.get_or_create(slug=f"bench{n}", defaults={"name_fr": f"Rubrique {n}"})[0] for n in range(12)
    ]
    authors = [
        Author.objects.get_or_create(slug=f"bench{n}", defaults={"name": f"Auteur {w}"})[0] for n, w in enumerate(WORDS)
    ]
    regions = list(Region.objects.all())
    now, first = timezone.now(), Story.objects.count()

    def story(n):
        state = draw.choice(STATES)
        out = state in ("published", "archived", "withdrawn")
        made = now - timedelta(minutes=7 * n + 60)
        when = now + timedelta(days=n % 20 + 1) if state == "published" and n % 900 == 0 else made
        body = "".join(f"<p>{' '.join(draw.choices(WORDS, k=70))}.</p>" for _n in range(8))
        return Story(
            headline=f"{' '.join(draw.choices(WORDS, k=7))} {draw.choice(RARE)}".capitalize(),
            slug=f"bench-{first + n}", body=body, html=body, standfirst=" ".join(draw.choices(WORDS, k=25)),
            language=draw.choices(["fr", "en", "uk"], [8, 1, 1])[0],
            kind=draw.choices(["news", "report", "analysis", "opinion", "explainer"], [80, 10, 5, 3, 2])[0],
            owner=draw.choice(people), section=draw.choice([*sections, None]), status=state, version=int(out),
            reviewer=draw.choice(people) if n % 40 == 0 else None, created_at=made,
            published_at=when if out else None, changed_at=made if out else None,
        )  # fmt: skip

    for start in range(0, number, AT_ONCE):
        some = Story.objects.bulk_create(story(n) for n in range(start, min(start + AT_ONCE, number)))
        StoryRegion.objects.bulk_create(
            StoryRegion(story=each, region=draw.choice(regions), primary=True) for each in some if each.pk % 10
        )
        Byline.objects.bulk_create(Byline(story=each, author=draw.choice(authors), position=0) for each in some)
        Revision.objects.bulk_create(
            Revision(story=each, kind="draft", data={"headline": each.headline}, based_on=each.version)
            for each in some
            if each.pk % 50 == 0
        )
    index_all(Story.objects.filter(words=None))
    return Story.objects.count(), StoryWords.objects.count()


if __name__ == "__main__":
    django.setup()
    print(fill(int(sys.argv[1])))
