"""What moderators decide about a commenter, and about the address a comment came from."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Person, Sender
from articles.templatetags.newsroom import moment
from articles.workflow import audit, reader_mail
from articles.workflow.claiming import refuse_stranger
from articles.workflow.errors import Refused

LONGEST_BAR = timedelta(days=30)


class JudgedMeanwhile(Refused):
    """A colleague was first; nothing was changed. `str(error)` says who, and what they decided."""


@transaction.atomic
def judge(who, standing, until, note, by):
    """Bans, mutes for a time, or has always read first; '' lifts it. Gives the Person, made when there was none.

    `who`: a Person or an e-mail address; `until` None: for good (nobody is muted for good). Raises PermissionDenied,
    Refused.
    """
    refuse_stranger(by)
    _refuse_nonsense(standing, until)
    person = _judged(who)
    person.standing, person.until, person.note = standing, until if standing else None, note
    person.judged_by, person.judged_at = by, timezone.now()
    person.save(update_fields=["standing", "until", "note", "judged_by", "judged_at"])
    what = person.get_standing_display() if standing else _("nothing special any more")
    time = _(", until %s") % moment(until) if standing and until else ""
    audit.record(by, person, _("From now on: %(what)s%(time)s.") % {"what": what, "time": time}, "person.judge")
    return person


def _judged(who):
    if isinstance(who, Person):
        return Person.objects.select_for_update().get(pk=who.pk)
    email = who.strip().lower()
    if not reader_mail.is_writable(email):
        raise Refused(_("This is no e-mail address."))
    person, _new = Person.objects.select_for_update().get_or_create(email=email)
    return person


def _refuse_nonsense(standing, until):
    if standing not in ("", *Person.Standing.values):
        raise Refused(_("There is no such decision about a person."))
    if standing == Person.Standing.MUTED and until is None:
        raise Refused(_("Say until when this person may not comment."))
    if standing and until and until <= timezone.now():
        raise Refused(_("This time is over already."))


# From a list, where somebody else may be deciding at the same moment


def seen(person):
    """What a form carries of the person it shows: when something was decided last. '20260501080000000000', or ''."""
    return f"{person.judged_at:%Y%m%d%H%M%S%f}" if person and person.judged_at else ""


@transaction.atomic
def judge_as_seen(who, standing, until, note, by, *, on):
    """`judge`, unless something was decided since `on` (what `seen` gave). Raises JudgedMeanwhile.

    `who`: a Person, or an e-mail address about which nothing is known yet.
    """
    known = Person.objects.select_for_update(of=("self",)).select_related("judged_by")
    now = known.filter(pk=who.pk).first() if isinstance(who, Person) else known.filter(email=who).first()
    if seen(now) != on:
        raise JudgedMeanwhile(happened(now))
    return judge(now or who, standing, until, note, by)


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


# Where a comment came from


@transaction.atomic
def bar(comment, until, by):
    """Takes no comments from where this one came from, for 30 days at most. Raises PermissionDenied, Refused."""
    refuse_stranger(by)
    if not comment.sender:
        raise Refused(_("Where this comment came from is not known any more."))
    now = timezone.now()
    if not now < until <= now + LONGEST_BAR:
        raise Refused(_("An address can be barred for 30 days at most."))
    # Its window begins anew, so that it is not forgotten before the bar ends.
    Sender.objects.update_or_create(key=comment.sender, defaults={"window_start": now, "barred_until": until})
    audit.record(by, comment, _("Where it came from is barred until %s.") % moment(until), "comment.bar")
