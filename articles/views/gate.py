"""What everything that strangers may post asks first, and how it answers (decision 3).

A reader's post carries no authority of its own: it counts when the browser says that one of our own pages sent it.
Whoever may be logged in sends Django's CSRF token besides.
"""

from functools import wraps

from django.conf import settings
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from articles.cache import is_private
from articles.lib.address import client_address
from articles.lib.origin import is_same_origin
from articles.views.common import page_context
from articles.views.errors import bad_request
from articles.workflow import standing

# The longest comment there is, percent-encoded, with room to spare; files are no part of it.
MAX_POST = 1_500_000


def anonymous_post(view):
    """Decorates a view under /comments/ that takes posts of strangers. Its GET, if it has one, passes untouched.

    What another site sends, or nobody knows who, gets a 403 with its words kept; what is too long a 400, unread.
    No answer is stored by anybody or listed by a search engine. Not for what mail programs post (RFC 8058).
    """

    @personal_page
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.method != "POST":
            return view(request, *args, **kwargs)
        if is_too_long(request):
            return bad_request(request)
        if not comes_from_here(request):
            return refused(request, 403, _("This was sent from another site, so it was not accepted."))
        taken = csrf_protect(view) if is_private(request) else view
        return taken(request, *args, **kwargs)

    return csrf_exempt(guarded)


def personal_page(view):
    """Decorates a view whose answers are for one person: not stored on the way, not listed by search engines."""

    @wraps(view)
    def marked(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        add_never_cache_headers(response)
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return marked


def comes_from_here(request):
    """Whether the browser says that one of our own pages sent this."""
    said = (request.META.get(f"HTTP_{name}") for name in ("SEC_FETCH_SITE", "ORIGIN", "REFERER"))
    own = {settings.SITE_URL, f"{request.scheme}://{request.get_host()}"}
    return is_same_origin(*said, own)


def sender_address(request):
    """The network address of whoever asks, behind the proxies we trust: '192.0.2.7'."""
    meta = request.META
    return client_address(meta.get("REMOTE_ADDR", ""), meta.get("HTTP_X_FORWARDED_FOR", ""), settings.TRUSTED_PROXIES)


def colleague(request):
    """The account that is logged in, if it is one of the newsroom. Asks the session only where there may be one."""
    user = request.user if is_private(request) else None
    return user if user and user.is_active and user.is_staff else None


def signed_name(request):
    """The name under which a colleague comments; '' for everybody else."""
    user = colleague(request)
    return standing.name_of(user) if user else ""


def see_other(address):
    return HttpResponseRedirect(address, status=303)  # whatever was posted, what comes next is a GET


def later(response, seconds):
    """Marks the answer to somebody who was too fast: 'Retry-After: 7'."""
    response.headers["Retry-After"] = str(seconds)
    return response


def refused(request, status, message, story=None, title=""):
    """A page with the reason and the reader's own words, so that nothing typed is lost. `story`: the way back."""
    words = request.POST.get("body", "")
    context = {
        "story": story,
        "title": title or (_("Your comment was not sent") if words else _("Not accepted")),
        "message": message,
        "text": words,
        "person": [value for name in ("name", "email", "website") if (value := request.POST.get(name))],
    }
    context |= page_context()
    return render(request, "articles/comment_refused.html", context, status=status)


def is_too_long(request):
    length = request.META.get("CONTENT_LENGTH") or "0"
    return length.isdecimal() and int(length) > MAX_POST
