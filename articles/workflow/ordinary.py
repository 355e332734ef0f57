"""The comment as nearly everybody sends it: a stranger's new words under an open story, after a pause.

On PostgreSQL two statements take it, and all those that arrive with it. Whatever is not as simple as that is left
alone, and goes the long way (workflow/submission.py), which decides; so does everything on SQLite.
"""

from dataclasses import dataclass

from django.db import connection

from articles.queries import discussion
from articles.queries.commented import LARGEST, find_all
from articles.workflow import senders, standing, storing, submission


@dataclass(frozen=True)
class Post:
    """`words`: name, email, website, body, valid already. `address`: the network address they come from."""

    story_id: int
    language: str
    words: dict
    address: str


def take(post):
    """The key of the comment, stored; None: it is not that simple, and nothing was done.

    Whoever sends it has proved nothing, so the comment is held.
    """
    return take_all([post])[0]


def take_all(posts):
    """[Post, Post] -> [12, None]: the same, of several at once."""
    if connection.vendor != "postgresql" or not posts:
        return [None] * len(posts)
    rows = [post.words | {"email": post.words["email"].lower(), "story_id": post.story_id} for post in posts]
    asked = _alone(posts, rows)
    found = find_all(asked, standing.OF_STRANGER) if asked else {}
    judged = {n: row for n, (story, answer) in found.items() if (row := _judged(rows[n], story, answer))}
    senders_of = {each["n"]: (each["keys"][0], each["email_key"]) for each in asked}
    stored = storing.insert_in_turn([(row | {"sender": senders_of[n][0]}, senders_of[n]) for n, row in judged.items()])
    keys = dict(zip(judged, stored, strict=True))
    return [keys.get(n) for n in range(len(posts))]


def _alone(posts, rows):
    """What is asked of each, and of none whose sender has another one among them: one by one they take their turns."""
    asked, seen = [], set()
    for n, (post, row) in enumerate(zip(posts, rows, strict=True)):
        if not post.address or post.story_id > LARGEST:
            continue
        keys, email_key = senders.keys("address", post.address), senders.key("e-mail", row["email"])
        if seen.isdisjoint((keys[0], email_key)):
            seen |= {keys[0], email_key}
            about = {"n": n, "story_id": post.story_id, "language": post.language, "email": row["email"]}
            asked.append(about | {"keys": keys, "email_key": email_key})
    return asked


def _judged(row, story, answer):
    """All that is stored of the comment but its sender; None: it is not that simple."""
    talk = discussion.of(story, [story.region] if story.region else [])
    if not talk.open or talk.slow_seconds:
        return None
    try:
        known = standing.told(answer, row["name"])
    except standing.Barred:
        return None
    return submission.said(row) | {"reasons": submission.reasons(row, known, talk)}
