from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject

from newsroom.accounts.factor import has_second_factor

# Where a second factor is set up, and the way out.
OPEN = ("/accounts/", "/admin/logout/", "/admin/language/", "/admin/jsi18n/")


class RequireSecondFactor:
    """Without a second factor an account can set one up and do nothing else (MFA_REQUIRED).

    In the admin it is led there; anywhere else it is nobody. Who it is, is looked up when somebody asks, so that a
    page for everybody stays one.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if settings.MFA_REQUIRED and not request.path_info.startswith(OPEN):
            person = request.user
            if not request.path_info.startswith("/admin/"):
                request.user = SimpleLazyObject(lambda: person if has_second_factor(person) else AnonymousUser())
            elif person.is_authenticated and not has_second_factor(person):
                return redirect("mfa_index")
        return self.get_response(request)
