"""The comments of strangers, as nearly everybody sends them: taken together, before what only others need."""

import re
from io import BytesIO

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.db import connection
from django.db.utils import DatabaseError
from django.http import HttpResponse
from django.utils.module_loading import import_string

from articles.lib.gathered import Gathered
from articles.views.comments import ordinary_post
from articles.views.gate import is_too_long, personal_page, see_other
from articles.views.own import own_page
from articles.workflow import ordinary
from newsroom.turns import LINE


class Shortcut:
    """Takes a post without any cookie to the address of a story's comments, if there is nothing unusual about it.

    Everything else, and whatever is in doubt, goes on inwards and finds out there. Those that arrive while others are
    being stored are read, judged and stored together, by one thread, in two statements.
    """

    TOGETHER = 16

    def __init__(self, get_response):
        self.get_response = get_response
        others = "|".join(code for code, _label in settings.LANGUAGES[1:])
        self.address = re.compile(rf"/(?:({others})/)?comments/([0-9]{{1,18}})/")
        self.take = Gathered(self.take_all, most=self.TOGETHER, stuck=LINE.STUCK)
        self.answers = {}

    def __call__(self, request):
        found = self.address.fullmatch(request.path_info) if request.method == "POST" else None
        if found and not request.META.get("HTTP_COOKIE") and not is_too_long(request):
            language = found[1] or settings.LANGUAGE_CODE
            headers = self.headers(request, language)
            request.body  # noqa: B018 - read here, so that nobody has to wait for a slow sender
            if headers and (key := self.take((request, int(found[2]), language))):
                return HttpResponse(status=303, headers=headers | {"Location": own_page(key, language)})
        return self.get_response(request)

    def take_all(self, asked):
        """[(request, story, language)] -> the key of each comment, now stored; None: nothing was done."""
        with LINE.after_readers():
            posts = [ordinary_post(*each) for each in asked]
            try:
                keys = iter(ordinary.take_all([post for post in posts if post]))
            except DatabaseError:  # the long way meets it too, and tells
                return [None] * len(asked)
            finally:
                if not connection.in_atomic_block:
                    connection.close()
        return [post and next(keys) for post in posts]

    def headers(self, request, language):
        """What the middleware further inwards write on such an answer, asked once; None: they would not let it pass."""
        key = request.scheme, language
        if key not in self.answers:
            answer = self.rehearsed(request)
            self.answers[key] = dict(answer.headers) if answer.status_code == 303 else None
        return self.answers[key]

    def rehearsed(self, request):
        names = settings.MIDDLEWARE
        answer = personal_page(lambda request: see_other("/"))
        for name in reversed(names[names.index("newsroom.turns.ReadersFirst") + 1 :]):
            answer = import_string(name)(answer)
        return answer(rehearsal(request))


def rehearsal(request):
    """A request to the same address, with nothing of what a reader says of himself."""
    return WSGIRequest({
        "REQUEST_METHOD": "POST", "PATH_INFO": request.path_info, "SERVER_NAME": "localhost", "SERVER_PORT": "80",
        "HTTP_HOST": settings.ALLOWED_HOSTS[0], "wsgi.url_scheme": request.scheme, "wsgi.input": BytesIO(),
    })  # fmt: skip
