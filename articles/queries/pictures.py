"""Which pictures there are, and who uses them."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, F, Q
from django.db.models.fields.json import KT

from articles.lib.keys import is_key
from articles.models import Figure, Image, Revision, Story

SHOWN = 20


@dataclass
class Use:
    story: Story
    lead: bool
    text: bool
    draft: bool  # only the working draft has it: readers do not see it there yet


@dataclass
class Uses:
    found: list[Use]
    total: int

    @property
    def more(self):
        return self.total - len(self.found)


def offered(words="", key=""):
    """The pictures the desk offers, the newest first: all of these words stand in what is said about them.

    `key` asks for one, also when it is put away or withdrawn: a story may still name it.
    """
    if key:
        return Image.objects.filter(pk=key) if is_key(key) else Image.objects.none()
    images = Image.objects.filter(shelved=False, withdrawn_at=None)
    for word in words.split()[:8]:
        images = images.filter(Q(alt__icontains=word) | Q(caption__icontains=word) | Q(credit__icontains=word))
    return images


def stories_with(image):
    """The stories whose row has it, as lead picture or in the text."""
    return Story.objects.filter(Q(lead_image=image) | Q(pk__in=Figure.objects.filter(image=image).values("story")))


def drafts_with(image):
    """The working drafts that have it while the row of their story, public once, has not."""
    drafts = Revision.objects.filter(kind=Revision.Kind.DRAFT, story__published_at__isnull=False)
    drafts = drafts.annotate(text=KT("data__body"))
    shows = Q(data__lead_image=image.pk) | Q(text__contains=f'data-image="{image.pk}"')
    return drafts.filter(shows).exclude(story__in=stories_with(image))


def uses_of(image, known_to=None, limit=SHOWN):
    """The newest uses of a picture by name, and how many there are in all. Five queries at most.

    `known_to`: somebody who is told the names of their own stories and of public ones only.
    """
    stories, drafts = stories_with(image), drafts_with(image)
    total = stories.count() + drafts.count()
    if known_to is not None:
        known = Q(owner=known_to) | Q(pk__in=Story.objects.public().values("pk"))
        stories, drafts = stories.filter(known), drafts.filter(story__owner=known_to)
    found = [*_in_rows(image, stories, limit)]
    found += _in_drafts(image, drafts, limit - len(found))
    return Uses(found, total)


def _in_rows(image, stories, limit):
    stories = stories.select_related("reviewer", "approved_by").defer("body", "html", "standfirst")
    shown = list(stories.order_by("-pk")[:limit])
    texts = set(Figure.objects.filter(image=image, story__in=shown).values_list("story_id", flat=True))
    return [Use(story, story.lead_image_id == image.pk, story.pk in texts, draft=False) for story in shown]


def _in_drafts(image, drafts, limit):
    drafts = drafts.select_related("story__reviewer", "story__approved_by").defer("story__html", "story__body")
    for draft in drafts.order_by("-story_id")[: max(limit, 0)]:
        lead = draft.data["lead_image"] == image.pk
        yield Use(draft.story, lead, f'data-image="{image.pk}"' in draft.data["body"], draft=True)


def counted_uses(images):
    """{image id: how many stories have it}, for a page of pictures at once. Two queries."""
    keys = [image.pk for image in images]
    leads = Story.objects.filter(lead_image__in=keys).order_by().values_list("lead_image").annotate(Count("pk"))
    texts = Figure.objects.filter(image__in=keys).exclude(story__lead_image=F("image"))
    counts = Counter(dict(leads))
    counts.update(dict(texts.order_by().values_list("image").annotate(Count("pk"))))
    return counts
