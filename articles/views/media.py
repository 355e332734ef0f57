"""Pictures, served by the application itself in the embedded default; behind nginx it is nginx that does."""

import logging

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.views.decorators.http import require_safe

log = logging.getLogger(__name__)

KINDS = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp", "avif": "image/avif"}
HEADERS = {
    "Cache-Control": "public, max-age=86400",
    "Content-Security-Policy": "default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "cross-origin",
}


@require_safe
def media(request, name, extension):
    """Only names our own pipeline makes get here (urls.py). A name never changes its bytes, so it is the ETag."""
    path = f"images/{name}.{extension}"
    try:
        if not settings.SERVE_MEDIA:
            raise FileNotFoundError(path)
        file = default_storage.open(path)
    except FileNotFoundError as error:
        raise Http404("media") from error
    except OSError:  # a disk that fails, a store that does not answer: another moment it may
        log.exception("A picture cannot be read: %s", path)
        return HttpResponse(status=503, headers={"Cache-Control": "no-store", "Retry-After": "5"})
    return FileResponse(file, content_type=KINDS[extension], headers=HEADERS | {"ETag": f'"{name}.{extension}"'})
