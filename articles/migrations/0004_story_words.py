"""Fills the words of the desk's search for the stories that are there already."""

from itertools import batched

from django.db import migrations

from articles.lib.html import text_of
from articles.lib.words import index_text

AT_ONCE = 500


def fill(apps, schema_editor):
    stories = apps.get_model("articles", "Story").objects.using(schema_editor.connection.alias)
    words = apps.get_model("articles", "StoryWords").objects.using(schema_editor.connection.alias)
    columns = ("pk", "kicker", "headline", "standfirst", "slug", "body")
    rows = stories.filter(words=None).order_by("pk").values(*columns).iterator(AT_ONCE)
    for some in batched(rows, AT_ONCE):
        names = signatures(apps, schema_editor, [row["pk"] for row in some])
        words.bulk_create(words.model(story_id=row["pk"], folded=folded(row, names)) for row in some)


def signatures(apps, schema_editor, keys):
    """{story: 'Camille Auteur Ada Autre'}"""
    bylines = apps.get_model("articles", "Byline").objects.using(schema_editor.connection.alias)
    names = {}
    for key, name in bylines.filter(story__in=keys).values_list("story", "author__name"):
        names[key] = f"{names.get(key, '')} {name}"
    return names


def folded(row, names):
    parts = (row["kicker"], row["headline"], row["standfirst"], names.get(row["pk"], ""), row["slug"])
    return index_text(*parts, text_of(row["body"]))


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_append_only")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
