"""« Mes commentaires »: what a commenter who has confirmed an address sees, switches, takes away and erases."""

from django.core.paginator import Paginator
from django.http import Http404, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from articles.forms.person import AddressForm
from articles.lib.keys import is_key
from articles.lib.tokens import own_token, preview_token
from articles.models import Comment
from articles.queries.people import comments_of
from articles.views import credentials
from articles.views.common import in_every_language
from articles.views.gate import anonymous_post, personal_page, see_other
from articles.views.verification import say, show
from articles.workflow import appeals, authorship, erasure, notices, people

PER_PAGE = 20
Status = Comment.Status


@require_http_methods(["GET", "HEAD", "POST"])
@anonymous_post
def mine(request):
    """Without the cookie the form that asks for the link; a POST is one of the switches of the page."""
    person = credentials.person_of(request)
    if request.method == "POST":
        return _switch(request, person) if person else see_other(credentials.home())
    if person is None:
        return _stranger(request)
    page = Paginator(comments_of(person), PER_PAGE).get_page(request.GET.get("page"))
    for comment in page:
        _prepare(comment, person)
    return show(
        request, "mine", person=person, page=page, confirmed="confirmed" in request.GET, alternates=_languages()
    )


def _languages():
    return list(in_every_language("comment_person"))


def _stranger(request):
    # Who comes by a link of another site, a webmail say, is not sent their cookie's name along: one more click is.
    elsewhere = request.headers.get("Sec-Fetch-Site") == "cross-site"
    return show(
        request, "ask", form=AddressForm(), asked="asked" in request.GET, elsewhere=elsewhere, alternates=_languages()
    )


def _prepare(comment, person):
    """What the list says and offers of each: who wrote it may change it, not who only owns the address."""
    comment.is_theirs = comment.person_id == person.pk
    comment.is_read = comment.status == Status.APPROVED and comment.story.is_public
    comment.place = reverse("comment_link", args=[comment.pk])
    comment.own_key = own_token(comment.pk) if comment.is_theirs and comment.story.is_public else ""
    comment.may_edit, comment.may_withdraw = authorship.may_edit(comment), authorship.may_withdraw(comment)
    # Its own page says how to appeal.
    comment.preview = preview_token(comment.pk) if comment.own_key and appeals.is_in_time(comment) else ""


def _switch(request, person):
    what = request.POST.get("what")
    if what in ("forget", "sign_out"):
        return _leave(person, everywhere=what == "sign_out")
    if what in ("mail", "no_mail"):
        people.set_no_mail(person, what == "no_mail")
    elif what in ("notices", "no_notices") and not notices.want(person, _number(request.POST), what == "notices"):
        raise Http404("comment")
    return see_other(credentials.home())


def _leave(person, everywhere):
    if everywhere:
        people.sign_out(person)
    response = see_other(credentials.home())
    credentials.drop_cookie(response)
    return response


def _number(data):
    """The key of a comment, as far as it is one."""
    number = data.get("comment", "")
    return int(number) if is_key(number) else 0


@require_safe
@personal_page
def export(request):
    """A file with everything, written while it is read from the database."""
    person = credentials.person_of(request)
    if person is None:
        return see_other(credentials.home())
    response = StreamingHttpResponse(erasure.export(person), content_type="application/json")
    response.headers["Content-Disposition"] = 'attachment; filename="comments.json"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@anonymous_post
def erase(request):
    """One comment, or everything: asked once, done at once, not undone."""
    person = credentials.person_of(request)
    if person is None:
        return see_other(credentials.home())
    comment = _one(person, request.POST if request.method == "POST" else request.GET)
    if request.method != "POST":
        return show(request, "erase", person=person, comment=comment, number=comments_of(person).count())
    if comment:
        erasure.erase_comment(comment)
        return see_other(credentials.home())
    erasure.erase(person)
    response = say(request, _("Everything is erased"), _("Your comments, your name and your address are gone."))
    credentials.drop_cookie(response)
    return response


def _one(person, data):
    """The comment named, None when everything is meant. Another's is not there."""
    if "comment" not in data:
        return None
    if (comment := comments_of(person).filter(pk=_number(data)).first()) is None:
        raise Http404("comment")
    return comment
