"""What the checklist reads and what it finds."""

from dataclasses import dataclass
from functools import cached_property

from articles.lib.html import image_ids, text_of
from articles.models import Image, Story


@dataclass(frozen=True)
class Finding:
    """`blocking`: it cannot go out like this. `field`: of the story form, '' for none."""

    code: str
    words: str
    field: str = ""
    blocking: bool = False


class Reading:
    """Revision data and what belongs to it, each looked up once, when a rule first asks for it.

    `story`: the row the data belongs to, None for one that is still to be saved.
    """

    def __init__(self, data, story=None):
        self.data = data
        self.story = story
        self.language = data["language"]

    @cached_property
    def text(self):
        return text_of(self.data["body"])

    @cached_property
    def _images(self):
        named = {*image_ids(self.data["body"]), self.data["lead_image"]} - {None}
        return Image.objects.in_bulk(named) if named else {}

    @property
    def lead(self):
        return self._images.get(self.data["lead_image"])

    @property
    def in_text(self):
        """The pictures of the text, each once. One that does not exist is not printed, so it is not missed."""
        keys = dict.fromkeys(image_ids(self.data["body"]))
        return [self._images[key] for key in keys if key in self._images]

    @cached_property
    def versions(self):
        """The story in all its languages, this one included. One query."""
        if self.story is None:
            return []
        versions = Story.objects.filter(translation_group=self.story.translation_group)
        return list(versions.order_by("pk").only("language", "slug"))
