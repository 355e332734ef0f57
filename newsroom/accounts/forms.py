"""The forms of the door: allauth's, with our labels, our counts, and no trust in what a passkey is said to be."""

import json
import struct
from datetime import timedelta
from functools import partial

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.base import forms as codes
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.contrib.auth import get_user_model
from django.forms.fields import InvalidJSONInput
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from articles.lib.tokens import keyed_hash
from articles.workflow import rates
from articles.workflow.guesses import Guess, use_once
from newsroom.accounts import device

# What a made-up answer of a passkey raises in the library that reads it.
UNREADABLE = (TypeError, ValueError, LookupError, AttributeError, OverflowError, RecursionError, struct.error)
LONGEST = 20_000  # a passkey's answer takes 1 to 5 thousand characters
RESETS = 5  # mails an hour for one address
PASSWORD = _("Password")
NEW = {"password1": _("New password"), "password2": _("New password again")}


def dress(form, labels, help_texts=()):
    """Our words on a form of allauth's; no placeholders, which vanish when somebody begins to write."""
    for name, field in form.fields.items():
        field.label = labels.get(name, field.label)
        field.widget.attrs.pop("placeholder", None)
        if name not in help_texts and name != "password1":
            field.help_text = ""


class LoginForm(account.LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name = capfirst(get_user_model()._meta.get_field("username").verbose_name)
        dress(self, {"login": name, "password": PASSWORD})
        self.fields["login"].widget.attrs |= {"id": "id_username", "autocapitalize": "none", "autofocus": True}


class ReauthenticateForm(account.ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        dress(self, {"password": PASSWORD})


class ChangePasswordForm(account.ChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        dress(self, NEW | {"oldpassword": _("Present password")})

    def clean_oldpassword(self):
        guess = Guess("password", self.user, device=device.known(context.request, self.user))
        if not guess.claim():
            raise get_adapter().validation_error("too_many_login_attempts")
        try:
            password = super().clean_oldpassword()
        except forms.ValidationError:
            guess.missed()
            raise
        guess.give_back()
        return password


class ResetPasswordForm(account.ResetPasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        dress(self, {"email": _("E-mail address")})

    def clean_email(self):
        """Accounts that are in use: an invitation that was not accepted is no account whose password can be reset."""
        found = get_user_model().objects.filter(email__iexact=self.cleaned_data["email"], is_active=True, is_staff=True)
        self.users = [user for user in found if user.has_usable_password()]
        return self.cleaned_data["email"]

    def save(self, request):
        """Asked five times within an hour, nothing is sent: nobody fills a mailbox through us."""
        email = self.cleaned_data["email"]
        if rates.claim(keyed_hash("reset", email), RESETS, timedelta(hours=1)):
            super().save(request)
        return email


class ResetLinkForm(account.UserTokenForm):
    """Looked at each time the link is used: the account may have been closed since it was mailed."""

    def _get_user(self, uidb36):
        user = super()._get_user(uidb36)
        return user if user and user.is_active and user.is_staff else None


class ResetPasswordKeyForm(account.ResetPasswordKeyForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        dress(self, NEW)


class CountedCode:
    """Ten codes an hour; and a code that somebody has used, read over a shoulder, is worth nothing."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        dress(self, {"code": _("Code from the app, or a recovery code")})
        self.fields["code"].max_length = 40
        self.fields["code"].widget.attrs |= {"maxlength": 40, "autocapitalize": "none", "autofocus": True}

    def clean_code(self):
        guess = Guess("code", self.user, device=device.known(context.request, self.user))
        if not guess.claim():
            raise get_adapter().validation_error("too_many_login_attempts")
        try:
            code = self._right_code()
        except forms.ValidationError:
            guess.missed()
            raise
        guess.give_back()
        return code

    def _right_code(self):
        code = super().clean_code()
        if not use_once(self.user, normalize_user_code(code)):
            raise get_adapter().validation_error("incorrect_code")
        return code


class AuthenticateForm(CountedCode, codes.AuthenticateForm):
    pass


class ReauthenticateByCodeForm(CountedCode, codes.ReauthenticateForm):
    pass


class ActivateForm(ActivateTOTPForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        dress(self, {"code": _("Code that the app shows")})
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "autofocus": True}

    def clean_code(self):
        """The code that sets the app up opens nothing afterwards."""
        code = super().clean_code()
        use_once(self.user, normalize_user_code(code))
        return code


# Passkeys


def readable(check):
    """Runs the check of a passkey's answer; whatever a made-up one breaks is a wrong answer, no error of ours."""
    try:
        return check()
    except UNREADABLE as error:
        raise get_adapter().validation_error("incorrect_code") from error


class CredentialField(forms.JSONField):
    """What a passkey answers. Its length is looked at before it is read: deep nests and long numbers break readers."""

    def to_python(self, value):
        if len(value or "") > LONGEST:
            raise get_adapter().validation_error("incorrect_code")
        return readable(partial(super().to_python, value))

    def bound_data(self, data, initial):
        """An answer holds once: a page that comes back with an error asks for another."""
        return InvalidJSONInput("")


class PasskeyField(forms.Form):
    credential = CredentialField(widget=forms.HiddenInput)

    def clean_credential(self):
        credential = self.cleaned_data["credential"]
        if not isinstance(credential, dict) or not readable(partial(is_storable, credential)):
            raise get_adapter().validation_error("incorrect_code")
        checked = getattr(super(), "clean_credential", None)
        return readable(checked) if checked else credential


def is_storable(credential):
    """Short, and nothing that PostgreSQL keeps in no JSON: NUL; infinite numbers and half characters are errors."""
    text = json.dumps(credential, ensure_ascii=False, allow_nan=False)
    return len(text.encode()) <= LONGEST and "\\u0000" not in text


class AddPasskeyForm(PasskeyField, webauthn.AddWebAuthnForm):
    """Always one that opens the door by itself: the way in when strangers have used up the guesses."""

    passwordless = None
    name = forms.CharField(label=_("Name"), max_length=60, required=False)

    def clean(self):
        self.cleaned_data["passwordless"] = True
        return readable(super().clean)


class AuthenticatePasskeyForm(PasskeyField, webauthn.AuthenticateWebAuthnForm):
    pass


class LoginPasskeyForm(PasskeyField, webauthn.LoginWebAuthnForm):
    pass


class ReauthenticatePasskeyForm(PasskeyField, webauthn.ReauthenticateWebAuthnForm):
    pass


class RenamePasskeyForm(webauthn.EditWebAuthnForm):
    name = forms.CharField(label=_("Name"), max_length=60)
