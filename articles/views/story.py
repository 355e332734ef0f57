import time

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from articles import cache
from articles.forms.comment import CommentForm
from articles.models import Story
from articles.queries.story import Gone, find_story, moved_story, story_context
from articles.views.errors import gone


@require_safe
@cache.public_page
def story(request, year, month, day, slug):
    """The story at its address; a wrong date, a capital letter and every address it once had lead there."""
    try:
        found = _find(get_language(), slug.lower())
    except Story.DoesNotExist as error:
        raise Http404("story") from error
    except Gone as over:
        return gone(request, over.reason)
    address = found.get_absolute_url()
    if request.path != address:
        return redirect(address, permanent=True)
    return render_story(request, found)


def _find(language, slug):
    try:
        return find_story(language=language, slug=slug)
    except Story.DoesNotExist:
        return moved_story(language, slug)


def render_story(request, found, form=None, status=200):
    """The page of a story `find_story` gave, with the comment form as it stands (blank when None)."""
    form = form or CommentForm(story=found, now=time.time())
    context = story_context(found)
    context |= {
        "form": form,
        "reply_to": _answered(context["comments"], form, request),
        "form_action": reverse("comment", args=[found.pk]),
        "private": cache.is_private(request),
    }
    return render(request, "articles/story.html", context, status=status)


def _answered(comments, form, request):
    """The comment a reply is for: the form's own, or the one a reader without JavaScript chose (?reply=12)."""
    wanted = str((form["parent"].value() if form.is_bound else request.GET.get("reply")) or "")
    return next((comment for comment in comments if str(comment.pk) == wanted), None)
