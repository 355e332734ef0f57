import time

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from articles import cache
from articles.forms.comment import CommentForm
from articles.lib.addresses import address
from articles.lib.tokens import own_token
from articles.models import Story
from articles.queries.comments import answered_in
from articles.queries.story import Gone, moved_story, story_at, story_context
from articles.views.errors import gone
from articles.views.gate import colleague, signed_name
from articles.workflow import authorship


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
    permalink = found.get_absolute_url()
    if request.path != permalink:
        return redirect(permalink, permanent=True)
    return render_story(request, found)


def _find(language, slug):
    try:
        return story_at(language, slug)
    except Story.DoesNotExist:
        return moved_story(language, slug)


def render_story(request, found, form=None, status=200):
    """The page of a story `find_story` gave, with the comment form as it stands (blank when None)."""
    form = form or CommentForm(story=found, now=time.time(), signed=signed_name(request))
    asked = request.GET
    context = story_context(found, asked.get("comments", ""), asked.get("order", ""))
    reply_to = _answered(found, form, asked)
    context |= {
        "form": form,
        "form_is_blank": not (form.is_bound or form.signed or reply_to or cache.is_private(request)),
        "reply_to": reply_to,
        "form_action": address("comment", found.pk),
        "private": cache.is_private(request),
        "own_key": _own_key(request, found),
    }
    return render(request, "articles/story.html", context, status=status)


def _answered(story, form, asked):
    """The comment a reply is for: the form's own, or the one a reader without JavaScript chose (?reply=12)."""
    wanted = form["parent"].value() if form.is_bound else asked.get("reply")
    return answered_in(story, str(wanted)) if wanted and story.comments_open else None


def _own_key(request, story):
    """Of a colleague's comment of a moment ago: with it they correct it, or take it back. '' for everybody else."""
    user = colleague(request)
    comment = authorship.newest_of(user, story) if user else None
    return own_token(comment.pk) if comment else ""
