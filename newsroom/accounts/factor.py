from allauth.mfa.models import Authenticator

SECOND = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)  # recovery codes alone are none


def has_second_factor(user):
    """One query, none for somebody who has not logged in."""
    return user.is_authenticated and Authenticator.objects.filter(user=user.pk, type__in=SECOND).exists()
