from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles.cache import is_private
from articles.forms.flag import AppealForm
from articles.models import Appeal
from articles.views.common import page_context
from articles.views.gate import anonymous_post, refused, see_other
from articles.workflow import appeals


@require_http_methods(["GET", "HEAD", "POST"])
@anonymous_post
def appeal(request):
    """The author of a refused comment asks for a second look. The key is in the query, which no log writes down."""
    try:
        comment = appeals.of(request.GET.get("key", ""))
        if request.method == "POST":
            return _take(request, comment)
        return _page(request, comment, AppealForm())
    except appeals.Over as over:
        return refused(request, 410, str(over), title=_("Second look"))


def _take(request, comment):
    form = AppealForm(request.POST)
    if not form.is_valid():
        return _page(request, comment, form, status=422)
    appeals.appeal(comment, form.cleaned_data["words"])
    return see_other(request.get_full_path())


def _page(request, comment, form, status=200):
    context = {
        "comment": comment,
        "story": comment.story,
        "form": form,
        "filed": Appeal.objects.filter(comment=comment).first(),
        "possible": appeals.is_possible(comment),
        "private": is_private(request),
    }
    context |= page_context()
    return render(request, "articles/appeal.html", context, status=status)
