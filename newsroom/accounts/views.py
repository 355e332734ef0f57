"""Pages of the door that allauth has not, or has otherwise."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.mfa.base.views import IndexView
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.internal import auth
from allauth.mfa.webauthn.views import AddWebAuthnView
from allauth.usersessions.models import UserSession
from allauth.usersessions.views import ListUserSessionsView
from django.conf import settings
from django.contrib.auth.forms import SetPasswordForm
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.csp import CSP
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.csp import csp_override
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic.edit import FormView

from articles.workflow import accounts, audit
from articles.workflow.errors import Refused
from newsroom.accounts.agents import browser_and_system
from newsroom.accounts.factor import has_second_factor

WITH_QR = settings.SECURE_CSP | {"img-src": [CSP.SELF, "data:"]}


def no_signup(request):
    """By invitation only."""
    raise Http404


class Account(IndexView):
    """Passkeys, app, codes, password: one's own account. Whoever lacks a second factor is told so here."""

    def get_context_data(self, **kwargs):
        lacking = settings.MFA_REQUIRED and not has_second_factor(self.request.user)
        return super().get_context_data(**kwargs) | {"mfa_lacking": lacking}


@method_decorator(csp_override(WITH_QR), name="dispatch")
class ActivateApp(ActivateTOTPView):
    """The one page with a picture that is drawn into it: the code to be photographed."""


class AddPasskey(AddWebAuthnView):
    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        options = auth.begin_registration(self.request.user, True)
        return context | {"js_data": {"creation_options": options}, "form": kwargs.get("form") or self.get_form()}


class Sessions(ListUserSessionsView):
    """One's own sessions: any other of them can be ended, or all."""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        for each in context["sessions"]:
            each.device = browser_and_system(each.user_agent)
        return context

    def form_valid(self, form):
        chosen = self.request.POST.get("session", "")
        if not chosen:
            response = super().form_valid(form)
            self._record(_("All other sessions were ended."))
            return response
        for session in UserSession.objects.filter(user=self.request.user, pk=int(chosen) if _is_key(chosen) else 0):
            if not session.is_current():
                session.end()
                self._record(_("A session was ended."))
        return HttpResponseRedirect(self.success_url)

    def _record(self, words):
        audit.record(self.request.user, self.request.user, words, "account.logout_elsewhere")


def _is_key(text):
    return text.isascii() and text.isdecimal() and len(text) < 19


@method_decorator(sensitive_post_parameters(), name="dispatch")
class Invitation(FormView):
    """The link of an invitation: whoever has it chooses the password, and is led to the second factor."""

    template_name = "account/invitation.html"
    form_class = SetPasswordForm

    def dispatch(self, request, uid, token):
        self.invited = accounts.invited(uid, token)
        if self.invited is None:
            return self.too_late()
        return super().dispatch(request, token=token)

    def too_late(self):
        return render(self.request, "account/invitation_over.html", status=410)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.invited}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"invited": self.invited}

    def form_valid(self, form):
        try:
            user = accounts.join(self.invited, self.kwargs["token"], form.cleaned_data["new_password1"])
        except Refused:
            return self.too_late()
        record_authentication(self.request, user, method="password")
        first = "mfa_index" if settings.MFA_REQUIRED else "admin:index"
        return perform_login(self.request, Login(user=user, redirect_url=reverse(first)))
