"""Which addresses are still to be had."""

from itertools import count

from articles.models import OldAddress, Story


def free_slug(wish, language, story_id):
    """'gel' when no other story of the language has it or ever had it, else 'gel-2', 'gel-3'… One query."""
    alike = {"language": language, "slug__startswith": wish}
    others = Story.objects.filter(**alike).exclude(pk=story_id).order_by().values_list("slug", flat=True)
    left = OldAddress.objects.filter(**alike).exclude(story=story_id).values_list("slug", flat=True)
    taken = set(others.union(left).order_by())
    names = (wish if number == 1 else f"{wish}-{number}" for number in count(1))
    return next(name for name in names if name not in taken)
