from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles.cache import is_private
from articles.forms.flag import FlagForm
from articles.models import Comment
from articles.queries.comments import address_of
from articles.views.common import page_context
from articles.views.gate import anonymous_post, later, refused, see_other, sender_address
from articles.workflow import flags


@require_http_methods(["GET", "HEAD", "POST"])
@anonymous_post
def flag(request, comment_id):
    """A reader reports a comment: the page asks why, the moderators look."""
    try:
        comment = flags.find(comment_id)
    except Comment.DoesNotExist as error:
        if request.method != "POST":
            raise Http404("comment") from error
        return refused(request, 404, _("This comment is no longer there."))
    if request.method != "POST":
        return _page(request, comment, FlagForm(), thanked="thanks" in request.GET)
    return _take(request, comment, FlagForm(request.POST))


def _take(request, comment, form):
    if not form.is_valid():
        return _page(request, comment, form, status=422)
    try:
        flags.flag(comment, form.cleaned_data["reason"], form.cleaned_data["words"], sender_address(request))
    except flags.TooMany as error:
        form.add_error(None, str(error))
        return later(_page(request, comment, form, status=429), error.seconds)
    return see_other(f"{reverse('comment_flag', args=[comment.pk])}?thanks")


def _page(request, comment, form, status=200, thanked=False):
    context = {
        "comment": comment,
        "form": form,
        "thanked": thanked,
        "back": address_of(comment),
        "private": is_private(request),
    }
    context |= page_context()
    return render(request, "articles/flag.html", context, status=status)
