"""What allauth asks us: how guesses are counted, who is asking, what is said and mailed."""

from threading import Thread

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.app_settings import REAUTHENTICATION_TIMEOUT
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, get_user_model
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from articles.lib.address import client_address
from articles.tasks import send_mails
from articles.workflow import outbox
from articles.workflow.guesses import Guess
from newsroom.accounts import device, secret, words


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | words.ERRORS

    # Coming in

    def authenticate(self, request, **credentials):
        """Counted before the password is looked at: when there are no guesses left, a right one is not told apart."""
        users = get_user_model()
        name = users.normalize_username(credentials.get("username", ""))
        user = users.objects.filter(username=name).first()
        guess = Guess("password", user, name, device.known(request, user) if user else "")
        if not guess.claim():
            raise self.validation_error("too_many_login_attempts")
        found = authenticate(request, **credentials)
        guess.give_back() if found else guess.missed()
        return found

    def pre_login(self, request, user, **details):
        """A passkey of somebody who has left the newsroom opens nothing."""
        if not user.is_staff:
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **details)

    def post_login(self, request, user, **details):
        response = super().post_login(request, user, **details)
        device.remember(request, response, user)
        return response

    def is_reauthentication_required(self, *, app, **kwargs):
        """Whoever has just come in is not asked again."""
        now = timezone.now().timestamp()
        shown = [each["at"] for each in get_authentication_records(self.request, self.request.user)]
        recent = bool(shown) and now - max(shown) < REAUTHENTICATION_TIMEOUT
        return not recent and super().is_reauthentication_required(app=app, **kwargs)

    def get_reauthentication_methods(self, user):
        return [each | {"description": words.WAYS[each["id"]]} for each in super().get_reauthentication_methods(user)]

    def is_open_for_signup(self, request):
        return False

    def get_client_ip(self, request):
        """As everywhere else in the house (decision 12): proxies are believed only when they are ours."""
        meta = request.META
        address = client_address(
            meta.get("REMOTE_ADDR", ""), meta.get("HTTP_X_FORWARDED_FOR", ""), settings.TRUSTED_PROXIES
        )
        return address or "0.0.0.0"

    def get_password_change_redirect_url(self, request):
        return reverse("mfa_index")

    # What is said

    def add_message(self, request, level, message_template=None, message_context=None, extra_tags="", message=None):
        """Our own sentences, and fewer: that somebody has come in, they see."""
        text = message or words.MESSAGES.get(message_template)
        if text:
            messages.add_message(request, level, text, extra_tags=extra_tags)

    # What is mailed

    def get_reset_password_from_key_url(self, key):
        """Ours, whatever host the request named. '1-d1-abc' -> 'https://…/accounts/password/reset/key/1-d1-abc/'."""
        uid, _dash, token = key.partition("-")
        return settings.SITE_URL + reverse("account_reset_password_from_key", args=[uid, token])

    def send_password_reset_mail(self, user, email, context):
        """To the address of the account, not to what was typed."""
        self._post("password_reset", user, {"url": context["password_reset_url"]})

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        if what := words.NOTICES.get(template_prefix):
            self._post("account_changed", user, {"what": what})

    def send_account_already_exists_mail(self, email):
        """There is no signing up."""

    def _post(self, name, user, context):
        """Apart from the answer: how long it takes must not tell whether there was anybody to write to."""
        if user.email:
            Thread(target=_send, args=(get_language(), name, {"user": user} | context), name="newsroom-mail").start()


def _send(language, name, context):
    try:
        with override(language):
            send_mails.enqueue(*outbox.written(name, context), [context["user"].email])
    finally:
        connection.close()


class MFAAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | words.ERRORS

    def get_totp_label(self, user):
        return user.get_username()

    def get_totp_issuer(self):
        return settings.SITE_NAME

    def get_public_key_credential_rp_entity(self):
        return super().get_public_key_credential_rp_entity() | {"name": settings.SITE_NAME}

    def get_public_key_credential_user_entity(self, user):
        return super().get_public_key_credential_user_entity(user) | {"name": user.get_username()}

    def generate_authenticator_name(self, user, type):
        return str(_("Passkey"))

    def encrypt(self, text):
        return secret.locked(text)

    def decrypt(self, encrypted_text):
        return secret.opened(encrypted_text)
