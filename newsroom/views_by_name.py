"""What a request is called in figures and logs: by its view, never by its address, for those are endlessly many."""

from django.conf import settings


def view_of(request):
    """A request for /2025/08/15/sommet/ -> 'story'; for a style sheet -> 'static'; for nothing we have -> 'none'."""
    match = getattr(request, "resolver_match", None)
    if match is not None:
        return match.view_name
    if request.path_info.startswith(settings.STATIC_URL):
        return "static"
    # newsroom/shortcut.py answers an ordinary comment before any address is looked up.
    return "comment" if request.method == "POST" and "/comments/" in request.path_info else "none"
