"""What is in the site's database, and letting go of it."""

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import connection


def close():
    """This process lets go of the database, its pool included."""
    connection.close()
    if hasattr(connection, "close_pool"):
        connection.close_pool()


def counts():
    """{'articles.Story': 24, …} of the tables that are there."""
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        return counted(present, cursor)


def counted(present, cursor):
    """`cursor` is of Django or of sqlite3: both execute and fetch alike."""
    found = {}
    for model in (*apps.get_app_config("articles").get_models(), get_user_model()):
        if model._meta.db_table in present:
            cursor.execute(f'SELECT COUNT(*) FROM "{model._meta.db_table}"')
            found[model._meta.label] = cursor.fetchone()[0]
    return found
