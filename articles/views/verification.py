"""The links of mails to readers: confirming an address, ending notices, never being written to again.

A GET only shows a button: programs that look through mail follow links. The POST does it.
"""

from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from articles.cache import is_private
from articles.forms.person import AddressForm
from articles.lib.tokens import owned
from articles.models import Comment
from articles.views import credentials
from articles.views.common import page_context
from articles.views.gate import anonymous_post, later, personal_page, see_other, sender_address
from articles.workflow import notices, people

READ_OR_DO = ["GET", "HEAD", "POST"]


def show(request, template, status=200, **context):
    context = page_context() | {"private": is_private(request)} | context
    return render(request, f"articles/people/{template}.html", context, status=status)


def say(request, title, message, status=200, **context):
    """A page that says one thing."""
    return show(request, "said", status, title=title, message=message, **context)


def over(request, error):
    return say(request, _("This link is over"), str(error), 410)


# Confirming an address


@require_http_methods(READ_OR_DO)
@anonymous_post
def ask(request):
    """Asked from the page of one's own comment (`own`), or with an address. The answer is the same for everybody."""
    if request.method != "POST":
        return see_other(credentials.home())  # a reload, a bookmark: the form is there
    comment = _own(request.POST["own"]) if "own" in request.POST else None
    form = AddressForm({"email": comment.email} if comment else request.POST)
    if not form.is_valid():
        return show(request, "ask", 422, form=form)
    try:
        people.ask_to_verify(form.cleaned_data["email"], translation.get_language(), comment, sender_address(request))
    except people.TooMany as error:
        return later(say(request, _("Please wait"), str(error), 429), error.seconds)
    return see_other(f"{credentials.home()}?asked=1")


def _own(token):
    pk = owned(token, None)
    return Comment.objects.filter(pk=pk).exclude(email="").first() if pk else None


@require_http_methods(READ_OR_DO)
@anonymous_post
def verify(request):
    token = request.GET.get("key", "")
    try:
        if request.method != "POST":
            return show(request, "verify", link=people.asked(token))
        person = people.verify(token, mine=request.POST.get("mine") == "1")
    except people.Over as error:
        return over(request, error)
    response = see_other(f"{credentials.home()}?confirmed=1")
    credentials.set_cookie(response, person)
    return response


# No more mail


@require_http_methods(READ_OR_DO)
@csrf_exempt  # a mail program posts here by itself (RFC 8058): the key in the address is all it has, and enough
@personal_page
def notices_off(request):
    token = request.GET.get("key", "")
    try:
        if request.method != "POST":
            notices.addressed(token)
            return show(request, "notices_off")
        notices.end(token, request.POST.get("what", "all"))
    except people.Over as error:
        return over(request, error)
    return say(request, _("It is done"), _("You will get no more of these mails."))


@require_http_methods(READ_OR_DO)
@csrf_exempt  # likewise
@personal_page
def never_write(request):
    token = request.GET.get("key", "")
    again = request.POST.get("again") == "1"
    try:
        if request.method != "POST":
            return show(request, "never_write", email=people.whose(token))
        people.never_write(token, never=not again)
    except people.Over as error:
        return over(request, error)
    if again:
        return say(request, _("It is done"), _("We may write to you again when you ask for it."))
    return show(request, "never_written")
