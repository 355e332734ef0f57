"""What editors say about a region: how things stand, which story leads, what explains it. The trail keeps it all."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.lib.markup import FORBIDDEN
from articles.lib.typography import typeset
from articles.models import Region, RegionBrief, Story, StoryRegion
from articles.templatetags.newsroom import day
from articles.workflow import audit
from articles.workflow.errors import Refused

LONGEST = 800
EARLIEST = date(2000, 1, 1)  # an earlier day is a slip of the keyboard: 0202 for 2026
MOST_BACKGROUND = 6


class Overtaken(Refused):
    """Somebody saved this brief meanwhile: `brief`, as it stands now. Nothing was written."""

    def __init__(self, brief):
        self.brief = brief
        words = _("%(name)s saved this brief while you were writing. Nothing was replaced; it now reads: “%(state)s”")
        super().__init__(words % {"name": brief.changed_by or _("Somebody"), "state": brief.state or "—"})


def may_write(user):
    return user.has_perm("articles.change_regionbrief")


def basis(brief):
    """What a form carries of the brief it shows: when it was saved last. '20260501080000000000', '' for none."""
    return f"{brief.changed_at:%Y%m%d%H%M%S%f}" if brief and brief.pk else ""


@transaction.atomic
def save(region, language, data, by, on=None):
    """Writes the brief of a region in a language, and its line in the trail; nothing when nothing is new.

    `data`: `state` (text), `as_of` (a date or None), `lead` (a key or None), `background` (keys). `on`: the `basis`
    that was seen, None to overrule. Raises PermissionDenied, Refused, Overtaken. Gives the brief.
    """
    if not may_write(by):
        raise PermissionDenied(f"{by} may not write the brief of a region")
    data = tidied(data, language)
    _refuse_wrong(region, language, data)
    brief = _held(region, language)
    if on is not None and on != basis(brief):
        raise Overtaken(brief)
    former = contents(brief)
    if data == former:
        return brief
    brief.state, brief.as_of, brief.lead_id = data["state"], data["as_of"], data["lead"]
    brief.changed_at, brief.changed_by = Now(), by
    brief.save()
    brief.background.set(data["background"])
    brief.refresh_from_db()
    audit.record(by, brief, "\n".join(_told(former, data)), "brief.save")
    return brief


def contents(brief):
    """A brief as data. One query."""
    background = sorted(story.pk for story in brief.background.all()) if brief.pk else []
    return {"state": brief.state, "as_of": brief.as_of, "lead": brief.lead_id, "background": background}


def tidied(data, language):
    """One newline, no blank edges, the typography of the language; each story once."""
    state = typeset(FORBIDDEN.sub("", data["state"].replace("\r\n", "\n")).strip(), language)
    return {
        "state": state,
        "as_of": data["as_of"] if state else None,
        "lead": data["lead"],
        "background": sorted(set(data["background"])),
    }


def stories_for(region, language):
    """The stories a brief of this region may name: published or scheduled, filed here, in its language. One query."""
    here = StoryRegion.objects.filter(story=OuterRef("pk"), region_id__in=Region.objects.tree().ids_within(region))
    return Story.objects.in_language(language).filter(Exists(here), status=Story.Status.PUBLISHED).newest_first()


def _held(region, language):
    """The row; a new one when there is none yet. The region is held, so that nobody else makes the same one."""
    if not Region.objects.select_for_update(no_key=True).filter(pk=region.pk).exists():
        raise Refused(_("This region is no longer there."))
    briefs = RegionBrief.objects.select_related("changed_by").filter(region=region, language=language)
    return briefs.first() or RegionBrief(region=region, language=language)


def _refuse_wrong(region, language, data):
    if len(data["state"]) > LONGEST:
        raise Refused(_("This is too long: %d characters at most, no-break spaces included.") % LONGEST)
    if data["state"] and not data["as_of"]:
        raise Refused(_("Say which day these sentences are true for."))
    if data["as_of"] and data["as_of"] < EARLIEST:
        raise Refused(_("This day is too long ago: look at the year."))
    if data["as_of"] and data["as_of"] > timezone.localdate():
        raise Refused(_("This day is still to come: nobody knows yet how things will stand."))
    if len(data["background"]) > MOST_BACKGROUND:
        raise Refused(_("%d background stories are enough.") % MOST_BACKGROUND)
    _refuse_strangers(region, language, data)


def _refuse_strangers(region, language, data):
    """Each story is told of this region, in this language, and readers see it, or will. Two queries."""
    keys = {*data["background"], data["lead"]} - {None}
    if keys and stories_for(region, language).filter(pk__in=keys).count() < len(keys):
        raise Refused(_("One of the stories is not public, not in this language or not filed under this region."))


def _told(former, data):
    """What changed, a line each, the new words in full."""
    if (data["state"], data["as_of"]) != (former["state"], former["as_of"]):
        said = {"day": day(data["as_of"]) or "—", "state": data["state"] or "—"}
        yield _("How things stand, %(day)s: %(state)s") % said
    named = Story.objects.filter(pk__in=[*data["background"], data["lead"] or 0])
    headlines = dict(named.values_list("pk", "headline"))
    if data["lead"] != former["lead"]:
        yield _("Lead story: %s") % headlines.get(data["lead"], "—")
    if data["background"] != former["background"]:
        yield _("Background stories: %s") % ("; ".join(headlines[key] for key in data["background"]) or "—")
