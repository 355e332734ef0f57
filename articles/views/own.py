"""What its author sees of a comment, and may still do with it: the address is the key."""

from functools import cache, wraps

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from articles.cache import is_private
from articles.forms.comment import BodyForm
from articles.lib.tokens import own_token, owned, preview_token, previewed
from articles.models import Comment, Story
from articles.queries.comments import address_of
from articles.views.common import page_context
from articles.views.gate import anonymous_post, later, personal_page, refused, see_other, sender_address
from articles.workflow import appeals, authorship, rates
from articles.workflow.errors import Refused

Status = Comment.Status
KEY_SECONDS = 24 * 3600  # of an address to edit or withdraw; the comment's own age ends it sooner


@require_safe
@personal_page
def preview(request, token):
    """The author's own view of a comment that waits, as it is now: for half an hour."""
    if (pk := previewed(token)) is None:
        return _over(request, token)
    comment = _find(pk)
    if comment.status == Status.APPROVED:
        return redirect(address_of(comment))
    return _page(request, "own", comment)


def _over(request, token):
    if previewed(token, max_age=None) is None:
        raise Http404("preview")
    words = _("This preview could be seen for half an hour. Your comment is still there.")
    return refused(request, 410, words, title=_("Your comment"))


def _author_s(view):
    """Decorates a view of one's own comment, which it gets instead of the token. What is refused keeps its words."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @anonymous_post
    @wraps(view)
    def found(request, token):
        try:
            comment = _find(owned(token, KEY_SECONDS))
            return view(request, comment)
        except Http404:
            if request.method != "POST":
                raise
            return refused(request, 404, _("This comment does not exist, or no longer."))
        except Refused as refusal:
            return refused(request, 403, str(refusal), comment.story, title=_("Your comment"))

    return found


@_author_s
def edit(request, comment):
    """Other words for a comment of a moment ago."""
    if request.method != "POST":
        authorship.refuse_late(comment)
        return _edit_page(request, comment, BodyForm(initial={"body": comment.body}))
    if wait := rates.count_attempt(rates.keys_of(sender_address(request))):
        words = _("You are sending comments too quickly. Take your time.")
        return later(refused(request, 429, words, comment.story), wait)
    form = BodyForm(request.POST)
    if not form.is_valid():
        return _edit_page(request, comment, form, status=422)
    try:
        kept = authorship.edit(comment, form.cleaned_data["body"], sender_address(request))
    except authorship.Changed as error:
        form.add_error(None, str(error))
        return _edit_page(request, _find(comment.pk), form, status=409)
    return see_other(place_of(kept))


@_author_s
def withdraw(request, comment):
    """Asks once; then it is gone."""
    if request.method == "POST":
        authorship.withdraw(comment)
    elif comment.status != Status.WITHDRAWN:
        authorship.refuse_late(comment, editing=False)
        return _page(request, "own_withdraw", comment)
    return see_other(place_of(_find(comment.pk)))


def _find(pk):
    """The comment with its story, which readers must be able to see. Raises Http404."""
    found = Comment.objects.select_related("story", "person").filter(pk=pk).first() if pk else None
    if found is None or not Story.objects.public().filter(pk=found.story_id).exists():
        raise Http404("comment")
    return found


def place_of(comment):
    """Where its author is led: to the comment among the others, or, where nobody else sees it, to its own page."""
    if comment.status == Status.APPROVED:
        return address_of(comment)
    return own_page(comment.pk)


def own_page(comment_id, language=None):
    """The page that only its author sees, for half an hour: '/comments/preview/MTI:1vK…:x9…/'."""
    return _own_pages(language or translation.get_language()).replace("/-/", f"/{preview_token(comment_id)}/")


@cache
def _own_pages(language):
    with translation.override(language):
        return reverse("comment_preview", args=["-"])


def _edit_page(request, comment, form, status=200):
    return _page(request, "own_edit", comment, status, form=form)


def _page(request, template, comment, status=200, **context):
    context |= {
        "comment": comment,
        "story": comment.story,
        "own_key": own_token(comment.pk),
        "own_page": own_page(comment.pk),
        "private": is_private(request),
        "waits": authorship.seems_to_wait(comment),
        "appeal_url": appeals.address(comment),
        "trust_after": settings.COMMENT_TRUST_AFTER,
        "may_edit": authorship.may_edit(comment),
        "may_withdraw": authorship.may_withdraw(comment),
        "until": authorship.until(comment),
    }
    context |= page_context(canonical=comment.story.get_absolute_url())
    return render(request, f"articles/{template}.html", context, status=status)
