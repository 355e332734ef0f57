"""The comment as nearly everybody sends it: a stranger's new words under an open story, after a pause.

On PostgreSQL two statements take it. Whatever is not as simple as that is left alone, and goes the long way
(workflow/submission.py), which decides; so does everything on SQLite.
"""

from django.db import connection

from articles.queries import discussion
from articles.queries.commented import find_with
from articles.workflow import senders, standing, storing, submission


def take(story_id, language, words, address):
    """The key of the comment, stored; None: it is not that simple, and nothing was done.

    `words`: name, email, website, body, valid already. Whoever sends them has proved nothing, so the comment is held.
    """
    if connection.vendor != "postgresql" or not address:
        return None
    words = words | {"email": words["email"].lower()}
    found = find_with(story_id, language, standing.question(address, words["email"]))
    return _stored(*found, words, address) if found else None


def _stored(story, answer, words, address):
    talk = discussion.of(story, [story.region] if story.region else [])
    if not talk.open or talk.slow_seconds:
        return None
    try:
        known = standing.told(answer, words["name"])
    except standing.Barred:
        return None
    sender = senders.key("address", address)
    row = submission.said(words) | {"story_id": story.pk, "sender": sender}
    row["reasons"] = submission.reasons(words, known, talk)
    return storing.insert_in_turn(row, [sender, senders.key("e-mail", words["email"])])
