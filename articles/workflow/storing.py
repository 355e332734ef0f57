"""Storing what may be there already, once: whoever else stores the same at this very moment."""

from functools import cache

from django.db import connection

from articles.models import Comment
from articles.queries.raw import cursor, moment

GIVEN = ("id", "created_at")  # by the database


def insert_once(comment):
    """Stores this new comment and gives True, unless the same one stands under its story already.

    One statement, so that of many at once exactly one is the first. Django's own ways either raise an error, which
    ends the transaction, or do not tell what they did.
    """
    fields = _fields()
    values = [field.get_db_prep_save(getattr(comment, field.attname), connection) for field in fields]
    with cursor() as storing:
        storing.execute(_statement(), values)
        stored = storing.fetchone()
    if stored:
        comment.pk, comment.created_at = stored[0], moment(stored[1])
        comment._state.adding, comment._state.db = False, connection.alias
    return stored is not None


@cache
def _fields():
    return [field for field in Comment._meta.concrete_fields if field.attname not in GIVEN]


@cache
def _statement():
    columns = ", ".join(f'"{field.column}"' for field in _fields())
    places = ", ".join(["%s"] * len(_fields()))
    return (
        f"INSERT INTO articles_comment ({columns}) VALUES ({places}) "
        f"ON CONFLICT (story_id, fingerprint) DO NOTHING RETURNING {', '.join(GIVEN)}"
    )
