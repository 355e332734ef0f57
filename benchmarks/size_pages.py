"""One database of benchmarks/size.py: asks the pages it is told to, in a process of its own, and answers with times.

A line of its input is the name of a page; a line of its output the milliseconds of one request, rendering and all.
"""

import logging
import random
import sys
import time
from contextlib import contextmanager
from datetime import timedelta
from urllib.parse import quote

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Max
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from articles.management.seed.vocabulary import Speech, words
from articles.models import Author, Region, Section, Story, Tag

STORIES = 1_000  # drawn from all of them


class House:
    """Addresses of a site that `manage.py seed` has filled, drawn anew for each request."""

    def __init__(self):
        self.draw, self.speech = random.Random(1), Speech("fr")
        self.stories = self._stories()
        self.regions = self._slugs(Region)
        self.places = list(Region.objects.filter(parent__isnull=False).order_by("-pk").values_list("slug", flat=True))
        self.sections, self.tags, self.authors = self._slugs(Section), self._slugs(Tag), self._slugs(Author)
        self.rare = words("fr", 6_000)[4_000:]
        oldest = Story.objects.listed().order_by("published_at").values_list("published_at", flat=True)[0]
        self.days = (timezone.now() - oldest).days

    def _stories(self):
        last = Story.objects.aggregate(last=Max("pk"))["last"]
        keys = random.Random(2).sample(range(1, last + 1), min(last, STORIES * 2))
        return list(Story.objects.public().filter(pk__in=keys, language="fr", comment_count__gt=0)[:STORIES])

    def _slugs(self, model):
        return list(model.objects.order_by("pk").values_list("slug", flat=True))

    def path(self, name):
        with translation.override("fr"):
            return getattr(self, f"_{name.replace(' ', '_')}")()

    def _named(self, name, things, **query):
        return reverse(name, args=[self.draw.choice(things)], query=query or None)

    # The rows that are wanted

    def _front(self):
        return reverse("front")

    def _region(self):
        return self._named("region", self.regions[:5])

    def _section(self):
        return self._named("section", self.sections)

    def _story(self):
        return self.draw.choice(self.stories).get_absolute_url()

    def _search(self):
        asked = self.draw.choice([self.speech.words.draw(self.draw), self.draw.choice(self.rare)])
        return f"{reverse('search')}?q={quote(asked)}"

    def _feed(self):
        return self.draw.choice([reverse("front_feed"), self._named("region_feed", self.regions)])

    def _admin_stories(self):
        return reverse("admin:articles_story_changelist")

    # The others

    def _place(self):
        return self._named("region", self.places)

    def _tag(self):
        return self._named("tag", self.tags[:20])

    def _author(self):
        return self._named("author", self.authors[:10])

    def _deep_in_a_region(self):
        return f"{self._region()}?before={_moment(self._day())}-1"

    def _deep_in_a_tag(self):
        return f"{self._named('tag', self.tags[:5])}?before={_moment(self._day())}-1"

    def _archive(self):
        return reverse("archive")

    def _archive_day(self):
        day = timezone.localdate(self.draw.choice(self.stories).published_at)
        return reverse("archive_day", args=[f"{day:%Y}", f"{day:%m}", f"{day:%d}"])

    def _tag_feed(self):
        return self._named("tag_feed", self.tags[:20])

    def _comments_feed(self):
        return reverse("comments_feed")

    def _sitemap(self):
        return reverse("sitemap")

    def _region_sitemap(self):
        return self._named("sitemap_region", self.regions[:5])

    def _admin_comments(self):
        return reverse("admin:articles_comment_changelist", query={"state": "approved"})

    def _moderation_queue(self):
        return reverse("admin:articles_comment_changelist")

    def _admin_search(self):
        return reverse("admin:articles_story_changelist", query={"q": self.draw.choice(self.rare)})

    def _admin_filters(self):
        return reverse("admin:articles_story_changelist", query={"state": "published", "language": "uk"})

    def _admin_region(self):
        regions = Region.objects.order_by("pk").values_list("pk", flat=True)
        return reverse("admin:articles_story_changelist", query={"region": self.draw.choice(list(regions))})

    def _admin_people(self):
        return reverse("admin:articles_person_changelist")

    def _admin_trail(self):
        return reverse("admin:articles_auditentry_changelist")

    def _admin_pictures(self):
        return reverse("admin:articles_image_changelist")

    def _desk(self):
        return reverse("admin:index")

    def _day(self):
        return timezone.now() - timedelta(days=self.draw.uniform(0.01, 0.9) * self.days)


def _moment(at):
    """As queries/paging.py writes it."""
    number, text = int(at.timestamp() * 1_000_000), ""
    while number:
        number, digit = divmod(number, 36)
        text = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + text
    return text


@contextmanager
def clients():
    """Gives `ask(page)` -> (milliseconds, answer, path): readers' pages as a reader, the desk's as its chief."""
    logging.disable()
    settings.ALLOWED_HOSTS, settings.MFA_REQUIRED = ["testserver"], False
    house, reader, desk = House(), Client(), Client()
    boss, _made = User.objects.get_or_create(username="bench-boss", defaults={"is_staff": True, "is_superuser": True})
    desk.force_login(boss)

    def ask(page):
        path = house.path(page)
        client = desk if path.startswith(reverse("admin:index")) else reader
        begun = time.perf_counter()
        answer = client.get(path, secure=True)
        return (time.perf_counter() - begun) * 1000, answer, path

    yield ask


def main():
    with clients() as ask:
        print("ready", flush=True)
        for line in sys.stdin:
            took, answer, path = ask(line.strip())
            print(f"{took:.2f} {answer.status_code} {path}", flush=True)


if __name__ == "__main__":
    main()
