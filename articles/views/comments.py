"""The reader's side of a comment: sending it, and seeing one's own while it waits."""

import time

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from articles.cache import is_private
from articles.forms.comment import CommentForm
from articles.lib.address import client_address
from articles.lib.origin import is_same_origin
from articles.lib.tokens import preview_token, previewed
from articles.models import Comment, Region, Story
from articles.queries.story import Gone, find_story
from articles.views.common import page_context
from articles.views.errors import bad_request
from articles.views.story import render_story
from articles.workflow import submission

# The longest comment there is, percent-encoded, with room to spare; files are no part of it.
MAX_POST = 1_500_000


@csrf_exempt  # anonymous posts carry no authority; where they come from is checked below (decision 3)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def comment(request, story_id):
    """POST takes a comment; somebody who comes here by GET (a reload, a bookmark) is shown the form."""
    if request.method != "POST":
        return redirect(f"{_find(story_id).get_absolute_url()}#comment-form")
    return csrf_protect(_post)(request, story_id) if is_private(request) else _post(request, story_id)


def _post(request, story_id):
    length = request.META.get("CONTENT_LENGTH") or "0"
    if length.isdecimal() and int(length) > MAX_POST:
        return bad_request(request)
    if not _comes_from_here(request):
        return _refused(request, 403, _("This comment was sent from another site, so it was not accepted."))
    try:
        story = find_story(pk=story_id, language=translation.get_language())
    except Story.DoesNotExist:
        return _refused(request, 404, _("This story does not exist, or no longer."))
    except Gone:
        return _refused(request, 410, _("This story was withdrawn while you were writing."))
    return _receive(request, story)


def _receive(request, story):
    address = _address(request)
    wait = submission.count_attempt(address, request.POST.get("email", ""))
    form = CommentForm(request.POST, story=story, now=time.time())
    if not form.is_valid():
        return render_story(request, story, form, status=422)
    try:
        stored = submission.submit(
            story, form.words, address=address, wait=wait, parent=form.cleaned_data["parent"], trapped=form.trapped
        )
    except submission.NotOpen as refusal:
        return _again(request, story, form, str(refusal), 403)
    except submission.TooFast as flood:
        words = _("You are sending comments too quickly. Take your time.")
        response = _again(request, story, form, words, 429)
        response.headers["Retry-After"] = str(flood.seconds)
        return response
    return _see_other(_place_of(stored, story))


def _again(request, story, form, message, status):
    """The form with every word and the reason; where comments are closed there is no form to go back to."""
    if not story.comments_open:
        return _refused(request, status, message, story)
    form.add_error(None, message)
    return render_story(request, story, form, status=status)


def _place_of(stored, story):
    """An approved comment stands under its story; any other is shown to its author alone."""
    if stored.status == Comment.Status.APPROVED:
        return f"{story.get_absolute_url()}#comment-{stored.pk}"
    return reverse("comment_preview", args=[preview_token(stored.pk)])


def _see_other(address):
    response = redirect(address)
    response.status_code = 303  # whatever was posted, what comes next is a GET
    return response


@require_safe
@never_cache
def preview(request, token):
    """The author's own view of a comment that waits: the address is the key, for half an hour."""
    pk = previewed(token)
    found = Comment.objects.select_related("story").filter(pk=pk).first() if pk else None
    if found is None or not Story.objects.public().filter(pk=found.story_id).exists():
        raise Http404("preview")
    if found.status == Comment.Status.APPROVED:
        return redirect(_place_of(found, found.story))
    context = {"comment": found, "story": found.story}
    context |= page_context(Region.objects.tree(), canonical=found.story.get_absolute_url())
    response = render(request, "articles/comment_preview.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _refused(request, status, message, story=None):
    """A page with the reason and the reader's own words, so that nothing typed is lost."""
    context = {
        "story": story,
        "title": _("Your comment was not sent"),
        "message": message,
        "text": request.POST.get("body", ""),
        "person": [value for name in ("name", "email", "website") if (value := request.POST.get(name))],
    }
    context |= page_context(Region.objects.tree())
    return render(request, "articles/comment_refused.html", context, status=status)


def _find(story_id):
    try:
        return find_story(pk=story_id)
    except (Story.DoesNotExist, Gone) as error:
        raise Http404("story") from error


def _comes_from_here(request):
    headers = request.headers
    own = {settings.SITE_URL, f"{request.scheme}://{request.get_host()}"}
    return is_same_origin(headers.get("Sec-Fetch-Site"), headers.get("Origin"), headers.get("Referer"), own)


def _address(request):
    meta = request.META
    return client_address(meta.get("REMOTE_ADDR", ""), meta.get("HTTP_X_FORWARDED_FOR", ""), settings.TRUSTED_PROXIES)
