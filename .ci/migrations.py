"""Whether the old code still works after a migration, and nobody has to wait for it (django-migration-linter).

`python -m tests.with_postgres python .ci/migrations.py`: on PostgreSQL, where it matters. From FIRST on; those before
were there before there was a site that could be in use.
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

import django
from django.db.migrations.loader import MigrationLoader

FIRST = "0013"
# Migration -> {code of the linter: why it may be so}.
EXCUSED = {
    "0014_search": {"RUNPYTHON_MODEL_VARIABLE_NAME": "a rule of style; ours are named as the words they stand for"},
    "0016_update_note": {"NOT_NULL": "code of before cannot begin a story until it is reloaded; readers see nothing"},
}


def main():
    django.setup()
    from django_migration_linter.migration_linter import MigrationLinter  # wants the settings

    names = sorted(name for app, name in MigrationLoader(None).disk_migrations if app == "articles")
    unknown = sorted(EXCUSED.keys() - names)
    wrong = [f"{name}: no such migration is there to be excused" for name in unknown]
    for name in names:
        if name >= FIRST:
            linter = MigrationLinter(
                no_cache=True,
                quiet=["ok", "ignore"],
                all_warnings_as_errors=True,
                exclude_migration_tests=list(EXCUSED.get(name, {})),
            )
            linter.lint_all_migrations("articles", name)
            wrong += [name] * linter.has_errors
    return f"Not safe on a site in use: {', '.join(wrong)} (CONTRIBUTING.md, Migrations)" if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
