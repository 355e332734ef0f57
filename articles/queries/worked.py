"""Querysets of models that are asked with every page: their SQL is worked out once, later only its values change.

To work it out takes Django some times as long as to ask it; and PostgreSQL plans once a connection what stays the same.
"""

from django.db import connection
from django.db.models.query import get_related_populators

from articles.queries import raw


class WorkedModels:
    """`find = WorkedModels(lambda pk: Story.objects.filter(pk=pk), pk=-1)`; `find(pk=7)` -> [Story].

    As raw.Worked, which gives rows: each value it begins with is one that is nowhere else in the query. What the
    queryset selects, joins and annotates holds; what it prefetches does not (see `hang`).
    """

    def __init__(self, make, **marks):
        self.make, self.marks, self.worked = make, marks, {}

    def __call__(self, **values):
        sql, params, read = self.worked.get(connection.vendor) or self._work_out()
        given = {mark: values[name] for name, mark in self.marks.items()}
        with raw.cursor() as asked:
            asked.execute(sql, [given.get(param, param) for param in params])
            return [read(row) for row in asked.fetchall()]

    def _work_out(self):
        queryset = self.make(**self.marks)
        compiler = queryset.query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        found = self.worked[connection.vendor] = sql, params, _reader(compiler, queryset._fetch_mode)
        return found


def _reader(compiler, fetch_mode):
    """A function that makes the model of a row, as Django's ModelIterable does."""
    select, info = compiler.select, compiler.klass_info
    converters = compiler.get_converters([expression for expression, _sql, _alias in select])
    first, end = info["select_fields"][0], info["select_fields"][-1] + 1
    names = [expression.target.attname for expression, _sql, _alias in select[first:end]]
    related = get_related_populators(info, select, connection.alias, fetch_mode)

    def read(row):
        row = list(row)
        for place, (functions, expression) in converters.items():
            for function in functions:
                row[place] = function(row[place], expression, connection)
        found = info["model"].from_db(connection.alias, names, row[first:end], fetch_mode=fetch_mode)
        for populator in related:
            populator.populate(row, found)
        for name, place in compiler.annotation_col_map.items():
            setattr(found, name, row[place])
        return found

    return read


def hang(things, name, found, by):
    """What `prefetch_related` leaves on each of `things`: those of `found` whose `by` is its key, in their order.

    As there, what a thing has already stays: a draft that is looked at brings its own.
    """
    for thing in things:
        if name in getattr(thing, "_prefetched_objects_cache", {}):
            continue
        manager = getattr(thing, name)
        kept = manager.model._default_manager.all()
        kept._result_cache = [each for each in found if getattr(each, by) == thing.pk]
        kept._prefetch_done = True
        if not hasattr(thing, "_prefetched_objects_cache"):
            thing._prefetched_objects_cache = {}
        thing._prefetched_objects_cache[name] = kept
