"""The fronts as the desk sees them: what stands there, what will, what stood there, and which leads are stale."""

from dataclasses import dataclass, field
from datetime import timedelta
from functools import reduce
from operator import or_

from django.conf import settings
from django.db.models import Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.lib.ages import age
from articles.lib.names import language_word
from articles.lib.slots import LEAD
from articles.models import Edition, Section, Story
from articles.queries.front import editions_of
from articles.queries.search import with_words

FORMER = 5
FOUND = 15


@dataclass
class Front:
    """The front page of a language, or the front of a section in it."""

    language: str
    section: Section | None = None
    current: Edition | None = None
    former: list[Edition] = field(default_factory=list)  # the newest first
    scheduled: list[Edition] = field(default_factory=list)  # the next first
    stale: str = ""  # why its lead is, in a sentence

    @property
    def name(self):
        return self.section.name if self.section else _("Front page")

    @property
    def language_name(self):
        return dict(settings.LANGUAGES)[self.language]

    @property
    def language_word(self):
        """For sentences at the desk: 'anglais' where `language_name` is 'English'."""
        return language_word(self.language)

    @property
    def anchor(self):
        return "-".join(["front", *self.where])

    @property
    def where(self):
        """The arguments of its addresses: ['fr'] or ['fr', 'international']."""
        return [self.language, self.section.slug] if self.section else [self.language]

    @property
    def compose_url(self):
        return reverse("admin:articles_edition_compose", args=self.where)

    @property
    def preview_url(self):
        return reverse("admin:articles_edition_preview", args=self.where)


def all_fronts():
    """Every front of the site, the front pages first. One query."""
    sections = [None, *Section.objects.all()]
    return [Front(language, section) for section in sections for language, _name in settings.LANGUAGES]


def fronts_overview():
    """Every front with its editions, and for each edition `lead` and `number` of stories. Four queries."""
    fronts = all_fronts()
    now = timezone.now()
    counted = (editions_of(front.language, front.section).values("pk")[: FORMER + 1] for front in fronts)
    for edition, front in _told(fronts, _any_of(Q(pk__in=editions) for editions in counted)):
        front.former.append(edition)
    for front in fronts:
        front.current, front.former = (front.former or [None])[0], front.former[1:]
    for edition, front in _told(fronts, Edition.objects.filter(starts_at__gt=now, cancelled_at=None)):
        front.scheduled.insert(0, edition)
    _judge(fronts)
    return fronts


def stale_fronts():
    """The fronts whose lead, chosen by an editor, is stale: `front.stale` says why. Three queries."""
    fronts = all_fronts()
    counted = (editions_of(front.language, front.section).values("pk")[:1] for front in fronts)
    for edition, front in _told(fronts, _any_of(Q(pk=Subquery(edition)) for edition in counted)):
        front.current = edition
    _judge(fronts)
    return [front for front in fronts if front.stale]


def _any_of(conditions):
    return Edition.objects.filter(reduce(or_, conditions))


def _told(fronts, editions):
    """Pairs (edition, its front), the latest beginning first."""
    by_place = {(front.language, front.section and front.section.pk): front for front in fronts}
    for edition in editions.select_related("by", "section").order_by("-starts_at", "-pk"):
        if front := by_place.get((edition.language, edition.section_id)):
            yield edition, front


def _judge(fronts):
    """Names the lead of every edition, and says which current one is stale. One query."""
    editions = [edition for front in fronts for edition in (front.current, *front.former, *front.scheduled) if edition]
    leads = Story.objects.only("headline", "status", "published_at", "changed_at", "expires_at")
    leads = leads.in_bulk({key for edition in editions for key in edition.slots.get(LEAD, [])})
    for edition in editions:
        edition.lead = next((leads.get(key) for key in edition.slots.get(LEAD, [])), None)
    for front in fronts:
        if front.current and front.current.slots.get(LEAD):
            front.stale = staleness(front.current.lead)


def staleness(lead):
    """Why a chosen lead should not stand there any longer, in a sentence; '' when it is fresh, or still to come."""
    if lead is None or not (lead.is_scheduled or (lead.is_public and lead.status == Story.Status.PUBLISHED)):
        return _("The chosen lead is no longer public: another story has taken its place.")
    latest = max(lead.published_at, lead.changed_at or lead.published_at)
    if timezone.now() - latest < timedelta(hours=settings.FRONT_STALE_HOURS):
        return ""
    return _("The chosen lead has had no news for %s.") % age(latest)


def candidates(language, section, words=""):
    """What can be chosen for a front, the newest first: published or scheduled, with these words. Three queries."""
    stories = Story.objects.filter(language=language, status=Story.Status.PUBLISHED)
    if section:
        stories = stories.filter(section=section)
    stories = with_words(stories.exclude(expires_at__lte=timezone.now()), words)
    return list(stories.newest_first().with_people_and_places().defer("body", "html")[:FOUND])


def chosen_stories(language, keys):
    """{key: story} of stories that are or were out, or are scheduled, for a form that names them. Three queries."""
    stories = Story.objects.filter(language=language).exclude(published_at=None)
    return stories.with_people_and_places().defer("body", "html").in_bulk(keys)
