"""The codes of the trail in words: what was done, and to what kind of thing."""

from django.apps import apps
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# What is done in the same way to rows of every kind: 'region.add', 'tag.delete'.
VERBS = {
    "add": pgettext_lazy("trail", "added"),
    "change": pgettext_lazy("trail", "changed"),
    "delete": pgettext_lazy("trail", "deleted"),
}
ACTIONS = {
    "story.start": _("Story begun"),
    "story.save": _("Draft saved"),
    "story.submit": _("Submitted for review"),
    "story.take_back": _("Taken back from review"),
    "story.request_changes": _("Changes requested"),
    "story.approve": pgettext_lazy("trail", "Approved"),
    "story.approval_lapsed": _("Approval lapsed"),
    "story.assign": _("Reviewer chosen"),
    "story.publish": pgettext_lazy("trail", "Published"),
    "story.schedule": pgettext_lazy("trail", "Scheduled"),
    "story.archive": pgettext_lazy("trail", "Archived"),
    "story.relist": _("Back on the lists"),
    "story.unpublish": pgettext_lazy("trail", "Withdrawn"),
    "story.import": pgettext_lazy("trail", "Imported"),
    "story.set_aside": _("Version set aside"),
    "story.restore": _("Version brought back"),
    "story.take_over": _("Writing taken over"),
    "story.note": _("Note written"),
    "story.note_closed": _("Note closed or opened again"),
    "story.translate": _("Translation begun"),
    "story.catch_up": _("Brought up to the original"),
    "story.correct": _("Correction published"),
    "preview.share": _("Preview link made"),
    "preview.revoke": _("Preview link taken back"),
    "image.replace": _("File of a picture replaced"),
    "image.withdraw": _("Picture withdrawn"),
    "image.shelve": _("Picture put away"),
    "image.unshelve": _("Picture back in use"),
    "front.compose": _("Front composed"),
    "front.cancel": _("Scheduled front cancelled"),
    "front.rollback": _("Front rolled back"),
    "brief.save": _("Brief of a region written"),
    "comment.approve": _("Comment approved"),
    "comment.refuse": _("Comment refused"),
    "comment.spam": _("Comment filed as spam"),
    "comment.reopen": _("Comment put back into the queue"),
    "comment.undo": _("Decision about a comment undone"),
    "comment.keep": _("Flagged comment kept"),
    "comment.dismiss": _("Appeal dismissed"),
    "comment.pick": _("Comment picked"),
    "comment.unpick": _("Comment no longer picked"),
    "comment.bar": _("Sender of a comment barred"),
    "person.judge": _("Decision about a commenter"),
    "person.erase": _("Comments of a person erased"),
    "account.add": _("Account added"),
    "account.change": _("Account changed"),
    "account.delete": _("Account deleted"),
    "account.rights": _("Rights of an account changed"),
    "account.invite": _("Invitation sent"),
    "account.revoke": _("Invitation taken back"),
    "account.join": _("Invitation accepted"),
    "account.login": _("Logged in"),
    "account.logout": _("Logged out"),
    "account.login_failed": _("Login failed"),
    "account.denied": _("Access denied"),
    "account.lock": _("Account locked"),
    "account.unlock": _("Account unlocked"),
    "account.logout_everywhere": _("Sessions ended"),
    "account.mfa_reset": _("Second factor removed"),
    "group.rights": _("Rights of a role changed"),
    "audit.export": _("Trail exported"),
}


def action_words(code):
    """'story.publish' -> 'Published', 'region.add' -> 'Region · added'; an unknown code stays as it is."""
    if code in ACTIONS:
        return str(ACTIONS[code])
    noun, _dot, verb = code.rpartition(".")
    return f"{noun_words(noun)} · {VERBS[verb]}" if verb in VERBS else code


def noun_words(noun):
    """'story' -> 'Article', as the rest of the desk calls it."""
    for app in ("articles", "auth"):
        try:
            return capfirst(apps.get_model(app, noun)._meta.verbose_name)
        except LookupError:
            continue
    return noun
