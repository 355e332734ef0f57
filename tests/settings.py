"""The site's own settings under a fixed environment, made fast: cheap hasher, files in memory, no sockets."""

import os
import tempfile

os.environ |= {
    "SECRET_KEY": "tests-only-" + "abcdefghijklmnopqrstuvwxyz0123456789" * 2,
    "SITE_URL": "http://testserver",
    "SITE_NAME": "Newsroom",
    "TIME_ZONE": "Europe/Paris",
    "LANGUAGES": "fr,en,uk",
    "EMAIL_URL": "memory:",
    "DEBUG": "0",
    "DEMO": "0",
    "MFA_REQUIRED": "0",
    "TRUSTED_PROXIES": "",
    "KEEP_PAGES": "0",  # what a test changes shows at once; tests/newsroom/test_kept_pages.py keeps them
    **dict.fromkeys(("METRICS_ALLOWED", "METRICS_TOKEN", "SENTRY_DSN"), ""),
    "SLOW_QUERY_MS": "0",
    "VAR_DIR": tempfile.gettempdir(),
}
os.environ.setdefault("DATABASE_URL", "sqlite://:memory:")

from newsroom.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
ACCOUNT_RATE_LIMITS = False  # every test knocks from the same address
