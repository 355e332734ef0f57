"""A thousand stories, each discussed by twenty readers: python -m benchmarks.newspaper 1000

Fills the empty, migrated database of DATABASE_URL, and prints as JSON the addresses of what it made, for clients that
know nothing of the site.
"""

import json
import random
import sys
import time

from articles.lib.tokens import form_token
from articles.models import Author, Comment, Region, Section, Story
from benchmarks.discussion import sentence
from benchmarks.stories import fill

COMMENTS = 20
# Of the stories that `fill` makes, the part that French readers may read.
READABLE = 0.6


def main(number):
    fill(int(number / READABLE))
    stories = list(Story.objects.public().filter(language="fr").newest_first()[:number])
    if len(stories) < number:
        sys.exit(f"{len(stories)} stories are readable, not {number}: READABLE is too high.")
    discuss(stories, random.Random(5))
    json.dump(known(stories), sys.stdout)


def discuss(stories, draw):
    """Twenty comments under each, that readers see."""
    for story in stories:
        Comment.objects.bulk_create(comment(story, n, draw) for n in range(COMMENTS))
    Story.objects.filter(pk__in=[story.pk for story in stories]).update(comment_count=COMMENTS)


def comment(story, n, draw):
    words = sentence(draw)
    return Comment(
        story=story, name=f"Lectrice {n}", email=f"lectrice{draw.randrange(5000)}@example.org", body=words,
        html=f"<p>{words}</p>", fingerprint=f"{story.pk}-{n}", status=Comment.Status.APPROVED, shown=True,
    )  # fmt: skip


def known(stories):
    """{"stories": ["/2026/11/23/bench-0/", …], "keys", "tokens": …, "lists": ["/", "/regions/donetsk/", …]}"""
    kinds, now = {"regions": Region, "sections": Section, "authors": Author}, time.time()
    lists = [f"/{name}/{each.slug}/" for name, model in kinds.items() for each in model.objects.order_by("pk")[:40]]
    return {
        "stories": [story.get_absolute_url() for story in stories],
        "keys": [story.pk for story in stories],
        "tokens": [form_token(story.pk, now) for story in stories],
        "lists": ["/", *lists],
    }


if __name__ == "__main__":
    main(int(sys.argv[1]))
