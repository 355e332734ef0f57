"""What the log says, and what it must not: one record a line, in JSON for machines or in text for people.

The id of the request stands in every record written while it is answered. Addresses of people (e-mail) and addresses
that are keys (a preview) are blacked out wherever they come from, tracebacks included.
"""

import json
import logging
import re
import secrets
from contextvars import ContextVar
from datetime import UTC, datetime

request_id = ContextVar("request_id", default="")

# A proxy's own id is taken over when it can be nothing but an id.
ID = re.compile(r"[A-Za-z0-9-]{1,64}")
# What newsroom.middleware.RequestLog tells about a request, in this order; newsroom.slow_queries tells the view.
FIELDS = ("method", "path", "status", "duration_ms", "address", "view")

# Robots knock under every name there is, and with forms of a thousand fields: an answer (400), but no error of ours.
KNOCKS = ("DisallowedHost", "RequestDataTooBig", "TooManyFieldsSent", "TooManyFilesSent", "SuspiciousMultipartForm")

_EMAIL = re.compile(r"[^\s@<>()'\"=,;:/?&]+@[\w-]+(?:\.[\w-]+)+")
_KEYS = re.compile(r"(/preview/|/comments/own/|/accounts/invitation/[^/\s]+/|/accounts/password/reset/key/)[^/\s?'\"]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def new_id(claimed=""):
    """'3f-A9' -> '3f-A9'; anything that is no id ('', 'a b', 65 letters) -> 32 random hexadecimal digits."""
    return claimed if ID.fullmatch(claimed) else secrets.token_hex(16)


def blacked_out(text):
    """'ann@example.org at /comments/preview/abc/' -> '…@… at /comments/preview/…/'."""
    if "@" in text:  # it is in every line of the log, and an e-mail in next to none
        text = _EMAIL.sub("…@…", text)
    return _KEYS.sub(r"\1…", text)


class _Formatter(logging.Formatter):
    def message(self, record):
        return blacked_out(record.getMessage())

    def traceback(self, record):
        if record.exc_info and not record.exc_text:
            record.exc_text = self.formatException(record.exc_info)
        return blacked_out("\n".join(filter(None, [record.exc_text, record.stack_info])))

    def request_id(self, record):
        """Django tells of a refusal (404, 500) when the request has already left us: it brings the request along."""
        return getattr(getattr(record, "request", None), "log_id", "") or request_id.get()

    def moment(self, record):
        return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


class JsonFormatter(_Formatter):
    """A line of ASCII: whatever a stranger sends, a new line or a colour of the terminal arrives as \\n or \\u001b."""

    def format(self, record):
        fields = {
            "time": self.moment(record),
            "level": record.levelname,
            "logger": record.name,
            "message": self.message(record),
            "request_id": self.request_id(record),
        }
        fields |= {name: _safe(getattr(record, name, "")) for name in FIELDS}
        fields["traceback"] = self.traceback(record)
        return json.dumps({name: value for name, value in fields.items() if value != ""})


class TextFormatter(_Formatter):
    """'2026-01-31T12:00:00.000+00:00 WARNING django.request Not Found: /x [id]'; tracebacks stand indented below."""

    def format(self, record):
        head = f"{self.moment(record)} {record.levelname} {record.name} {self.message(record)}"
        details = [str(_safe(getattr(record, name, ""))) for name in FIELDS[2:]]
        known = " ".join(filter(None, [*details, self.request_id(record)]))
        lines = [_escaped(f"{head} [{known}]" if known else head)]
        lines += [f"    {_escaped(line)}" for line in self.traceback(record).splitlines()]
        return "\n".join(lines)


def _safe(value):
    return blacked_out(value) if isinstance(value, str) else value


def _escaped(text):
    """A line feed or an escape sequence -> its code, so that one record cannot pretend to be two."""
    return _CONTROL.sub(lambda match: ascii(match[0])[1:-1], text)


def configuration(level, style, requests, sentry=False):
    """Django's LOGGING: everything to stderr. `style`: json or text; `requests`: whether each one gets a line.

    `sentry`: errors go there as well.
    """
    told = {"sentry": {"class": "newsroom.sentry.Handler", "level": "ERROR"}} if sentry else {}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {"()": "newsroom.logs.JsonFormatter"},
            "text": {"()": "newsroom.logs.TextFormatter"},
        },
        "handlers": {
            "console": {"class": "logging.StreamHandler", "formatter": style},
            "nowhere": {"class": "logging.NullHandler"},
            **told,
        },
        "root": {"handlers": ["console", *told], "level": level},
        "loggers": {
            # Only the root writes: Django's own handlers would say everything twice when DEBUG is on.
            "django": {"level": level, "handlers": []},
            "newsroom.requests": {"level": "INFO" if requests else "WARNING"},
            # Without any handler Python would print the record after all.
            **{f"django.security.{name}": {"handlers": ["nowhere"], "propagate": False} for name in KNOCKS},
        },
    }
