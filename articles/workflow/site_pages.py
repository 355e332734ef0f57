"""The pages in which the paper speaks of itself: saved whole, each change with its line in the trail."""

from django.db import transaction
from django.db.models.functions import Now
from django.template.defaultfilters import yesno
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.lib.html import clean, text_of
from articles.lib.typography import typeset
from articles.lib.unfinished import marks
from articles.models import SitePage
from articles.workflow import audit
from articles.workflow.errors import Refused
from articles.workflow.rendering import story_html

SHOWN = 3
LONGEST_TITLE = SitePage._meta.get_field("title").max_length
WRITTEN = ("slug", "language", "title", "body", "public", "position")


@transaction.atomic
def save(page, by, on=""):
    """Stores the page as it stands in memory, its text cleaned. `on`: the `basis` of what the person saw.

    Readers see it within a second when it is public. Raises Refused: somebody else was faster, or something in it is
    still to be filled in.
    """
    before = SitePage.objects.select_for_update().filter(pk=page.pk).first() if page.pk else None
    if before and basis(before) != on:
        raise Refused(
            _("Somebody else changed this page while you were writing. Copy your text, then open the page again.")
        )
    _tidy(page)
    if len(page.title) > LONGEST_TITLE:
        raise Refused(_("This is too long: %d characters at most, no-break spaces included.") % LONGEST_TITLE)
    if page.public and (missing := gaps(page)):
        told = ", ".join(missing[:SHOWN])
        raise Refused(_("Before readers see this page, fill in what is missing: %(missing)s") % {"missing": told})
    page.changed_at = Now()
    page.save()
    page.refresh_from_db()
    audit.record(by, page, _what_changed(before, page), "sitepage.change" if before else "sitepage.add")
    return page


def basis(page):
    """What tells one state of the page from the next: '' for a page that is not stored yet."""
    return page.changed_at.isoformat() if page.pk else ""


def gaps(page):
    """What is left to fill in: ['[à compléter : le nom de l’éditeur]'], and '…' for a page without a word."""
    text = text_of(page.body)
    return marks(f"{page.title}\n{text}") if text else ["…"]


def _tidy(page):
    page.title = typeset(page.title, page.language)
    page.body = clean(page.body)
    page.html = story_html(page.body, page.language)


def _what_changed(before, page):
    """A line a field; the text as it was, so that what readers were once told can be found again."""
    if before is None:
        return _("Added.")
    told = []
    for name in WRITTEN:
        old, new = getattr(before, name), getattr(page, name)
        if old != new and name != "body":
            label = SitePage._meta.get_field(name).verbose_name
            said = {"field": capfirst(label), "before": _shown(old), "after": _shown(new)}
            told.append(_("%(field)s: “%(before)s” → “%(after)s”") % said)
    if before.body != page.body:
        told.append(_("The text was:\n%(text)s") % {"text": text_of(before.body) or "—"})
    return "\n".join(told) or _("Saved without a change.")


def _shown(value):
    return yesno(value) if isinstance(value, bool) else value
