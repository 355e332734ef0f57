"""Signed words in forms and addresses. Nothing is stored: the signature is the memory."""

import hashlib
import hmac

from django.conf import settings
from django.core import signing

from articles.lib.seals import opened, seal

HOUR = 3600
FORM_HOURS = 48
PREVIEW_SECONDS = 30 * 60


def form_token(story_id, now):
    """A token of story and hour, so that a page keeps its bytes, and its ETag, within the hour (decision 3)."""
    return signing.Signer(salt="comment-form").sign(f"{story_id}.{int(now // HOUR)}")


def is_form_token(token, story_id, now):
    """Whether we made it, for this story, at most 48 hours ago."""
    try:
        story, hour = signing.Signer(salt="comment-form").unsign(token).split(".")
        age = int(now // HOUR) - int(hour)
    except (signing.BadSignature, ValueError):
        return False
    return story == str(story_id) and 0 <= age <= FORM_HOURS


def preview_token(comment_id):
    """The part of an address that shows an author their own held comment, for half an hour."""
    return seal("preview", comment_id)


def previewed(token, max_age=PREVIEW_SECONDS):
    """preview_token(7) -> 7; None when it is forged or too old. `max_age` None: however old it is."""
    return opened("preview", token, max_age)


def own_token(comment_id):
    """The part of an address by which its author, and nobody else, changes a comment. How long is told by `owned`."""
    return seal("own", comment_id)


def owned(token, max_age):
    """own_token(7) -> 7; None when it is forged or was made more than `max_age` seconds ago."""
    return opened("own", token, max_age)


def keyed_hash(*parts):
    """Tells the same from the same without telling what: 64 hex digits that only our key can make."""
    message = "\x1f".join(parts).encode()
    return hmac.new(settings.SECRET_KEY.encode(), message, hashlib.sha256).hexdigest()
