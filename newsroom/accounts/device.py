"""A device on which somebody has logged in before, second factor and all: it has guesses of its own.

The cookie names accounts and is signed. It opens nothing: it only says whose wrong passwords are counted apart.
"""

import secrets

from django.conf import settings
from django.core import signing
from django.utils.crypto import salted_hmac

SALT = "newsroom.accounts.device"
AGE = 60 * 60 * 24 * 180
MOST = 5  # people at one browser
PATH = "/accounts/"


def known(request, user):
    """What this device is called for this account; '' when nobody has logged in to it here with this password.

    Whoever is logged in to the account is no stranger either: they have guesses of their own, without a cookie too.
    """
    return _name(request, user) or ("inside" if request.user.pk == user.pk else "")


def _name(request, user):
    name, mark = _read(request).get(str(user.pk), ("", ""))
    return name if mark == _mark(user) else ""


def remember(request, response, user):
    """The name a device has is kept: logging in again gives it no new guesses."""
    others = {key: value for key, value in _read(request).items() if key != str(user.pk)}
    kept = dict(list(others.items())[1 - MOST :])
    name = _name(request, user) or secrets.token_hex(8)
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        signing.dumps(kept | {str(user.pk): (name, _mark(user))}, salt=SALT),
        max_age=AGE,
        path=PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _read(request):
    """{'7': ('0f…', 'a1…')}; nothing when it is forged or too old."""
    try:
        return signing.loads(request.COOKIES.get(settings.DEVICE_COOKIE_NAME, ""), salt=SALT, max_age=AGE)
    except signing.BadSignature:
        return {}


def _mark(user):
    """Changes with the password, so that the old devices are strangers again."""
    return salted_hmac(SALT, user.password, algorithm="sha256").hexdigest()[:16]
