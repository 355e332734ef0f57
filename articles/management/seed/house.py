"""Who writes the stories and where they are filed. Of the places, tags and names the last are as good as never used."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group, User
from django.db.models import Max

from articles.lib.slugs import slug_for
from articles.management.seed.vocabulary import Ranked, famous, words
from articles.models import Author, Language, Region, Section, Tag

SECTIONS, PEOPLE, PLACES = 9, 10, 40
MOST_TAGS, MOST_AUTHORS = 2_000, 400


@dataclass
class House:
    people: list[int]
    sections: Ranked
    tags: Ranked
    authors: Ranked  # (key, name)
    regions: Ranked


def found(stories):
    """Made for so many stories; what lies there already (regions, say) is used too. Keys only."""
    return House(
        people=_people(),
        sections=Ranked(_named(Section, SECTIONS, "section"), steep=2),
        tags=Ranked(_named(Tag, min(MOST_TAGS, 10 + stories // 4), "tag"), steep=1.5),
        authors=Ranked(_authors(min(MOST_AUTHORS, 5 + stories // 20)), steep=1.5),
        regions=Ranked([*_regions(), *_places()], steep=2),
    )


def _people():
    made = [
        User(username=f"seed-{n}", first_name="Seed", last_name=str(n), is_staff=True, password=make_password(None))
        for n in range(PEOPLE)
    ]
    User.objects.bulk_create(made, ignore_conflicts=True)
    names = [user.username for user in made]
    found = list(User.objects.filter(username__in=names, first_name="Seed"))  # no colleague whose name begins so
    Group.objects.get(name="reporter").user_set.add(*found)
    return [user.pk for user in found]


def _named(model, number, noun):
    """Things with a name in three languages: 'Section bazou'. What an earlier run made is taken again."""
    names = {f"name_{code}": [word.title() for word in words(code, number)] for code in Language.values}
    rows = [model(slug=f"seed-{noun}-{n}", **{name: given[n] for name, given in names.items()}) for n in range(number)]
    model.objects.bulk_create(rows, ignore_conflicts=True)
    return list(model.objects.filter(slug__startswith=f"seed-{noun}-").order_by("pk").values_list("pk", flat=True))


def _authors(number):
    given = [name.split()[0] for name in famous("fr")]
    names = [f"{given[n % len(given)]} {word.title()}" for n, word in enumerate(words("en", number))]
    rows = [Author(slug=f"seed-{slug_for(name, 60)}-{n}", name=name) for n, name in enumerate(names)]
    Author.objects.bulk_create(rows, ignore_conflicts=True)
    return list(Author.objects.filter(slug__startswith="seed-").order_by("pk").values_list("pk", "name"))


def _regions():
    return list(Region.objects.exclude(slug__startswith="seed-place-").order_by("pk").values_list("pk", flat=True))


def _places():
    """Places inside the regions, by turns."""
    around = _regions()
    first = (Region.objects.aggregate(last=Max("position"))["last"] or 0) + 1
    keys = _named(Region, PLACES, "place")
    for n, key in enumerate(keys):
        Region.objects.filter(pk=key, parent=None).update(parent=around[n % len(around)], position=min(first + n, 9999))
    return keys
