"""Which stories match, and in what order: what differs between the two databases.

Both look at the newest 1,020 matches of the index, ask the one rule which of them are
public, and rank these: a word of the headline weighs 8, of the standfirst 4, of the names 3, one the text repeats 2,
any other 1.
"""

from django.db import connection

from articles.lib.search_terms import fts5, head_query, looked_for, tsquery
from articles.models import Story
from articles.queries.search_window import windows

RANKED = 1_020
LISTED = 1_020  # by date: as many as are counted, and a page
WEIGHTS = {"headline": 8, "standfirst": 4, "names": 3, "often": 2}
LETTERS = {"headline": "A", "standfirst": "B", "names": "C", "often": "D"}

NEWEST = """
    WITH newest AS MATERIALIZED (
        SELECT entry.story_id, entry.published_at, {columns}
        FROM articles_searchentry entry {join}
        WHERE {match} AND {conditions}
        ORDER BY entry.published_at DESC, entry.story_id DESC LIMIT {ranked}
    ), heads AS MATERIALIZED (SELECT story_id, published_at, {heads} FROM newest)
    SELECT story_id, {score} AS score, count(*) OVER () AS found, (SELECT count(*) FROM newest) AS seen
    FROM heads WHERE story_id IN ({listed})
    ORDER BY {order} published_at DESC, story_id DESC LIMIT %s OFFSET %s
"""


class Matches:
    """`keys` of one page, and how many of the newest matches are public."""

    def __init__(self, rows):
        self.keys = [row[0] for row in rows]
        self.found = rows[0][2] if rows else 0
        self.seen = rows[0][3] if rows else 0


def matches(asked, language, marks, since, until, ranked, size, offset):
    """One query on SQLite; on PostgreSQL one to look how common the words are, then seldom more than one.

    `marks`: tuples of marks of which one must be. `since`, `until`: moments or None. `ranked`: by relevance.
    """
    ask = {"sqlite": _sqlite, "postgresql": _postgresql}[connection.vendor]
    return ask(asked, language, marks, since, until, ranked, (size, offset))


def _postgresql(asked, language, marks, since, until, ranked, part):
    conditions, values = _conditions(language, since, until)
    score = " + ".join(map(_score_of_vectors, asked.wanted)) if ranked else "0"
    looked = RANKED if ranked else LISTED
    for window in windows(tsquery(asked, marks), conditions, values, language, looked):
        query = tsquery(asked, [*marks, window] if window else [*marks, (f"#{language}",)])
        sql, params = _sql("entry.head", "", "entry.words @@ %s::tsquery", conditions, score, ranked)
        found = Matches(_rows(sql, [query, *values, *params, *part]))
        if found.seen >= looked:
            break
    return found


def _score_of_vectors(term):
    """Literals, that PostgreSQL reads once: words are letters and digits."""
    whens = [
        f"WHEN head @@ $q${head_query(term, LETTERS[part])}$q$::tsquery THEN {weight}"
        for part, weight in WEIGHTS.items()
    ]
    return f"CASE {' '.join(whens)} ELSE 1 END"


def _sqlite(asked, language, marks, since, until, ranked, part):
    conditions, values = _conditions(language, since, until)
    scores = [_score_of_columns(term) for term in asked.wanted] if ranked else []
    sql, params = _sql(
        "part.headline, part.standfirst, part.names || ' ' || part.marks AS names, part.often",
        "JOIN articles_searchindex part ON part.rowid = entry.story_id",
        "articles_searchindex MATCH %s",
        conditions,
        " + ".join(score for score, _values in scores) or "0",
        ranked,
    )
    scored = [value for _score, values_of in scores for value in values_of]
    query = fts5(asked, [*marks, (f"#{language}",)])
    return Matches(_rows(sql, [query, *values, *scored, *params, *part]))


def _score_of_columns(term):
    """A word is in a column of stems when it stands there between spaces."""
    whens, values = [], []
    for part, weight in WEIGHTS.items():
        ways = looked_for(term)
        held = " OR ".join([f"instr(' ' || {part} || ' ', %s)"] * len(ways))
        whens.append(f"WHEN {held} THEN {weight}")
        values += ways
    return f"CASE {' '.join(whens)} ELSE 1 END", values


def _conditions(language, since, until):
    """What the entries themselves say, so that few of the newest 1,020 are not public after all."""
    now = {"sqlite": "STRFTIME('%%Y-%%m-%%d %%H:%%M:%%f', 'NOW')", "postgresql": "STATEMENT_TIMESTAMP()"}
    now = now[connection.vendor]
    conditions = ["entry.language = %s", f"entry.published_at <= {now}"]
    conditions += [f"(entry.expires_at IS NULL OR entry.expires_at > {now})"]
    values = [language]
    for moment, sign in ((since, ">="), (until, "<")):
        if moment:
            conditions.append(f"entry.published_at {sign} %s")
            values.append(connection.ops.adapt_datetimefield_value(moment))
    return " AND ".join(conditions), values


def _sql(columns, join, match, conditions, score, ranked):
    """The SQL and the values of its last part: the rule for being public, in its own words."""
    listed, params = Story.objects.listed().order_by().values("pk").query.sql_with_params()
    order = "score DESC," if ranked else ""
    names = {"columns": columns, "join": join, "match": match, "conditions": conditions}
    # Every comparison would fetch a vector anew from where it lies: this fetches it once.
    names["heads"] = {"sqlite": "headline, standfirst, names, often", "postgresql": "head || '' AS head"}[
        connection.vendor
    ]
    looked = RANKED if ranked else LISTED
    return NEWEST.format(**names, score=score, listed=listed, order=order, ranked=looked), params


def _rows(sql, params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()
