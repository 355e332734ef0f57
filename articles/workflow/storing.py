"""Storing what may be there already, once: whoever else stores the same at this very moment."""

from contextlib import nullcontext
from functools import cache

from django.conf import settings
from django.db import DataError, IntegrityError, connection, transaction
from django.utils import timezone
from psycopg.types.json import Jsonb

from articles.models import Comment
from articles.queries.raw import cursor, moment
from articles.workflow import rates

GIVEN = ("id", "created_at")  # by the database

# Of each comment nothing is done when the words are there already, or one of its two senders is to wait. Of two at once
# both may see that nothing stands in their way: then the second statement fails as a whole, by the division or the
# unique constraint. What is looked up has a LIMIT, so that it is never planned as a walk through a whole table.
IN_TURN = """
WITH post AS MATERIALIZED (
    SELECT * FROM jsonb_to_recordset(%(posts)s) AS post (one text, other text, {given})
    WHERE (SELECT 1 FROM articles_comment
        WHERE story_id = post.story_id AND fingerprint = post.fingerprint LIMIT 1) IS NULL
    AND (SELECT 1 FROM articles_sender WHERE key IN (post.one, post.other)
        AND (accepted_at > %(rested)s OR attempts >= %(most)s AND window_start > %(since)s) LIMIT 1) IS NULL
), turns AS (
    INSERT INTO articles_sender AS known (key, window_start, attempts, accepted_at)
    SELECT sender.key, %(now)s, 1, %(now)s FROM post CROSS JOIN LATERAL (VALUES (one), (other)) AS sender (key)
    ORDER BY sender.key
    ON CONFLICT (key) DO UPDATE SET {changes} {free}
    RETURNING attempts
)
INSERT INTO articles_comment ({columns}) SELECT {values} FROM post
WHERE (SELECT 1 / (count(*) = 2 * (SELECT count(*) FROM post) AND max(attempts) <= %(most)s)::int FROM turns) = 1
RETURNING story_id, fingerprint, id
"""


def insert_once(comment):
    """Stores this new comment and gives True, unless the same one stands under its story already.

    One statement, so that of many at once exactly one is the first. Django's own ways either raise an error, which
    ends the transaction, or do not tell what they did.
    """
    with cursor() as storing:
        storing.execute(_statement(), list(_row(comment).values()))
        stored = storing.fetchone()
    if stored:
        comment.pk, comment.created_at = stored[0], moment(stored[1])
        comment._state.adding, comment._state.db = False, connection.alias
    return stored is not None


def insert_in_turn(comments):
    """Stores comments that wait, and takes the turns of their senders, all in one statement. PostgreSQL only.

    `comments`: [(what its columns hold that no empty one's do, the keys of its two senders), …], of which no two have
    a sender in common. Gives the key of each; None: nothing was done, because it is not their turn, or not with so
    many attempts, or the same comment is there.
    """
    try:
        stored = _inserted(comments) if comments else {}
    except (DataError, IntegrityError):
        if len(comments) > 1:  # one of them stood in the way of all
            return [insert_in_turn([comment])[0] for comment in comments]
        return [None]
    return [stored.get((row["story_id"], row["fingerprint"])) for row, _senders in comments]


def _inserted(comments):
    """{(story, fingerprint): key} of those that were stored."""
    posts = [row | dict(zip(("one", "other"), keys, strict=True)) for row, keys in comments]
    values = _blank() | rates.moments(timezone.now(), settings.COMMENT_INTERVAL)
    values |= {"most": settings.COMMENT_ATTEMPTS // 2, "posts": Jsonb(posts)}
    with transaction.atomic() if connection.in_atomic_block else nullcontext(), cursor() as storing:
        storing.execute(_in_turn(tuple(comments[0][0])), values)
        return {(story, fingerprint): key for story, fingerprint, key in storing.fetchall()}


def _row(comment):
    """{column: value} as the database takes them."""
    return {field.column: field.get_db_prep_save(getattr(comment, field.attname), connection) for field in _fields()}


@cache
def _blank():
    return _row(Comment())


@cache
def _fields():
    return [field for field in Comment._meta.concrete_fields if field.attname not in GIVEN]


@cache
def _columns():
    return ", ".join(f'"{field.column}"' for field in _fields())


@cache
def _statement():
    places = ", ".join(["%s"] * len(_fields()))
    return (
        f"INSERT INTO articles_comment ({_columns()}) VALUES ({places}) "
        f"ON CONFLICT (story_id, fingerprint) DO NOTHING RETURNING id, created_at"
    )


def _type(field):
    """'varchar(245)' -> 'varchar': what is too long is an error, not cut."""
    return field.db_type(connection).partition("(")[0]


@cache
def _in_turn(given):
    """`given`: the columns that differ from comment to comment."""
    types = {field.column: _type(field) for field in _fields()}
    return IN_TURN.format(
        given=", ".join(f"{column} {types[column]}" for column in given),
        changes=rates.CHANGES,
        free=rates.FREE,
        columns=_columns(),
        values=", ".join(f"post.{name}" if name in given else f"%({name})s::{types[name]}" for name in types),
    )
