"""The reading time of the stories that are there already: the words as lib/reading.py counted them that day."""

import re
from html import unescape
from itertools import batched

from django.db import migrations

WORD = re.compile(r"\w+(?:[-’'.,]\w+)*")
INLINE = "strong|em|a|sup|sub|abbr|span|q|code"
PARTS_WORDS = re.compile(rf"</?+(?!(?:{INLINE})\b)[^>]*>")
PACE = {"fr": 215, "en": 238, "uk": 190}


def minutes(body, language):
    words = len(WORD.findall(unescape(re.sub("<[^>]*>", "", PARTS_WORDS.sub("\n", body)))))
    return max(1, round(words / PACE.get(language, PACE["fr"]))) if words else 0


def fill(apps, schema_editor):
    Story = apps.get_model("articles", "Story")
    texts = Story.objects.only("language", "body").order_by("pk")
    for some in batched(texts.iterator(chunk_size=500), 500):
        for story in some:
            story.minutes = minutes(story.body, story.language)
        Story.objects.bulk_update(some, ["minutes"])


class Migration(migrations.Migration):
    dependencies = [("articles", "0014_search")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
