"""A site whose readers discuss, with every defence set: python -m benchmarks.discussion

Fills the empty, migrated database of DATABASE_URL, and prints as JSON what a client needs to know of it: the address
of a story, and for each of a hundred stories where its comments are posted and the token of its form.
"""

import json
import random
import sys
import time

from django.contrib.auth.models import User

from articles.lib.tokens import form_token
from articles.models import Comment, DiscussionRule, Learned, Region, Story, WordList
from articles.workflow.threads import count_new
from benchmarks.stories import WORDS, fill

STORIES, COMMENTS, TERMS, LEARNED = 100, 20, 65_000, 20_000
LETTERS = "abcdefghijklmnoprstuvz"


def main():
    draw = random.Random(5)
    fill(STORIES * 2)
    stories = list(Story.objects.public().filter(language="fr").newest_first()[:STORIES])
    for story in stories:
        story.published_at = story.published_at.replace(microsecond=0)
        talk(story, draw)
    defend(stories, draw)
    now = time.time()
    known = [{"address": f"/comments/{story.pk}/", "token": form_token(story.pk, now)} for story in stories]
    json.dump({"story": stories[0].get_absolute_url(), "forms": known}, sys.stdout)


def talk(story, draw):
    """Twenty comments that readers see, half of them by people who come back."""
    for n in range(COMMENTS):
        comment = Comment.objects.create(
            story=story, name=f"Lectrice {n}", email=f"lectrice{draw.randrange(5000)}@example.org",
            body=sentence(draw), html=f"<p>{sentence(draw)}</p>", fingerprint=f"{story.pk}-{n}",
            status=Comment.Status.APPROVED, shown=True,
        )  # fmt: skip
        count_new(comment)


def defend(stories, draw):
    """Word lists, a filter that has learned, rules of a story and of a region, colleagues whose names are known."""
    terms = {invented(draw) for _term in range(TERMS * 2)}
    WordList.objects.create(title="bench", terms="\n".join(sorted(terms)[:TERMS]))
    weights = {invented(draw): round(draw.uniform(-3, 3), 2) for _word in range(LEARNED)}
    Learned.objects.create(spam=5000, ham=5000, weights=weights | dict.fromkeys(WORDS, -0.5))
    DiscussionRule.objects.create(story=stories[-1], slow_minutes=1)
    DiscussionRule.objects.create(region=Region.objects.order_by("pk").first(), close_days=3650)
    User.objects.filter(username__startswith="bench").update(first_name="Prénom", last_name="Nom")


def invented(draw):
    """A word nobody uses, now and then two of them."""
    words = ("".join(draw.choices(LETTERS, k=draw.randint(5, 12))) for _word in range(draw.choice([1, 1, 1, 2])))
    return " ".join(words)


def sentence(draw):
    return " ".join(draw.choices(WORDS, k=30))


if __name__ == "__main__":
    main()
