import time

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from articles import cache
from articles.forms.comment import CommentForm
from articles.models import Story
from articles.queries.story import Gone, find_story, story_page
from articles.views.common import alternate, page_context
from articles.views.errors import gone


@require_safe
@cache.public_page
def story(request, year, month, day, slug):
    try:
        found = find_story(language=get_language(), slug=slug)
    except Story.DoesNotExist as error:
        raise Http404("story") from error
    except Gone:
        return gone(request)
    address = found.get_absolute_url()
    if request.path != address:
        return redirect(address, permanent=True)
    return render_story(request, found)


def render_story(request, found, form=None, status=200):
    """The page of a story `find_story` gave, with the comment form as it stands (blank when None)."""
    page = story_page(found)
    form = form or CommentForm(story=found, now=time.time())
    context = {
        "story": found,
        "comments": page.comments,
        "comments_open": found.comments_open,
        "form": form,
        "reply_to": _answered(page.comments, form, request),
        "form_action": reverse("comment", args=[found.pk]),
        "related": page.related,
        "private": cache.is_private(request),
    }
    context |= page_context(
        page.tree,
        canonical=found.get_absolute_url(),
        current=found.primary_region,
        alternates=_translations(page.translations),
    )
    return render(request, "articles/story.html", context, status=status)


def _answered(comments, form, request):
    """The comment a reply is for: the form's own, or the one a reader without JavaScript chose (?reply=12)."""
    wanted = str((form["parent"].value() if form.is_bound else request.GET.get("reply")) or "")
    return next((comment for comment in comments if str(comment.pk) == wanted), None)


def _translations(stories):
    public = {story.language: story for story in stories}
    for code, label in settings.LANGUAGES:
        if code in public:
            yield alternate(code, label, public[code].get_absolute_url())
