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

# Nothing is done when the words are there already, or somebody is to wait. Of two at once both may see that nothing
# stands in their way: then the second one fails as a whole, by the division or the unique constraint.
IN_TURN = """
WITH turns AS (
    INSERT INTO articles_sender AS known (key, window_start, attempts, accepted_at)
    SELECT sender.key, %(now)s, 1, %(now)s FROM (VALUES {rows}) AS sender (key)
    WHERE NOT EXISTS (SELECT 1 FROM articles_comment WHERE story_id = %(story_id)s AND fingerprint = %(fingerprint)s)
    AND NOT EXISTS (
        SELECT 1 FROM articles_sender WHERE key IN ({keys})
        AND (accepted_at > %(rested)s OR attempts >= %(most)s AND window_start > %(since)s))
    ON CONFLICT (key) DO UPDATE SET {changes} {free}
    RETURNING attempts
)
INSERT INTO articles_comment ({columns}) SELECT {values} FROM turns
HAVING CASE WHEN count(*) = 0 THEN FALSE ELSE 1 / (count(*) = {number} AND max(attempts) <= %(most)s)::int = 1 END
RETURNING id
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


def insert_in_turn(words, keys):
    """Stores a comment that waits, and takes the turn of its senders, all in one statement. PostgreSQL only.

    `words`: what its columns hold that no empty one does. Gives its key; None: nothing was done, because it is not
    their turn, or not with so many attempts, or the same comment is there.
    """
    words = _blank() | words | {"reasons": Jsonb(words["reasons"])}
    values = words | rates.moments(timezone.now(), settings.COMMENT_INTERVAL) | rates.named(keys)
    values["most"] = settings.COMMENT_ATTEMPTS // 2
    try:
        with transaction.atomic() if connection.in_atomic_block else nullcontext(), cursor() as storing:
            storing.execute(_in_turn(len(keys)), values)
            stored = storing.fetchone()
    except (DataError, IntegrityError):
        return None
    return stored and stored[0]


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
def _in_turn(number):
    """`number`: of the senders."""
    keys = [f"%(key{n})s" for n in range(number)]
    return IN_TURN.format(
        rows=", ".join(f"({key}::text)" for key in keys),
        keys=", ".join(keys),
        number=number,
        changes=rates.CHANGES,
        free=rates.FREE,
        columns=_columns(),
        values=", ".join(f"%({field.column})s::{_type(field)}" for field in _fields()),
    )
