"""What links to a comment's author and the cookie of a commenter carry: signed, dated, good for one purpose."""

from django.core import signing
from django.utils.crypto import salted_hmac

DAY = 24 * 3600
YEAR = 366 * DAY


def seal(purpose, words):
    """seal('verify', ['ann@example.org', 7]) -> 'WyJhbm5A…:1vK…:x9…', which only our key can make."""
    return signing.TimestampSigner(salt=f"commenter {purpose}").sign_object(words)


def opened(purpose, sealed, seconds):
    """What was sealed for this very purpose, at most `seconds` ago (None: whenever); None when it is forged or over."""
    try:
        return signing.TimestampSigner(salt=f"commenter {purpose}").unsign_object(sealed, max_age=seconds)
    except signing.BadSignature:
        return None


def mark(key):
    """Tells that somebody held this key, without telling it: 32 hex digits. '' of nobody's stays ''."""
    return salted_hmac("commenter key", key, algorithm="sha256").hexdigest()[:32] if key else ""
