"""Database and code, compared by their migrations: which of the two is ahead?"""

from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


def applied(connection):
    """['articles.0001_initial', …] as the database remembers them; none in an empty database."""
    return sorted(".".join(key) for key in MigrationRecorder(connection).applied_migrations())


def pending(connection):
    """What the code has and the database has not: manage.py migrate is due."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def ahead(names):
    """Those of `names` that an app of this code does not know: they come from newer code.

    ['articles.0009_later', 'formerly.0001_initial'] -> ['articles.0009_later']: an app that is gone does no harm.
    """
    migrations = MigrationLoader(None).disk_migrations
    known = set(migrations) | {old for migration in migrations.values() for old in migration.replaces}
    apps = {app for app, _name in known}
    keys = [tuple(name.split(".", 1)) for name in names]
    return sorted(".".join(key) for key in keys if key[0] in apps and key not in known)
