"""What happens to second factors goes to the audit trail; addresses of people do not go to the database."""

from allauth.account.signals import password_changed, password_reset
from allauth.mfa import signals
from allauth.usersessions.models import UserSession
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.utils.translation import gettext as _

from articles.workflow import audit

NOWHERE = "0.0.0.0"


@receiver(signals.authenticator_added)
def added(user, authenticator, **kwargs):
    audit.record(user, user, _("Second factor added: %s.") % _name(authenticator), "account.mfa_add")


@receiver(signals.authenticator_removed)
def removed(user, authenticator, **kwargs):
    audit.record(user, user, _("Second factor removed: %s.") % _name(authenticator), "account.mfa_remove")


@receiver(signals.authenticator_reset)
def renewed(user, authenticator, **kwargs):
    audit.record(user, user, _("New recovery codes were made."), "account.mfa_codes")


@receiver(signals.authentication_failed)
def failed(user, authenticator, **kwargs):
    audit.record(None, user, _("A wrong code."), "account.mfa_failed")


@receiver(password_changed)
def changed(user, **kwargs):
    audit.record(user, user, _("The password was changed."), "account.password")


@receiver(password_reset)
def reset(user, **kwargs):
    audit.record(user, user, _("The password was reset by e-mail."), "account.password")


@receiver(pre_save, sender=UserSession)
def without_address(instance, **kwargs):
    """The list of sessions shows browser and day: no address of a journalist is stored for it (decision 12)."""
    instance.ip = NOWHERE


def _name(authenticator):
    """'TOTP', 'WebAuthn …' are no words of ours."""
    kind = authenticator.Type(authenticator.type)
    names = {kind.TOTP: _("authenticator app"), kind.RECOVERY_CODES: _("recovery codes"), kind.WEBAUTHN: _("passkey")}
    return names[kind]
