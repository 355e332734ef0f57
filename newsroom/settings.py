"""All settings, by theme. Choices come from the environment (see .env.example); a wrong one stops the start."""

import sys
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP
from environs import Env, EnvError, validate

from newsroom import environment, logs, machines, watching

BASE_DIR = Path(__file__).resolve().parent.parent
env = Env()
env.read_env(BASE_DIR / ".env", recurse=False)
environment.first_key(sys.argv)


def required(name, hint):
    try:
        return env.str(name)
    except EnvError as error:
        raise ImproperlyConfigured(f"{name} is not set. {hint}") from error


# The site
DEBUG = env.bool("DEBUG", False)
SECRET_KEY = environment.secret_key(required("SECRET_KEY", "Copy .env.example to .env and fill it in."))
_site = environment.site_url(env.str("SITE_URL", "http://127.0.0.1:8000"))
_secure = _site.scheme == "https"
SITE_URL = _site.geturl()
SITE_NAME = env.str("SITE_NAME", "Newsroom")
SITE_TAGLINE = env.str("SITE_TAGLINE", "")
SECURITY_CONTACT = environment.contacts(env.list("SECURITY_CONTACT", []))
ROBOTS_REFUSED = environment.robots(env.list("ROBOTS_REFUSED", []))
DEMO = env.bool("DEMO", False)
VAR_DIR = env.path("VAR_DIR", BASE_DIR / "var")
environment.first_folder(sys.argv, VAR_DIR)

_loopback = ["localhost", "127.0.0.1", "[::1]"] if _site.hostname in ("localhost", "127.0.0.1", "::1") else []
ALLOWED_HOSTS = [f"[{_site.hostname}]" if ":" in _site.hostname else _site.hostname, *_loopback]
ALLOWED_HOSTS += env.list("ALLOWED_HOSTS", [])
CSRF_TRUSTED_ORIGINS = [SITE_URL]
TRUSTED_PROXIES = environment.networks(
    env.list("TRUSTED_PROXIES", []), "TRUSTED_PROXIES", ": any reader could then claim any address."
)

# What runs
INSTALLED_APPS = [
    "newsroom.admin.NewsroomAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_tasks_db",  # what waits for a worker (TASKS=worker); its tables are there from the beginning
    "ckeditor",  # only the editor; ckeditor_uploader must never be added (it stores and serves anything)
    "articles",
]
MIDDLEWARE = [
    "newsroom.middleware.RequestLog",
    "newsroom.shortcut.Shortcut",  # takes a stranger's comment by itself; what it answers needs nothing of what follows
    "newsroom.turns.ReadersFirst",
    "newsroom.middleware.SecurityHeaders",
    "django.middleware.security.SecurityMiddleware",
    "newsroom.static.StaticFiles",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "newsroom.middleware.AddressLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "newsroom.accounts.middleware.RequireSecondFactor",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "newsroom.context.site",
            ],
        },
    },
]

# Data
DATABASES = {
    "default": environment.database(
        env.str("DATABASE_URL", f"sqlite:///{VAR_DIR / 'news.sqlite3'}"),
        pool_size=env.int("DATABASE_POOL", 8, validate=validate.Range(min=1)),
    )
}
CACHES = {"default": machines.shared_cache(env.str("CACHE_URL", ""))}
TASKS = environment.tasks(env.str("TASKS", "immediate"))

# Languages and time: the first language has the addresses without prefix
LANGUAGES = environment.languages(env.list("LANGUAGES", ["fr", "en", "uk"]))
LANGUAGE_CODE = LANGUAGES[0][0]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = _secure
TIME_ZONE = environment.time_zone(env.str("TIME_ZONE", "Europe/Paris"))
USE_TZ = True

