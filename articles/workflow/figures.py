"""The pictures of a text as rows (models/figure.py): written with it, and asked by whoever wants to know its users."""

from articles.lib.html import image_ids
from articles.models import Figure, Image


def note(story):
    """Brings the rows in line with the text of the story's row. One query when there are none, else two to four.

    A number without a picture has no row; the page prints nothing for it either.
    """
    named = image_ids(story.body) if "data-image" in story.body else []
    shown = set(Image.objects.filter(pk__in=named).values_list("pk", flat=True)) if named else set()
    noted = set(story.figures.values_list("image_id", flat=True))
    if noted - shown:
        story.figures.filter(image_id__in=noted - shown).delete()
    Figure.objects.bulk_create(Figure(story=story, image_id=key) for key in sorted(shown - noted))
