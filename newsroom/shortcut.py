"""A stranger's comment goes past what only somebody who may be logged in needs: session, account, messages."""

import re

from django.conf import settings

from articles.views.comments import comment


class Shortcut:
    """Answers a post without any cookie to the address of a story's comments; everything else goes on inwards.

    What every answer needs (log, turns, headers, host, language) stands outside of it, and what every post is asked
    stands in the view: nothing is left out but what would have found nobody.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        others = "|".join(code for code, _label in settings.LANGUAGES[1:])
        self.address = re.compile(rf"/(?:(?:{others})/)?comments/([0-9]{{1,18}})/")

    def __call__(self, request):
        found = self.address.fullmatch(request.path_info) if request.method == "POST" else None
        if found and not request.META.get("HTTP_COOKIE"):
            return comment(request, story_id=int(found[1]))
        return self.get_response(request)
