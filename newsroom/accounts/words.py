"""What we say at the door, in place of allauth's own sentences: it has no French or Ukrainian for some of them."""

from django.utils.translation import gettext_lazy as _

ERRORS = {
    "username_password_mismatch": _("This name and this password do not belong together."),
    "incorrect_password": _("This is not the password of the account."),
    "enter_current_password": _("This is not the password of the account."),
    "incorrect_code": _("This is not right, or it was used before. Take the next code, or try again."),
    "too_many_login_attempts": _(
        "Too many attempts: this account takes no more of them for an hour. Use your passkey or a device that you used "
        "before, reset your password by e-mail, or ask an administrator."
    ),
    "rate_limited": _("Too many attempts. Wait a minute, then try again."),
    "invalid_password_reset": _("This link has been used, or is too old. Ask for a new one."),
    "cannot_delete_authenticator": _("The second factor cannot be removed."),
    "cannot_generate_recovery_codes": _("Recovery codes come with a second factor: set one up first."),
}

MESSAGES = {
    "account/messages/password_changed.txt": _("The password was changed. All other sessions have ended."),
    "mfa/messages/totp_activated.txt": _("The app is set up."),
    "mfa/messages/totp_deactivated.txt": _("The app was removed."),
    "mfa/messages/webauthn_added.txt": _("The passkey was added."),
    "mfa/messages/webauthn_removed.txt": _("The passkey was removed."),
    "mfa/messages/recovery_codes_generated.txt": _("These are your recovery codes. They are shown this once."),
    "usersessions/messages/sessions_logged_out.txt": _("The session has ended."),
}

# Ways to show who is there, beside the one on the page.
WAYS = {
    "reauthenticate": _("With the password"),
    "mfa_reauthenticate": _("With a code from the app, or a recovery code"),
    "mfa_reauthenticate:webauthn": _("With a passkey"),
}

# What a mail tells the owner of an account: whoever did not do this learns of it.
NOTICES = {
    "account/email/password_changed": _("The password was changed."),
    "account/email/password_reset": _("The password was reset."),
    "mfa/email/totp_activated": _("An authenticator app was set up as second factor."),
    "mfa/email/totp_deactivated": _("The authenticator app was removed as second factor."),
    "mfa/email/webauthn_added": _("A passkey was added."),
    "mfa/email/webauthn_removed": _("A passkey was removed."),
    "mfa/email/recovery_codes_generated": _("New recovery codes were made; the old ones are worth nothing now."),
}
