"""Decisions about a commenter from a list, where somebody else may be deciding at the same moment."""

from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import Person
from articles.templatetags.newsroom import moment
from articles.workflow import people
from articles.workflow.errors import Refused


class JudgedMeanwhile(Refused):
    """A colleague was first; nothing was changed. `str(error)` says who, and what they decided."""


def seen(person):
    """What a form carries of the person it shows: when something was decided last. '20260501080000000000', or ''."""
    return f"{person.judged_at:%Y%m%d%H%M%S%f}" if person and person.judged_at else ""


@transaction.atomic
def judge_as_seen(who, standing, until, note, by, *, on):
    """people.judge, unless something was decided since `on` (what `seen` gave). Raises JudgedMeanwhile.

    `who`: a Person, or an e-mail address about which nothing is known yet.
    """
    known = Person.objects.select_for_update(of=("self",)).select_related("judged_by")
    now = known.filter(pk=who.pk).first() if isinstance(who, Person) else known.filter(email=who).first()
    if seen(now) != on:
        raise JudgedMeanwhile(happened(now))
    return people.judge(now or who, standing, until, note, by)


def happened(person):
    """'Olha has decided about this commenter meanwhile: may not comment, until 3 May. …'"""
    said = {"name": person.judged_by or "—", "what": person.get_standing_display() or _("nothing special any more")}
    if person.until:
        said["what"] = _("%(what)s, until %(when)s") % {"what": said["what"], "when": moment(person.until)}
    return (
        _(
            "%(name)s has decided about this commenter meanwhile: %(what)s. Nothing was changed; open the page anew to "
            "decide otherwise."
        )
        % said
    )
