"""PostgreSQL: what ranks an entry of the search (`head`, half a kilobyte) lies in its row, no longer beside it.

The search reads it of two thousand stories at a time, and each was one to five pages of a table of vectors seven times
its size. `words` stays beside: nobody reads it. Entries that are there already move when they are next written:
`manage.py reindex` writes all of them.
"""

from django.db import migrations

BESIDE = "EXTERNAL", 128
AT_HAND = "MAIN", 2040  # without `words` no row is that long, so that no head is packed


def put(storage, target):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"ALTER TABLE articles_searchentry ALTER COLUMN head SET STORAGE {storage}")
            schema_editor.execute(f"ALTER TABLE articles_searchentry SET (toast_tuple_target = {target})")

    return run


class Migration(migrations.Migration):
    dependencies = [("articles", "0018_lean_comment_indexes")]
    operations = [migrations.RunPython(put(*AT_HAND), put(*BESIDE))]
