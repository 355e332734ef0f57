"""SQL written by hand, or worked out once, for the few questions that are asked with every comment."""

from django.db import connection, connections


def cursor():
    """A cursor for statements that are always the same but for their values: PostgreSQL plans them once a connection.

    Django's own puts the values into the text, so that each is parsed and planned anew.
    """
    here = connections[connection.alias]
    if here.vendor != "postgresql":
        return here.cursor()
    here.ensure_connection()
    return here._prepare_cursor(here.Database.Cursor(here.connection))


def stamp(moment):
    """A datetime -> what the database compares its moments with (SQLite: text in UTC). None stays None."""
    return connection.ops.adapt_datetimefield_value(moment)


def moment(value):
    """What the database gave -> an aware datetime, or None. SQLite gives text, or a datetime without its zone."""
    if connection.vendor == "sqlite":
        return connection.ops.convert_datetimefield_value(value, None, connection)
    return value


class Worked:
    """A queryset of `values_list` whose SQL is worked out once; later only the values in it change.

    `ask = Worked(lambda pk: Story.objects.public().filter(pk=pk).values_list("slug"), pk=-1)`; `ask(pk=7)` -> rows.
    Each value it begins with is one that is nowhere else in the query: it marks the place.
    """

    def __init__(self, make, **marks):
        self.make, self.marks, self.sql = make, marks, {}

    def __call__(self, **values):
        sql, params = self.worked()
        given = {mark: values[name] for name, mark in self.marks.items()}
        with cursor() as asked:
            asked.execute(sql, [given.get(param, param) for param in params])
            return asked.fetchall()

    def inside(self, **expressions):
        """(SQL, its values) with SQL in the place of each mark, for a bigger question: `ask.inside(pk="post.pk")`."""
        sql, params = self.worked()
        given = {mark: expressions[name] for name, mark in self.marks.items()}
        first, *pieces = sql.split("%s")
        told = (given.get(param, "%s") + piece for param, piece in zip(params, pieces, strict=True))
        return first + "".join(told), [param for param in params if param not in given]

    def worked(self):
        if connection.vendor not in self.sql:
            self.sql[connection.vendor] = self.make(**self.marks).query.sql_with_params()
        return self.sql[connection.vendor]
