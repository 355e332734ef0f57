"""Doors for scripts of the desk: whatever goes wrong is JSON with its code and a sentence, never a page."""

from functools import wraps

from django.conf import settings
from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, JsonResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt

from articles.models import Story
from articles.workflow.errors import Conflict, Refused, Vanished
from articles.workflow.locks import Locked
from articles.workflow.logins import denied


class CsrfCheck(CsrfViewMiddleware):
    """Django's own check; what it objects to is given back instead of a page."""

    def _reject(self, request, reason):
        return reason


def door(model_admin, view):
    """The view behind the desk's own permission and Django's CSRF check, for POST.

    GET gives a new CSRF token to somebody who has logged in again in another tab. The middleware is passed by only
    because it would read the body before its size is looked at; its check is made here.
    """

    @csrf_exempt
    @wraps(view)
    def guarded(request, *args, **kwargs):
        try:
            response = _answer(model_admin, view, request, *args, **kwargs)
        except tuple(CODES) as error:
            if isinstance(error, PermissionDenied) and request.method == "POST":
                denied(request.user, request.method, request.path)
            code = next(code for kind, code in CODES.items() if isinstance(error, kind))
            response = refusal(code, WORDS.get(code, error))
        add_never_cache_headers(response)
        return response

    return guarded


def _answer(model_admin, view, request, *args, **kwargs):
    if request.method not in ("GET", "POST"):
        return refusal(405, _("This address only takes what is posted to it."))
    if not model_admin.admin_site.has_permission(request):
        if request.user.is_authenticated:
            raise PermissionDenied(f"{request.user} may not enter the desk")
        return refusal(401, _("Your session has ended."))
    if not model_admin.has_module_permission(request):
        raise PermissionDenied(f"{request.user} may not write stories")
    if request.method == "GET":
        return JsonResponse({"csrf": get_token(request)})
    if _length(request) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        raise RequestDataTooBig
    check = CsrfCheck(view)
    check.process_request(request)
    if check.process_view(request, None, (), {}):
        return refusal(403, _("Your session was renewed meanwhile."), renew=True)
    return view(request, *args, **kwargs)


def _length(request):
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isdecimal() and len(length) < 19 else 0


def story_to_write(model_admin, request, key):
    """The story, for somebody who may write in it; Http404 and PermissionDenied for everybody else."""
    story = Story.objects.filter(pk=key).first() if key < 2**63 else None
    if story is None:
        raise Http404("story")
    if not model_admin.has_change_permission(request, story):
        raise PermissionDenied(f"{request.user} may not write in story {key}")
    return story


def refusal(status, words, **more):
    return JsonResponse({"words": str(words), **more}, status=status)


# In this order: the more special before the more general.
CODES = {
    PermissionDenied: 403,
    Http404: 404,
    Vanished: 404,
    Conflict: 409,
    RequestDataTooBig: 413,
    Locked: 423,
    Refused: 422,
    BadRequest: 400,
    MultiPartParserError: 400,
    SuspiciousOperation: 400,
    UnreadablePostError: 400,
}
WORDS = {
    400: gettext_lazy("What arrived was incomplete."),
    403: gettext_lazy("You may not write in this story."),
    404: gettext_lazy("This story no longer exists."),
    413: gettext_lazy("This is more than one story can hold."),
}
