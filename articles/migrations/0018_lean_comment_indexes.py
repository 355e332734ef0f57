"""A comment is written to fewer indexes: those of columns most comments leave empty hold only what is not.

Two go for good: a story's comments are found by "comment_once_a_story", which begins with the story; and nobody looks
for the beginning of a sender's key, for which PostgreSQL kept an index beside the key itself. It can be run again.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from articles.migrations._repeatable import AddIndexBeside, DropIndexOfField, drop_own_indexes


def drop_beginnings_of_keys(apps, schema_editor):
    drop_own_indexes(schema_editor, apps.get_model("articles", "Sender"), "key")


def filled(field, name):
    condition = models.Q((f"{field}__isnull", False))
    return AddIndexBeside("comment", models.Index(condition=condition, fields=[field], name=name))


def without_index(field, to, on_delete, related_name, **options):
    options = {"db_index": False, "on_delete": on_delete, "related_name": related_name, "to": to} | options
    return DropIndexOfField("comment", field, models.ForeignKey(**options))


EMPTY = {"blank": True, "null": True}
SET_NULL, RESTRICT = django.db.models.deletion.SET_NULL, django.db.models.deletion.RESTRICT
CASCADE = django.db.models.deletion.CASCADE
USER = settings.AUTH_USER_MODEL


class Migration(migrations.Migration):
    atomic = False  # indexes are made and dropped beside the traffic
    dependencies = [
        ("articles", "0017_lists_at_any_size"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        filled("parent", "comment_replies"),
        filled("by", "comment_of_colleague"),
        filled("person", "comment_of_person"),
        filled("decided_by", "comment_decided_by"),
        without_index("parent", "articles.comment", RESTRICT, "replies", verbose_name="reply to", **EMPTY),
        without_index("by", USER, SET_NULL, "+", verbose_name="colleague", editable=False, **EMPTY),
        without_index(
            "person", "articles.person", SET_NULL, "comments", verbose_name="verified person", editable=False, **EMPTY
        ),
        without_index("decided_by", USER, SET_NULL, "+", verbose_name="decided by", editable=False, **EMPTY),
        without_index("story", "articles.story", CASCADE, "comments", verbose_name="story"),
        migrations.RunPython(drop_beginnings_of_keys, migrations.RunPython.noop),
    ]
