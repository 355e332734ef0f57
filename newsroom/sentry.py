"""Errors of the log, told to Sentry as well (SENTRY_DSN): where in the code, at which view, and nothing about people.

Nothing is filtered out; a new report is made of what is known to be harmless. The words of an error stay at home: they
may quote an e-mail, a comment, a password of the database. The id of the request leads to them in the log.
"""

import logging
import time
from functools import cached_property

from django.conf import settings
from sentry_sdk import Client
from sentry_sdk.utils import event_from_exception

from newsroom import logs
from newsroom.views_by_name import view_of

FRAME = ("filename", "function", "module", "lineno", "pre_context", "context_line", "post_context", "in_app")
SAME = ("event_id", "timestamp", "platform", "level", "logger", "tags", "sdk")
KNOWN = ("articles", "newsroom", "django")  # who leaves the filling in to the log
# Its own troubles would go in a circle.
NOT_TOLD = ("sentry_sdk", "urllib3")
MOST, SECONDS = 30, 60  # errors in so many seconds: more of them say nothing new


class Handler(logging.Handler):
    """A handler of the log. The connection is made with the first error, and what waits is sent at the end."""

    def __init__(self, transport=None):
        super().__init__()
        self.transport, self.told = transport, []

    @cached_property
    def client(self):
        return Client(
            settings.SENTRY_DSN,
            transport=self.transport,
            before_send=harmless,
            default_integrations=False,
            auto_enabling_integrations=False,
            include_local_variables=False,
            max_request_body_size="never",
            server_name="",
            max_breadcrumbs=0,
            auto_session_tracking=False,
            send_client_reports=False,
        )

    def emit(self, record):
        if record.name.startswith(NOT_TOLD) or self.is_flood():
            return
        try:
            self.client.capture_event(*report(record, self.client.options))
        except Exception:
            self.handleError(record)

    def is_flood(self):
        """After so many in a minute: the database is gone, and each request says so."""
        now = time.monotonic()
        self.told = [moment for moment in self.told if moment > now - SECONDS]
        self.told.append(now)
        return len(self.told) > MOST

    def close(self):
        if "client" in self.__dict__:
            self.client.close(timeout=2.0)
        super().close()


def report(record, options):
    """(event, hint) of a record of the log: its template, not what was put in, and where it was raised."""
    event, hint = {}, {}
    if record.exc_info and record.exc_info[0]:
        event, hint = event_from_exception(record.exc_info, client_options=options)
    event |= {"level": record.levelname.lower().replace("critical", "fatal"), "logger": record.name}
    event["logentry"] = {"message": template(record)}
    request = getattr(record, "request", None)
    if hasattr(request, "path_info"):
        event["tags"] = {"view": view_of(request), "method": request.method}
    event["tags"] = event.get("tags", {}) | {"request_id": getattr(request, "log_id", "") or logs.request_id.get()}
    return event, hint


def template(record):
    """'A mail could not be sent: %s' as it is; a sentence of somebody else's that may be filled in already -> ''."""
    is_template = record.args or record.name.startswith(KNOWN)
    return logs.blacked_out(str(record.msg)) if is_template else ""


def harmless(event, hint):
    """The report that leaves the house. What is not named here does not."""
    sent = {name: event[name] for name in SAME if name in event}
    sent["logentry"] = {"message": event.get("logentry", {}).get("message", "")}
    raised = event.get("exception", {}).get("values", [])
    if raised:
        sent["exception"] = {"values": [_raised(each) for each in raised]}
    return sent


def _raised(raised):
    frames = (raised.get("stacktrace") or {}).get("frames", [])
    frames = [{name: frame[name] for name in FRAME if name in frame} for frame in frames]
    return {"type": raised.get("type"), "module": raised.get("module"), "stacktrace": {"frames": frames}}
