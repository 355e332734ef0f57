from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth import get_user_model


class StaffBackend(AuthenticationBackend):
    """Name and password of an account of the newsroom. A closed account answers like a wrong password.

    Names are taken exactly as they are written: of two names that differ in one letter only, each has its own guesses.
    """

    def _authenticate_by_username(self, username, password):
        users = get_user_model()
        user = users.objects.filter(username=users.normalize_username(username)).first()
        return self._check_password(user, password)

    def user_can_authenticate(self, user):
        return user.is_staff and super().user_can_authenticate(user)

    @classmethod
    def _stash_user(cls, user):
        """Nobody is told that the password of a closed account was right."""
