"""The last decisions of a person, kept in their session for as long as they can be undone."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from articles.models import Comment
from articles.workflow import undoing

KEY = "comment decisions"
KEPT = 20  # decisions, a choice of many counting as one
MOST = 500  # comments in all of them


def remember(request, steps):
    """The newest comes last. Nothing is kept of what changed nothing."""
    if not steps:
        return
    stored = [*_stored(request), undoing.packed(steps)][-KEPT:]
    while sum(map(len, stored)) > MOST and len(stored) > 1:
        stored.pop(0)
    request.session[KEY] = stored


def last(request):
    """The steps of the last decision that can still be undone; [] when there is none."""
    stored = _stored(request)
    steps = undoing.unpacked(stored[-1]) if stored else []
    return [] if any(undoing.is_over(step) for step in steps) else steps


def take(request):
    """The same, which are then no longer remembered."""
    steps = last(request)
    request.session[KEY] = _stored(request)[:-1]
    return steps


def _stored(request):
    return request.session.get(KEY, [])


def told(request):
    """'Approved: Anne, under “Le pont”', of the last decision; '' when there is none. One query."""
    steps = last(request)
    if not steps:
        return ""
    if len(steps) > 1:
        return ngettext("%(n)d comment decided.", "%(n)d comments decided.", len(steps)) % {"n": len(steps)}
    comment = Comment.objects.select_related("story").filter(pk=steps[0].key).first()
    if comment is None:
        return ""
    said = {"state": decided_words(steps[0]), "name": comment.name, "headline": comment.story.headline}
    return _("%(state)s: %(name)s, under “%(headline)s”.") % said


def decided_words(step):
    """What the decision was, as the beginning of a line."""
    after = step.after.partition(":")[0]
    if after != step.status:
        return WORDS[after]()
    return _("Appeal dismissed") if step.appeal else _("Kept")


WORDS = {
    Comment.Status.APPROVED: lambda: pgettext("one comment", "Approved"),
    Comment.Status.REFUSED: lambda: _("Refused"),
    Comment.Status.SPAM: lambda: _("Filed as spam"),
    Comment.Status.PENDING: lambda: _("Back in the queue"),
    Comment.Status.WITHDRAWN: lambda: _("Withdrawn"),
}
