"""The headers of public pages, in one place (decision 2): fresh by their lifetime, with nothing to purge."""

from functools import wraps

from django.conf import settings
from django.utils.cache import add_never_cache_headers

# A shared cache may answer for one second, and for a day when the application does not.
PUBLIC = "public, max-age=0, s-maxage=1, stale-if-error=86400"


def is_private(request):
    """Whether somebody may be logged in: then the page is theirs alone. Reads the cookie's presence, no session."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def mark(request, response):
    """Sets the headers of a page anybody may see, or those of a private one. Gives the response back."""
    if is_private(request) or request.method not in ("GET", "HEAD"):
        add_never_cache_headers(response)
    else:
        response.headers["Cache-Control"] = PUBLIC
    return response


def public_page(view):
    """Decorates a view whose answer to an anonymous GET is the same for everybody."""

    @wraps(view)
    def marked(request, *args, **kwargs):
        return mark(request, view(request, *args, **kwargs))

    return marked