# Files
STATIC_URL = "static/"
THEME_DIR = environment.theme(env.path("THEME_DIR", None))
STATICFILES_DIRS = [BASE_DIR / "static", *([("theme", THEME_DIR)] if THEME_DIR else [])]
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "newsroom.static.AppFinder",
]
MEDIA_URL = "media/"
MEDIA_ROOT = VAR_DIR / "media"
SERVE_MEDIA = env.bool("SERVE_MEDIA", True)
STORAGES = {
    "default": machines.media_store(env.str("MEDIA_STORE", "")),
    "staticfiles": {"BACKEND": "newsroom.static.Storage"},
}
FILE_UPLOAD_PERMISSIONS = 0o644

# Security
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
SECURE_SSL_REDIRECT = _secure
SECURE_REDIRECT_EXEMPT = ["^livez$", "^readyz$"]  # asked from inside, past the proxy that speaks https
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _secure and TRUSTED_PROXIES else None
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", 31_536_000, validate=validate.Range(min=0)) if _secure else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("HSTS_SUBDOMAINS", False)
SECURE_HSTS_PRELOAD = env.bool("HSTS_PRELOAD", False)
SECURE_REFERRER_POLICY = "same-origin"  # the comment form needs to hear where a post comes from
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _secure
SESSION_COOKIE_NAME = "__Host-session" if _secure else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if _secure else "csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "articles.views.errors.csrf_failure"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 7
SILENCED_SYSTEM_CHECKS = [
    "ckeditor.W001",  # CKEditor 4 is the customer's choice; docs/decisions/0001 says how it is fenced in
    "security.W005",  # HSTS for subdomains is the operator's choice: HSTS_SUBDOMAINS
    "security.W021",  # HSTS preload likewise: HSTS_PRELOAD
]

# People
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
PASSWORD_RESET_TIMEOUT = 60 * 60 * 24 * 3  # of links in mails, invitations included

# The door: django-allauth, by invitation only (docs/decisions/0004)
MFA_REQUIRED = env.bool("MFA_REQUIRED", not (DEMO or DEBUG))
DEVICE_COOKIE_NAME = "__Secure-device" if _secure else "device"
AUTHENTICATION_BACKENDS = ["newsroom.accounts.backend.StaffBackend"]
ACCOUNT_ADAPTER = "newsroom.accounts.adapter.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True  # past the lock, never past the second factor
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"
# Wrong passwords and codes are counted in the database (articles/workflow/guesses.py): these would only count again,
# in the memory of one process. What is left to allauth is how often one address knocks at all.
ACCOUNT_RATE_LIMITS = {"login_failed": None, "reauthenticate": None, "change_password": None}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 60 * 5
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_FORMS = {
    "login": "newsroom.accounts.forms.LoginForm",
    "reauthenticate": "newsroom.accounts.forms.ReauthenticateForm",
    "change_password": "newsroom.accounts.forms.ChangePasswordForm",
    "reset_password": "newsroom.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "newsroom.accounts.forms.ResetPasswordKeyForm",
    "user_token": "newsroom.accounts.forms.ResetLinkForm",
}
MFA_ADAPTER = "newsroom.accounts.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1
MFA_RATE_LIMITS = False  # no number of strangers at one address keeps a passkey out
MFA_FORMS = {
    "authenticate": "newsroom.accounts.forms.AuthenticateForm",
    "reauthenticate": "newsroom.accounts.forms.ReauthenticateByCodeForm",
    "activate_totp": "newsroom.accounts.forms.ActivateForm",
    "add_webauthn": "newsroom.accounts.forms.AddPasskeyForm",
    "authenticate_webauthn": "newsroom.accounts.forms.AuthenticatePasskeyForm",
    "login_webauthn": "newsroom.accounts.forms.LoginPasskeyForm",
    "reauthenticate_webauthn": "newsroom.accounts.forms.ReauthenticatePasskeyForm",
    "edit_webauthn": "newsroom.accounts.forms.RenamePasskeyForm",
}

# Mail
MAILERS = environment.mailers(env.str("EMAIL_URL", "console:"))
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", f"newsroom@{_site.hostname}")

