"""The lists of the form that composes a front, and what is said when a story has moved in them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from articles.admin.story_state import status_words
from articles.lib.slots import where
from articles.models import Story
from articles.queries.fronts import candidates, chosen_stories


@dataclass
class Row:
    """A story in one of the lists, or among those that can be chosen."""

    key: int
    story: Story | None  # None: not there, not in this language, or a draft
    targets: list  # the places it can be put into
    stands: str = ""  # the label of the place where it stands
    focus: str = ""  # 'up', 'down', 'put': the button that has just moved it

    @property
    def headline(self):
        return self.story.headline if self.story else _("Story no. %d") % self.key

    @property
    def state(self):
        return status_words(self.story) if self.story else _("not there, or never published")

    @property
    def is_out(self):
        return self.story and self.story.is_public and self.story.status == Story.Status.PUBLISHED

    @property
    def trouble(self):
        """Whether readers would not see it, not even when its time has come."""
        return not self.is_out and not (self.story and self.story.is_scheduled)


def rows_of(front, form, command="", before=None):
    """{place: rows}, and under 'found' what can be chosen. Six queries, whatever the number of stories.

    Under 'headlines' those of all these stories, and of what stood there before a button was pressed.
    """
    named = {key for each in (form.slots, before or {}) for keys in each.values() for key in keys}
    chosen = chosen_stories(front.language, named)
    rows = {
        place.name: [_row(form, key, chosen.get(key), place, command) for key in form.slots[place.name]]
        for place in form.places
    }
    found = candidates(front.language, front.section, str(form["q"].value() or ""))
    headlines = {story.pk: story.headline for story in [*chosen.values(), *found]}
    return rows | {"found": [_row(form, story.pk, story) for story in found], "headlines": headlines}


def _row(form, key, story, place=None, command=""):
    standing = place or next((each for each in form.places if key in form.slots[each.name]), None)
    targets = [each for each in form.places if story and each != standing and each.fits(story)]
    verb, _colon, rest = command.partition(":")
    focus = verb if rest.partition(":")[0] == str(key) else ""
    return Row(key, story, targets, standing.label if standing else "", focus)


def news_of(form, rows, before, key):
    """Where the story stands now, and whoever made room for it: for those who do not see it move."""
    others = (each for keys in before.values() for each in keys if each != key)
    moved = [key, *(each for each in others if _place_of(before, each) != _place_of(form.slots, each))]
    return " ".join(_standing(form, each, rows["headlines"].get(each, _("Story no. %d") % each)) for each in moved)


def _place_of(slots, key):
    found = where(slots, key)
    return found and found[0]


def _standing(form, key, headline):
    """'“Headline”: Beside the lead, 2 of 3.'"""
    if (found := where(form.slots, key)) is None:
        return _("“%s” is taken out.") % headline
    name, index = found
    told = {"story": headline, "place": label_of(form, name), "position": index + 1, "number": len(form.slots[name])}
    return _("“%(story)s”: %(place)s, %(position)d of %(number)d.") % told


def label_of(form, name):
    return next(place.label for place in form.places if place.name == name)
