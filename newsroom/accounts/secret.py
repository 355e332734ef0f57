"""What apps and recovery codes are made from, locked with our key: a stolen database alone opens nothing."""

import base64
import hashlib
import secrets

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


def _box():
    key = hashlib.sha256(b"newsroom.accounts.secret" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


def locked(text):
    return _box().encrypt(text.encode()).decode()


def opened(text):
    """The secret; a random one, which fits nothing, when SECRET_KEY is another than the one it was locked with."""
    try:
        return _box().decrypt(text.encode()).decode()
    except InvalidToken:
        return base64.b32encode(secrets.token_bytes(20)).decode()