# Comments: what one sender may do (COMMENTS in docs/operators.md)
COMMENT_INTERVAL = env.int("COMMENT_INTERVAL", 10, validate=validate.Range(min=0))  # seconds between two of a sender
COMMENT_ATTEMPTS = env.int("COMMENT_ATTEMPTS", 30, validate=validate.Range(min=1))  # a minute, refused ones included
COMMENT_LINKS = env.int("COMMENT_LINKS", 2, validate=validate.Range(min=0))  # more of them hold a comment
COMMENT_CLOSE_DAYS = env.int("COMMENT_CLOSE_DAYS", 0, validate=validate.Range(min=0))  # after publication; 0: never
COMMENT_TRUST_AFTER = env.int("COMMENT_TRUST_AFTER", 0, validate=validate.Range(min=0))  # approved ones; 0: nobody
COMMENT_EDIT_MINUTES = env.int("COMMENT_EDIT_MINUTES", 15, validate=validate.Range(min=0))
COMMENT_APPEAL_DAYS = env.int("COMMENT_APPEAL_DAYS", 14, validate=validate.Range(min=0))
COMMENT_SPAM_DAYS = env.int("COMMENT_SPAM_DAYS", 30, validate=validate.Range(min=1))  # then spam is deleted
COMMENT_REFUSED_DAYS = env.int("COMMENT_REFUSED_DAYS", 90, validate=validate.Range(min=1))  # and refused ones
COMMENT_EMAIL_DAYS = env.int("COMMENT_EMAIL_DAYS", 365, validate=validate.Range(min=0))  # unverified ones; 0: kept
COMMENTER_COOKIE_NAME = "__Secure-commenter" if _secure else "commenter"
COMMENT_DIGEST_MINUTES = env.int("COMMENT_DIGEST_MINUTES", 60, validate=validate.Range(min=1))

# Fronts: after so many hours without news a chosen lead is shown to editors as stale
FRONT_STALE_HOURS = env.int("FRONT_STALE_HOURS", 24, validate=validate.Range(min=1))

# The editor: the widget of the story's body, named here and in articles/forms/editor.py only
STORY_BODY_WIDGET = "articles.forms.editor.NewsEditor"
CKEDITOR_CONFIGS = {}

# Serving and watching (docs/operators.md)
SERVER = {
    "host": env.str("HOST", "127.0.0.1"),
    "port": env.int("PORT", 8000, validate=validate.Range(min=1, max=65535)),
    "workers": env.int("WORKERS", 2, validate=validate.Range(min=1)),
    "threads": env.int("THREADS", 16, validate=validate.Range(min=1)),
}
KEEP_PAGES = env.bool("KEEP_PAGES", not DEBUG)  # each public page for its second; off where nginx or a CDN does it
MIN_FREE_MB = env.int("MIN_FREE_MB", 200, validate=validate.Range(min=0))
LOG_ADDRESSES = env.bool("LOG_ADDRESSES", False)
METRICS_ALLOWED = environment.networks(
    env.list("METRICS_ALLOWED", []), "METRICS_ALLOWED", ". Give a METRICS_TOKEN instead, or both."
)
METRICS_TOKEN = watching.token(env.str("METRICS_TOKEN", ""))
METRICS = bool(METRICS_ALLOWED or METRICS_TOKEN)
METRICS_DIR = VAR_DIR / f"metrics-{SERVER['port']}"
SLOW_QUERY_MS = env.int("SLOW_QUERY_MS", 0, validate=validate.Range(min=0))
MIDDLEWARE[1:1] = ["newsroom.metrics.requests.Requests"] * METRICS  # RequestLog stays the outermost
MIDDLEWARE[1:1] = ["newsroom.slow_queries.SlowQueries"] * bool(SLOW_QUERY_MS)
SENTRY_DSN = watching.dsn(env.str("SENTRY_DSN", ""))
LOGGING = logs.configuration(
    level=env.log_level("LOG_LEVEL", "WARNING"),
    style=env.str("LOG_FORMAT", "text" if DEBUG or DEMO else "json", validate=validate.OneOf(["json", "text"])),
    requests=env.bool("LOG_REQUESTS", not DEMO),
    sentry=bool(SENTRY_DSN),
)
