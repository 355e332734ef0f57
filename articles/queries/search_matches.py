"""Which stories match, and in what order: what differs between the two databases.

Both look at the newest 2,000 matches of the index (by date: 1,020) and rank these: a word of the headline weighs 8, of
the standfirst 4, of the names 3, one the text repeats 2, any other 1. Which of them are public is asked of the one rule
in that order, until the page is full, and to count up to a thousand.
"""

from django.db import connection

from articles.lib.search_terms import fts5, head_query, looked_for, rough_tsquery, tsquery
from articles.models import Story
from articles.queries.search_window import windows

COUNTED = 1_000
RANKED = 2_000
LISTED = COUNTED + 20  # by date: some of the newest may not be public after all
WEIGHTS = {"headline": 8, "standfirst": 4, "names": 3, "often": 2}
LETTERS = {"headline": "A", "standfirst": "B", "names": "C", "often": "D"}

NEWEST = """
    WITH newest AS MATERIALIZED (
        SELECT entry.story_id, entry.published_at{columns}
        FROM articles_searchentry entry {join}
        WHERE {match} AND {conditions}
        ORDER BY entry.published_at DESC, entry.story_id DESC LIMIT {looked}
    ), heads AS MATERIALIZED (SELECT story_id, published_at{heads} FROM newest),
    scored AS (SELECT story_id, published_at, {score} AS score FROM heads ORDER BY {order})
    SELECT story_id, (SELECT count(*) FROM newest) AS seen, (
        SELECT count(*) FROM (SELECT story_id FROM newest WHERE story_id IN ({listed}) LIMIT {counted}) AS readable
    ) AS found
    FROM scored WHERE story_id IN ({listed}) ORDER BY {order} LIMIT %s OFFSET %s
"""
NEWEST_FIRST = "published_at DESC, story_id DESC"
SQLITE = {
    "columns": ", part.headline, part.standfirst, part.names || ' ' || part.marks AS names, part.often",
    "join": "JOIN articles_searchindex part ON part.rowid = entry.story_id",
    "match": "articles_searchindex MATCH %s",
    "heads": ", headline, standfirst, names, often",
}
POSTGRESQL = {
    "columns": ", entry.head",
    "join": "",
    "match": "entry.words @@ %s::tsquery",
    # Every comparison would fetch a vector anew from where it lies: this fetches it once.
    "heads": ", head || '' AS head",
}


class Matches:
    """`keys` of one page; `seen`: how many matches were looked at; `found`: how many are public, 1,001 at most."""

    def __init__(self, rows):
        self.keys = [row[0] for row in rows]
        self.seen, self.found = rows[0][1:] if rows else (0, 0)


def matches(asked, language, marks, since, until, ranked, size, offset):
    """One query on SQLite; on PostgreSQL one to look how common the words are, then seldom more than one.

    `marks`: tuples of marks of which one must be. `since`, `until`: moments or None. `ranked`: by relevance.
    """
    ask = {"sqlite": _sqlite, "postgresql": _postgresql}[connection.vendor]
    return ask(asked, language, marks, since, until, ranked, (size, offset))


def _postgresql(asked, language, marks, since, until, ranked, part):
    conditions, values = _conditions(language, since, until)
    score = " + ".join(map(_score_of_vectors, asked.wanted))
    looked = RANKED if ranked else LISTED
    for window in windows(rough_tsquery(asked, marks), conditions, values, language, looked):
        query = tsquery(asked, [*marks, window] if window else [*marks, (f"#{language}",)])
        sql, params = _sql(POSTGRESQL, conditions, score, ranked)
        found = Matches(_rows(sql, [query, *values, *params, *part]))
        if found.seen >= looked:
            break
    return found


def _score_of_vectors(term):
    """Literals, that PostgreSQL reads once: words are letters and digits."""
    # Most texts hold a word somewhere below: one comparison instead of four.
    whens = [f"WHEN NOT {_in_head(term)} THEN 1"]
    whens += [f"WHEN {_in_head(term, LETTERS[part])} THEN {weight}" for part, weight in WEIGHTS.items()]
    return f"CASE {' '.join(whens)} END"


def _in_head(term, letter=""):
    return f"head @@ $q${head_query(term, letter)}$q$::tsquery"


def _sqlite(asked, language, marks, since, until, ranked, part):
    conditions, values = _conditions(language, since, until)
    scores = [_score_of_columns(term) for term in asked.wanted] if ranked else []
    sql, params = _sql(SQLITE, conditions, " + ".join(score for score, _values in scores), ranked)
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
    """What the entries themselves say, so that few of the newest are not public after all."""
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


def _sql(parts, conditions, score, ranked):
    """The SQL and the values of its last part: the rule for being public, in its own words, twice."""
    listed, params = Story.objects.listed().order_by().values("pk").query.sql_with_params()
    ranking = {"score": score, "order": f"score DESC, {NEWEST_FIRST}", "looked": RANKED}
    by_date = {"score": "0", "order": NEWEST_FIRST, "looked": LISTED, "columns": "", "heads": ""}
    names = parts | (ranking if ranked else by_date)
    return NEWEST.format(**names, conditions=conditions, listed=listed, counted=COUNTED + 1), params * 2


def _rows(sql, params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()
