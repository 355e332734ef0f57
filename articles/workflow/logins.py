"""Who came in, who was turned away, who went: what Django tells of an account, written into the trail.

These are events from outside our own flow, so they come as signals (connected in apps.py).
"""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.lib.plain import one_line
from articles.lib.tokens import keyed_hash
from articles.models import Sender
from articles.workflow import audit

WINDOW = timedelta(hours=1)
TOLD = 20  # failed logins of one account (or of all unknown names together) that an hour tells one by one
NAMES = ("username", "login", "email")


def logged_in(sender, request, user, **kwargs):
    audit.record(user, user, _("Logged in."), "account.login")


def logged_out(sender, request, user, **kwargs):
    if user is not None and user.pk:
        audit.record(user, user, _("Logged out."), "account.logout")


def failed(sender, credentials, request=None, **kwargs):
    """A stranger cannot fill the disk: after twenty an hour only the 32nd, the 64th, the 128th … are written.

    They are counted for each account that exists, and once for all names that do not: with N accounts at most
    (N + 1) × (20 + 2 log n) lines an hour, whoever tries and from wherever.
    """
    people = get_user_model()
    name = one_line(next((str(credentials[key]) for key in NAMES if credentials.get(key)), ""))[:150]
    account = people.objects.filter(username=name).first()
    number = _count(keyed_hash("failed login", str(account.pk) if account else ""))
    if not _is_told(number):
        return
    told = _("Failed to log in.")
    if number > TOLD:
        told = _("Failed to log in: %d times within the hour, not all of them written down.") % number
    audit.record(people(username=name), account, told, "account.login_failed")


def _is_told(number):
    """1 to 20, then each power of two."""
    return number <= TOLD or number.bit_count() == 1


@transaction.atomic
def _count(key):
    """How many there were within the hour, this one included. The row is held until it is read."""
    now = timezone.now()
    Sender.objects.get_or_create(key=key, defaults={"window_start": now})
    over = Q(window_start__lte=now - WINDOW)
    Sender.objects.filter(key=key).update(
        attempts=Case(When(over, then=1), default=F("attempts") + 1),
        window_start=Case(When(over, then=Value(now)), default=F("window_start")),
    )
    return Sender.objects.get(key=key).attempts


def denied(by, method, path):
    """A request that the desk refused, although somebody had logged in to make it."""
    audit.record(by, None, f"{method} {one_line(path)[:500]}", "account.denied")
