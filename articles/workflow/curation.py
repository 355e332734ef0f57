"""What editors choose for the fronts. An edition is never rewritten: a change, and the way back, is another one."""

from django.conf import settings
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.lib.slots import fault, flat, keys_of, stored
from articles.models import Edition, Region, Story
from articles.queries.front import is_filed
from articles.templatetags.newsroom import moment
from articles.workflow import audit
from articles.workflow.errors import Refused

FAULTS = {
    "shape": gettext_lazy("This choice of stories cannot be understood. Nothing was changed."),
    "full": gettext_lazy("There are more stories than places: one in the lead, four beside it, three in a region."),
    "twice": gettext_lazy("A story stands in two places. It can stand in one only."),
}


class Overtaken(Refused):
    """Somebody composed the same front meanwhile: `edition`. Nothing was written."""

    def __init__(self, edition):
        self.edition = edition
        words = _(
            "Meanwhile %(name)s composed an edition of this front, which counts from %(time)s. Nothing was replaced "
            "and your choice is still here."
        )
        super().__init__(words % {"name": edition.by or _("somebody"), "time": moment(edition.starts_at)})


def may_curate(user):
    return user.has_perm("articles.curate_front")


def basis(language, section):
    """The key of the latest edition of a front, 0 for none: whoever composes names the one they saw."""
    return _of(language, section).values_list("pk", flat=True).first() or 0


@transaction.atomic
def compose(language, section, slots, by, starts_at=None, on=None):
    """Makes an edition of the front page (`section` None) or of a section's front; from now, or from `starts_at`.

    `slots`: as lib/slots.py says. `on`: the `basis` that was seen, None to overrule. A scheduled story may be
    chosen and joins when it is out. Raises PermissionDenied, Refused, Overtaken.
    """
    _refuse_stranger(by)
    if starts_at is not None and starts_at <= timezone.now():
        raise Refused(_("This time has passed: choose one in the future, or none to begin now."))
    if (code := fault(slots)) or language not in dict(settings.LANGUAGES):
        raise Refused(FAULTS[code or "shape"])
    slots = stored(flat(slots))
    _hold()
    _refuse_overtaken(language, section, on)
    _refuse_unfit(language, section, slots, starts_at)
    edition = _create(language, section, slots, by, starts_at)
    audit.record(by, edition, _("Composed, from %s.") % moment(edition.starts_at), action="front.compose")
    return edition


@transaction.atomic
def cancel(edition, by):
    """A scheduled edition never comes. Raises PermissionDenied, Refused."""
    _refuse_stranger(by)
    waiting = Edition.objects.filter(pk=edition.pk, cancelled_at=None, starts_at__gt=Now())
    if not waiting.update(cancelled_at=Now()):
        raise Refused(_("This edition is no longer waiting for its time, so it cannot be cancelled."))
    audit.record(by, edition, _("Cancelled; it was to begin on %s.") % moment(edition.starts_at), action="front.cancel")


@transaction.atomic
def roll_back(edition, by, on=None):
    """The stories of a former edition again, from now on, as a new edition. Raises as `compose` does.

    `on`: the key of the edition that was seen on the page, None to overrule.
    """
    _refuse_stranger(by)
    language, section = edition.language, edition.section
    _hold()
    started = _of(language, section).select_related("by").current()
    if not started.filter(pk=edition.pk).exists():
        raise Refused(_("This edition has never been on the page: there is no way back to it."))
    current = started.first()
    if edition.pk == current.pk:
        raise Refused(_("This edition is the one on the page."))
    if on not in (None, current.pk):
        raise Overtaken(current)
    back = _create(language, section, edition.slots, by, None)
    told = _("Back to the edition of %s.") % moment(edition.starts_at)
    audit.record(by, back, told, action="front.rollback")
    return back


def _refuse_stranger(by):
    if not may_curate(by):
        raise PermissionDenied(f"{by} may not compose a front")


def _of(language, section):
    return Edition.objects.filter(language=language, section=section).order_by("-pk")


def _hold():
    """One composes at a time. A front that has no edition yet has no row to hold: the permission stands for all."""
    Permission.objects.select_for_update(no_key=True).get(content_type__app_label="articles", codename="curate_front")


def _refuse_overtaken(language, section, on):
    latest = _of(language, section).select_related("by").first()
    if on is not None and on != (latest.pk if latest else 0):
        raise Overtaken(latest) if latest else Refused(FAULTS["shape"])


def _create(language, section, slots, by, starts_at):
    """`Now()`, not Python's clock: it is on the page for the very next reader."""
    edition = Edition(language=language, section=section, slots=slots, by=by, starts_at=starts_at or Now())
    edition.save()
    edition.refresh_from_db(fields=["starts_at", "created_at"])
    return edition


# Which stories a front takes


def _refuse_unfit(language, section, slots, starts_at):
    keys = keys_of(slots)
    stories = Story.objects.filter(pk__in=keys, language=language).prefetch_related("story_regions").in_bulk()
    for key in keys:
        _refuse_hidden(stories.get(key), starts_at)
    if section:
        _refuse_strangers_to(section, slots, stories)
    _refuse_misfiled(slots, stories)


def _refuse_hidden(story, starts_at):
    """Scheduled stories join when they are out; a draft has no time to come."""
    if story is None:
        raise Refused(_("One of the stories is not there any more, or not in this language. Take it out."))
    over = story.expires_at and story.expires_at <= (starts_at or timezone.now())
    if story.status != Story.Status.PUBLISHED or over:
        words = _("“%s” is neither published nor scheduled for then: readers would not see it. Take it out.")
        raise Refused(words % story.headline)


def _refuse_strangers_to(section, slots, stories):
    if slots["regions"]:
        raise Refused(FAULTS["shape"])
    if other := next((story for story in stories.values() if story.section_id != section.pk), None):
        told = {"story": other.headline, "section": section}
        raise Refused(_("“%(story)s” is not in the section %(section)s.") % told)


def _refuse_misfiled(slots, stories):
    """Under the name of a region stands only what is filed there, or in a place inside it."""
    if not slots["regions"]:
        return
    tree = Region.objects.tree()
    regions = {str(region.pk): region for region in tree.top()}
    for name, keys in slots["regions"].items():
        region = regions.get(name)
        if region is None:
            raise Refused(_("One of the regions is not there any more. Nothing was changed."))
        inside = set(tree.ids_within(region))
        if other := next((stories[key] for key in keys if not is_filed(stories[key], inside)), None):
            raise Refused(_("“%(story)s” is not filed under %(region)s.") % {"story": other.headline, "region": region})
