"""What every answer needs: a line in the log, the language of its address, the isolation headers."""

import logging
import time
from ipaddress import ip_address

from django.conf import settings
from django.utils import translation
from django.utils.deprecation import MiddlewareMixin

from articles.lib.address import client_address
from newsroom import logs

# Staff pages speak the language the person chose; everything else the language of its address.
PERSONAL = ("/admin/", "/accounts/")


class AddressLanguage(MiddlewareMixin):
    """Activates the language of the address: /en/… English, /uk/… Ukrainian, no prefix the main language.

    Django's LocaleMiddleware also looks at Accept-Language on unprefixed pages and sends `Vary` for it, which
    would give every reader of a shared cache a copy of their own (decision 11).
    """

    def process_request(self, request):
        if request.path_info.startswith(PERSONAL):
            language = translation.get_language_from_request(request)
        else:
            language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = language

    def process_response(self, request, response):
        response.headers.setdefault("Content-Language", getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE))
        return response


class SecurityHeaders(MiddlewareMixin):
    """Headers that Django has no setting for. Views may set their own value first (pictures do)."""

    HEADERS = {
        "Cross-Origin-Embedder-Policy": "require-corp",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=(), "
        "publickey-credentials-create=(self), publickey-credentials-get=(self)",
    }

    def process_response(self, request, response):
        for name, value in self.HEADERS.items():
            response.headers.setdefault(name, value)
        if response.cookies and response.headers.get("Cache-Control", "").startswith("public"):
            # What is everybody's carries nobody's cookie: Django answers a CSRF cookie it cannot read with a new one.
            response.cookies.clear()
            response.headers.pop("Vary", None)
        return response


class RequestLog:
    """Outermost: gives the request its id, and writes one line when it is answered.

    The query is never written (it may hold anything), the reader's address only with LOG_ADDRESSES.
    """

    QUIET = ("/livez", "/readyz")  # asked every few seconds: only worth a line when they fail
    log = logging.getLogger("newsroom.requests")

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        start = time.perf_counter()
        request.log_id = logs.new_id(self.claimed(request))
        token = logs.request_id.set(request.log_id)
        try:
            response = self.get_response(request)
            self.write(request, response, round((time.perf_counter() - start) * 1000, 1))
            if is_personal(request, response):
                response.headers["X-Request-ID"] = request.log_id
            return response
        finally:
            logs.request_id.reset(token)

    def write(self, request, response, duration):
        level = logging.DEBUG if request.path in self.QUIET and response.status_code == 200 else logging.INFO
        known = {"method": request.method, "path": request.path, "status": response.status_code}
        known |= {"duration_ms": duration, "address": self.address(request), "request": request}
        self.log.log(level, "%s %s", request.method, request.path, extra=known)

    def address(self, request):
        if not settings.LOG_ADDRESSES:
            return ""
        meta = request.META
        return client_address(
            meta.get("REMOTE_ADDR", ""), meta.get("HTTP_X_FORWARDED_FOR", ""), settings.TRUSTED_PROXIES
        )

    def claimed(self, request):
        """The id a proxy of ours has given; a reader's own word is not taken."""
        claim = request.META.get("HTTP_X_REQUEST_ID", "")
        if not claim:
            return ""
        try:
            remote = ip_address(request.META.get("REMOTE_ADDR", ""))
        except ValueError:
            return ""
        believed = any(remote in network for network in settings.TRUSTED_PROXIES)
        return claim if believed else ""


def is_personal(request, response):
    """Whether no shared cache keeps this answer: only then may it carry something that is different each time."""
    said = {word.strip().lower() for word in response.headers.get("Cache-Control", "").split(",")}
    return request.method not in ("GET", "HEAD") or response.status_code == 500 or bool(said & {"no-store", "private"})
