"""The pictures of the texts that are there already."""

import re

from django.db import migrations

FIGURE = re.compile(r'<figure data-image="([0-9]{1,18})">')


def fill(apps, schema_editor):
    Story, Image, Figure = (apps.get_model("articles", name) for name in ("Story", "Image", "Figure"))
    known = set(Image.objects.values_list("pk", flat=True))
    texts = Story.objects.filter(body__contains="data-image").values_list("pk", "body")
    for story, body in texts.iterator(chunk_size=500):
        shown = {int(key) for key in FIGURE.findall(body)} & known
        Figure.objects.bulk_create(
            (Figure(story_id=story, image_id=image) for image in sorted(shown)), ignore_conflicts=True
        )


class Migration(migrations.Migration):
    dependencies = [("articles", "0006_pictures")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
