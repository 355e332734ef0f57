"""The two databases behind the same verbs.

save(file, say) -> {'migrations', 'counts'} · check(file) raises Unfit, or gives the migrations when the file tells them
· size() in bytes · folder() where a file must lie that is to become the database · replaced(file, suffix, say), a
context: the database is this one now, and the old one again when the block fails.
"""

from django.db import connection

from articles.management.backup.postgresql import PostgreSQL
from articles.management.backup.sqlite import SQLite


def present():
    """The site's own database."""
    return {"sqlite": SQLite, "postgresql": PostgreSQL}[connection.vendor]()
