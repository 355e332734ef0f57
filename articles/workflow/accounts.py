"""Staff accounts: who may invite whom to what, and how somebody comes in, is let go, or starts again."""

from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY, get_user_model
from django.contrib.auth.models import Group
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode
from django.utils.translation import gettext as _

from articles.workflow import audit, letters
from articles.workflow.errors import Refused


class InvitationTokens(PasswordResetTokenGenerator):
    """Good once, for PASSWORD_RESET_TIMEOUT (3 days), and for nothing but an invitation."""

    key_salt = "articles.workflow.accounts.InvitationTokens"


tokens = InvitationTokens()


# Who may give what


def may_give(by, group):
    """Nobody gives away a right that they do not hold."""
    return by.is_superuser or all(by.has_perm(name) for name in _names(group.permissions))


def may_manage(by, user):
    """Nobody changes an account that may do more than they may: its e-mail address alone would open it to them."""
    if by.is_superuser:
        return True
    return not user.is_superuser and _rights(user) <= by.get_all_permissions()


def _rights(user):
    """What an account may do; of a closed one, what it could do if it were opened again."""
    return get_user_model()(pk=user.pk, is_active=True).get_all_permissions()


def roles_for(by):
    """The roles this person may give, by name."""
    groups = Group.objects.order_by("name").prefetch_related("permissions__content_type")
    return [group for group in groups if may_give(by, group)]


def _names(permissions):
    return [f"{each.content_type.app_label}.{each.codename}" for each in permissions.all()]


# Invitations


def is_invited(user):
    """An account whose owner has not come yet: it has no password and was never used."""
    return user.is_active and not user.has_usable_password() and user.last_login is None


@transaction.atomic
def invite(by, email, username, groups, first_name="", last_name=""):
    """Opens an account without a password, and mails the link that lets its owner choose one. Raises Refused."""
    if not by.has_perm("auth.add_user"):
        raise Refused(_("You may not invite anybody."))
    if not all(may_give(by, group) for group in groups):
        raise Refused(_("You can only give roles whose rights you hold yourself."))
    user = get_user_model()(username=username, email=email, first_name=first_name, last_name=last_name, is_staff=True)
    user.set_unusable_password()
    user.save()
    user.groups.set(groups)
    _send(user, by)
    words = _("Invited by e-mail. Roles: %s.") % (", ".join(group.name for group in groups) or "—")
    audit.record(by, user, words, "account.invite")
    return user


@transaction.atomic
def invite_again(user, by):
    """A new link; the old ones are good for nothing from now on."""
    user = _locked(user)
    if not is_invited(user):
        raise Refused(_("This account is in use, or closed: there is nothing to send again."))
    user.set_unusable_password()  # another random one: what the old links were made from
    user.save(update_fields=["password"])
    _send(user, by)
    audit.record(by, user, _("The invitation was sent again."), "account.invite")


@transaction.atomic
def take_back(user, by):
    """The invitation is worth nothing any more; the account stays, closed."""
    user = _locked(user)
    if not is_invited(user):
        raise Refused(_("This invitation has been used already, or taken back."))
    user.is_active = False
    user.save(update_fields=["is_active"])
    audit.record(by, user, _("The invitation was taken back."), "account.revoke")


def _send(user, by):
    letters.invitation(user, by, urlsafe_base64_encode(str(user.pk).encode()), tokens.make_token(user))


def invited(uid, token):
    """Whose link this is; None when it is forged, used, too old or taken back."""
    try:
        key = int(urlsafe_base64_decode(uid).decode())
        user = get_user_model().objects.filter(pk=key).first()
    except (ValueError, OverflowError):
        return None
    return user if user and is_invited(user) and tokens.check_token(user, token) else None


@transaction.atomic
def join(user, token, password):
    """The owner has chosen a password. Of two at once the second is refused."""
    user = _locked(user)
    if not (is_invited(user) and tokens.check_token(user, token)):
        raise Refused(_("This invitation has been used already, or taken back."))
    user.set_password(password)
    user.save(update_fields=["password"])
    audit.record(user, user, _("Accepted the invitation and chose a password."), "account.join")
    return user


def _locked(user):
    return get_user_model().objects.select_for_update().get(pk=user.pk)


# Out, and starting again


@transaction.atomic
def end_sessions(user, by):
    """Logs this person out everywhere. Gives back how many sessions were ended."""
    running = Session.objects.filter(expire_date__gt=timezone.now())
    keys = [each.pk for each in running.iterator() if each.get_decoded().get(SESSION_KEY) == str(user.pk)]
    Session.objects.filter(pk__in=keys).delete()
    audit.record(by, user, _("Sessions ended: %d.") % len(keys), "account.logout_everywhere")
    return len(keys)


@transaction.atomic
def drop_second_factor(user, by):
    """For somebody who has lost phone and recovery codes: app, codes and passkeys are all forgotten."""
    dropped, _each = Authenticator.objects.filter(user=user).delete()
    audit.record(by, user, _("The second factor was removed: a new one has to be set up."), "account.mfa_reset")
    return dropped


def free_name(email):
    """A name to log in with for 'Ann.Lee@example.org': 'ann.lee', or 'ann.lee2' when that one is taken."""
    users = get_user_model()
    name = email.partition("@")[0].lower()[:140] or "redaction"
    try:
        users.username_validator(name)
    except ValidationError:
        name = "redaction"
    taken = set(users.objects.filter(username__istartswith=name).values_list("username", flat=True))
    return next(each for each in [name, *(f"{name}{n}" for n in range(2, len(taken) + 3))] if each not in taken)
