"""The comments that are there already: their threads, at most three deep, and how many a story has.

Addresses are compared letter by letter from now on, so they come in lower case.
"""

from django.db import migrations
from django.db.models import Count, Q
from django.db.models.functions import Lower

DEEPEST = 3


def fill(apps, schema_editor):
    Comment, Story = (apps.get_model("articles", name) for name in ("Comment", "Story"))
    place = {}  # comment: (thread or itself, depth, parent)
    answered = set()
    rows = Comment.objects.order_by("pk").values_list("pk", "parent", "status")
    for pk, parent, status in rows.iterator(chunk_size=2000):
        thread, depth, above = place.get(parent, (None, 0, None))
        if depth == DEEPEST:  # one level up: beside the comment it answers
            parent, depth = above, DEEPEST - 1
        place[pk] = (thread or pk, depth + 1, parent if depth else None)
        if depth:
            Comment.objects.filter(pk=pk).update(thread=thread, depth=depth + 1, parent=parent)
        elif parent:
            Comment.objects.filter(pk=pk).update(parent=None)
        if status == "approved":
            answered |= {thread, place[pk][2]} - {None}
    Comment.objects.filter(Q(status="approved") | Q(pk__in=answered)).update(shown=True)
    Comment.objects.exclude(email=Lower("email")).update(email=Lower("email"))
    counts = Comment.objects.filter(status="approved").order_by().values("story").annotate(n=Count("pk"))
    for row in counts.iterator(chunk_size=2000):
        Story.objects.filter(pk=row["story"]).update(comment_count=row["n"])


class Migration(migrations.Migration):
    dependencies = [("articles", "0010_comments")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
