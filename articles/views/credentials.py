"""What a commenter's browser keeps: a cookie that only goes to the pages of the comments (decision 3).

One for each language's prefix, all alike. Pages for all readers never see it: the browser does not send it there.
"""

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from articles.workflow import people


def person_of(request):
    """The Person this browser belongs to, or None. A query only when it sends the cookie."""
    cookie = request.COOKIES.get(settings.COMMENTER_COOKIE_NAME)
    return people.recognised(cookie) if cookie else None


def set_cookie(response, person):
    _write(response, people.remembered(person), people.COOKIE_SECONDS)


def drop_cookie(response):
    _write(response, "", 0)


def home():
    """Where a commenter finds what is theirs: '/comments/me/'."""
    return reverse("comment_person")


def paths():
    """['/comments/', '/en/comments/', '/uk/comments/'], as the site speaks."""
    for code, _label in settings.LANGUAGES:
        with translation.override(code):
            yield home().removesuffix("me/")


def _write(response, value, seconds):
    name = settings.COMMENTER_COOKIE_NAME
    for path in paths():
        response.set_cookie(
            name,
            value,
            max_age=seconds,
            path=path,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Strict",
        )
        # Under a key of its own, or the next one would take its place: they differ in their path alone.
        response.cookies[f"{name} {path}"] = response.cookies.pop(name)
