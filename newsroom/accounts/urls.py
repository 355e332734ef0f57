"""The addresses of the door: those of allauth that we use, each under its own name, and no others."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import path, re_path
from django.views.decorators.cache import never_cache

from newsroom.accounts import views


def door(route, view, name):
    """Pages about one account: no cache keeps any of them."""
    return path(route, never_cache(view), name=name)


urlpatterns = [
    # In and out
    door("login/", account.login, "account_login"),
    door("logout/", account.logout, "account_logout"),
    door("inactive/", account.account_inactive, "account_inactive"),
    door("signup/", views.no_signup, "account_signup"),
    door("reauthenticate/", account.reauthenticate, "account_reauthenticate"),
    door("invitation/<str:uid>/<str:token>/", views.Invitation.as_view(), "account_invitation"),
    # The password
    door("password/change/", account.password_change, "account_change_password"),
    door("password/set/", views.no_signup, "account_set_password"),
    door("password/reset/", account.password_reset, "account_reset_password"),
    door("password/reset/done/", account.password_reset_done, "account_reset_password_done"),
    door("password/reset/key/done/", account.password_reset_from_key_done, "account_reset_password_from_key_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]{1,13})-(?P<key>[0-9A-Za-z-]{1,200})/$",
        never_cache(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    # The second factor
    door("2fa/", views.Account.as_view(), "mfa_index"),
    door("2fa/authenticate/", mfa.authenticate, "mfa_authenticate"),
    door("2fa/reauthenticate/", mfa.reauthenticate, "mfa_reauthenticate"),
    door("2fa/app/", views.ActivateApp.as_view(), "mfa_activate_totp"),
    door("2fa/app/remove/", totp.deactivate_totp, "mfa_deactivate_totp"),
    door("2fa/codes/", codes.view_recovery_codes, "mfa_view_recovery_codes"),
    door("2fa/codes/new/", codes.generate_recovery_codes, "mfa_generate_recovery_codes"),
    # Passkeys
    door("2fa/passkeys/", webauthn.list_webauthn, "mfa_list_webauthn"),
    door("2fa/passkeys/add/", views.AddPasskey.as_view(), "mfa_add_webauthn"),
    door("2fa/passkeys/login/", webauthn.login_webauthn, "mfa_login_webauthn"),
    door("2fa/passkeys/reauthenticate/", webauthn.reauthenticate_webauthn, "mfa_reauthenticate_webauthn"),
    door("2fa/passkeys/<int:pk>/remove/", webauthn.remove_webauthn, "mfa_remove_webauthn"),
    door("2fa/passkeys/<int:pk>/rename/", webauthn.edit_webauthn, "mfa_edit_webauthn"),
    # Sessions
    door("sessions/", views.Sessions.as_view(), "usersessions_list"),
]
