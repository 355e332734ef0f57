"""Guessing at passwords and codes: ten an hour for an account, wherever the guesses come from.

A device on which its owner has logged in before has ten of its own: so a stranger who uses up the account's keeps
the owner out of nothing. A passkey is no guess, and is not counted. Only keyed hashes are stored (decision 12).
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.lib.tokens import keyed_hash
from articles.models import Sender
from articles.workflow import audit, rates

MOST = 10
WINDOW = timedelta(hours=1)
KINDS = ("password", "code")
# A code of an authenticator app holds for 30 seconds, and we take the one before and the one after.
CODE_LIFE = timedelta(minutes=3)


class Guess:
    """One guess. `claim()` before looking whether it is right, `give_back()` when it was.

    `user`: whose account, or None when nobody has the `name` that was typed: it is counted all the same, and like the
    names of accounts each spelling by itself, so that an account which does not exist answers like one that does.
    """

    def __init__(self, kind, user=None, name="", device=""):
        self.user = user
        self.key = _key(kind, user, device) if user else keyed_hash("guess", kind, "name", name)

    def claim(self):
        return rates.claim(self.key, MOST, WINDOW)

    def give_back(self):
        rates.give_back(self.key)

    def missed(self):
        """It was wrong. The one that takes the last turn of an account is written down."""
        if self.user and rates.used_up([self.key], MOST, WINDOW):
            words = _("Locked for an hour after %d wrong passwords or codes.") % MOST
            audit.record(None, self.user, words, "account.lock")


def _key(kind, user, device=""):
    return keyed_hash("guess", kind, "user", str(user.pk), device, str(_times_lifted(user)))


def use_once(user, code):
    """Whether this code was not used yet, by this or any other worker."""
    return rates.claim(keyed_hash("code", str(user.pk), code), 1, CODE_LIFE)


def is_locked(user):
    """Whether devices that are not known have to wait."""
    return rates.used_up([_key(kind, user) for kind in KINDS], MOST, WINDOW)


@transaction.atomic
def lift(user, by):
    """From now on every count of this account begins anew, those of its devices included."""
    key = _lift_key(user)
    Sender.objects.get_or_create(key=key, defaults={"window_start": timezone.now()})
    Sender.objects.filter(key=key).update(attempts=F("attempts") + 1, window_start=timezone.now())
    audit.record(by, user, _("The lock after wrong passwords or codes was lifted."), "account.unlock")


def _times_lifted(user):
    return Sender.objects.filter(key=_lift_key(user)).values_list("attempts", flat=True).first() or 0


def _lift_key(user):
    return keyed_hash("guess", "lifted", str(user.pk))
