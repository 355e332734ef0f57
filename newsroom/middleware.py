"""Two small things that every answer needs: the language of its address and the isolation headers."""

from django.conf import settings
from django.utils import translation
from django.utils.deprecation import MiddlewareMixin

# Staff pages speak the language the person chose; everything else the language of its address.
PERSONAL = ("/admin/",)


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
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    }

    def process_response(self, request, response):
        for name, value in self.HEADERS.items():
            response.headers.setdefault(name, value)
        return response
