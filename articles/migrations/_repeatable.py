"""Steps of a migration without a transaction that was killed half-way: done again, what is there already stays.

On PostgreSQL an index that was left half made is made anew (articles/management/patience.py). `collect_sql`: the
statements are only told (sqlmigrate), all of them.
"""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations


class AddFieldOnce(migrations.AddField):
    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.collect_sql or not self._is_there(app_label, schema_editor, to_state):
            super().database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.collect_sql or self._is_there(app_label, schema_editor, from_state):
            super().database_backwards(app_label, schema_editor, from_state, to_state)

    def _is_there(self, app_label, schema_editor, state):
        model = state.apps.get_model(app_label, self.model_name)
        connection = schema_editor.connection
        with connection.cursor() as cursor:
            columns = connection.introspection.get_table_description(cursor, model._meta.db_table)
        return model._meta.get_field(self.name).column in {column.name for column in columns}


class AddIndexBeside(AddIndexConcurrently):
    """Without holding up whoever writes; SQLite has one writer anyway."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor == "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
        elif schema_editor.collect_sql or not self._is_there(schema_editor):
            migrations.AddIndex.database_forwards(self, app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor == "postgresql":
            super().database_backwards(app_label, schema_editor, from_state, to_state)
        elif schema_editor.collect_sql or self._is_there(schema_editor):
            migrations.AddIndex.database_backwards(self, app_label, schema_editor, from_state, to_state)

    def _is_there(self, schema_editor):
        with schema_editor.connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM sqlite_master WHERE type = 'index' AND name = %s", [self.index.name])
            return cursor.fetchone() is not None


class DropIndexOfField(migrations.AlterField):
    """The index that Django makes of a foreign key goes; the state says `db_index=False`.

    By itself Django would make SQLite's whole table anew for it, without its triggers.
    """

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        model = to_state.apps.get_model(app_label, self.model_name)
        drop_own_indexes(schema_editor, model, self.name)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        model = to_state.apps.get_model(app_label, self.model_name)
        field = model._meta.get_field(self.name)
        if schema_editor.collect_sql or not own_indexes(schema_editor, model, field):
            schema_editor.execute(schema_editor._create_index_sql(model, fields=[field]))


def own_indexes(schema_editor, model, field):
    """The names of the indexes that Django made of this column alone and named after it."""
    table = model._meta.db_table
    with schema_editor.connection.cursor() as cursor:
        found = schema_editor.connection.introspection.get_constraints(cursor, table)
    return [
        name
        for name, is_ in found.items()
        if is_["index"]
        and is_["columns"] == [field.column]
        and not (is_["unique"] or is_["primary_key"])
        and name.startswith(f"{table}_{field.column}_")
    ]


def drop_own_indexes(schema_editor, model, name):
    beside = "CONCURRENTLY " if schema_editor.connection.vendor == "postgresql" else ""
    for index in own_indexes(schema_editor, model, model._meta.get_field(name)):
        schema_editor.execute(f"DROP INDEX {beside}IF EXISTS {schema_editor.quote_name(index)}")
