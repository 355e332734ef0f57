"""Entries of the search on their way into the database: a row and its vectors, or a row and its words in FTS5."""

from articles.lib.search_entry import PARTS, head, vector


def store(connection, entries):
    """Writes these entries anew. One query on PostgreSQL for each hundred, two on SQLite."""
    entries = list(entries)
    with connection.cursor() as cursor:
        {"sqlite": _store_in_sqlite, "postgresql": _store_in_postgresql}[connection.vendor](connection, cursor, entries)


_COLUMNS = "INSERT INTO articles_searchentry (story_id, language, published_at, expires_at"
_AGAIN = (
    "ON CONFLICT (story_id) DO UPDATE SET language = EXCLUDED.language, published_at = EXCLUDED.published_at, "
    "expires_at = EXCLUDED.expires_at"
)


def _store_in_postgresql(connection, cursor, entries):
    sql = f"{_COLUMNS}, words, head) VALUES (%s, %s, %s, %s, %s::tsvector, %s::tsvector) {_AGAIN}"
    sql += ", words = EXCLUDED.words, head = EXCLUDED.head"
    cursor.executemany(sql, [(*_row(connection, each), vector(each), head(each)) for each in entries])


def _store_in_sqlite(connection, cursor, entries):
    cursor.executemany(f"{_COLUMNS}) VALUES (%s, %s, %s, %s) {_AGAIN}", [_row(connection, each) for each in entries])
    # What ranks comes before the body: it is read without it.
    sql = "INSERT OR REPLACE INTO articles_searchindex (rowid, headline, standfirst, names, often, marks, body) "
    rows = [(each.story, *map(" ".join, _columns(each))) for each in entries]
    cursor.executemany(sql + "VALUES (%s, %s, %s, %s, %s, %s, %s)", rows)


def _columns(each):
    headline, standfirst, names, body = (each.parts[part] for part in PARTS)
    return headline, standfirst, names, each.parts["often"], each.marks, body


def _row(connection, each):
    at = connection.ops.adapt_datetimefield_value
    return each.story, each.language, at(each.published_at), at(each.expires_at)
