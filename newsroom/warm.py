"""What a process does once and keeps, done before its first reader comes: half a second of a processor in all.

It asks the database nothing: a server starts while that one is away.
"""

from django.conf import settings
from django.template.loader import get_template
from django.urls import reverse
from django.utils import translation

from articles.lib.ukraine import country

PAGES = ("front", "story", "section", "region", "search")


def up():
    country()  # the shapes of the map
    for page in PAGES:
        get_template(f"articles/{page}.html")
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            reverse("front")  # reads all addresses, and the words of the language
