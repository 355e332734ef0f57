"""A front as readers will see it at a moment of choice: their own page, under a line for the editor."""

from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from articles.admin.story_state import local, zone
from articles.queries.front import front_page
from articles.queries.page import page_context
from articles.queries.section import section_page


def as_readers_see(request, front, at=None, slots=None):
    """`at`: the moment, now by default. `slots`: with these, whatever was decided; nothing is stored."""
    bar = {"bar_language": translation.get_language(), "bar_words": _words(front, at)}
    with translation.override(front.language):
        if front.section:
            name, page = "section", section_page(front.section.slug, front.language, at=at, slots=slots)
        else:
            name, page = "front", front_page(front.language, at=at, slots=slots)
        context = page.context() | page_context() | bar
        response = render(request, f"admin/articles/edition/preview_{name}.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Content-Language"] = front.language
    return response


def _words(front, at):
    told = {"front": front.name, "language": front.language_word, "time": local(at or timezone.now())}
    preview = _("Preview: %(front)s (%(language)s) on %(time)s.") % told
    return [preview, zone(), _("Stories that are not out yet cannot be opened from here.")]
