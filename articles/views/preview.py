"""A draft, shown to whoever holds its link. The page speaks the language of the story (decision 11)."""

from django.http import Http404
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.models import PreviewLink
from articles.views.common import page_context
from articles.views.gate import sender_address
from articles.workflow.preview import Over, as_saved, opened, page_of, previewed, visit

HEADERS = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow"}


@require_safe
@never_cache
def preview(request, token):
    """HEAD looks whether the link works; only a GET is somebody reading."""
    try:
        link = visit(token, sender_address(request)) if request.method == "GET" else opened(token)
    except PreviewLink.DoesNotExist as error:
        raise Http404("preview") from error
    except Over as over:
        with translation.override(over.language):
            return _over(request)
    shown = previewed(link.story, as_saved(link.story))
    with translation.override(shown.language):
        return _private(render(request, "articles/story_preview.html", page_of(shown, until=link.expires_at)))


def _over(request):
    return _private(render(request, "articles/preview_over.html", page_context(), status=410))


def _private(response):
    for name, value in {"Content-Language": translation.get_language(), **HEADERS}.items():
        response.headers[name] = value
    return response
