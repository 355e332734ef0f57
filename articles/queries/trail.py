"""What the audit trail is asked."""

from django.db import connection

from articles.models import AuditEntry

# Jumps from one value of an index to the next instead of reading every line: both databases understand it.
DIFFERENT = """
WITH RECURSIVE found(value) AS (
    SELECT MIN({column}) FROM articles_auditentry
    UNION ALL
    SELECT (SELECT MIN({column}) FROM articles_auditentry WHERE {column} > found.value)
    FROM found WHERE found.value IS NOT NULL
)
SELECT value FROM found WHERE value IS NOT NULL
"""


def actions():
    """The codes that occur, such as 'story.publish'. One query, as many steps as there are codes."""
    return _different("action")


def nouns():
    """What things were done to, such as 'story'; without the lines that are about no thing."""
    return [noun for noun in _different("noun") if noun]


def _different(column):
    with connection.cursor() as cursor:
        cursor.execute(DIFFERENT.format(column=column))
        return [value for (value,) in cursor.fetchall()]


def matching(lines, text):
    """The lines whose thing was called so. Words of any case, at most a hundred characters."""
    for word in text[:100].split()[:8]:
        lines = lines.filter(label__icontains=word)
    return lines


def last_of(action, key):
    """A subquery: when this was last done to the story whose key is the expression `key`."""
    return AuditEntry.objects.filter(noun="story", key=key, action=action).order_by("-at").values("at")[:1]
