"""What keeps a story from going out: each rule gives what it finds."""

from itertools import islice

from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.lib.embeds import embed
from articles.lib.html import embeds
from articles.lib.links import hrefs
from articles.lib.unfinished import marks
from articles.models import Section, Story
from articles.queries.links import leading_nowhere
from articles.workflow.finding import Finding

TEXTS = ("kicker", "headline", "standfirst")
NAMED = 5  # of many broken links
MOST = 20  # findings of one kind: whoever reads them mends the rest as well


def blocking(reading):
    """Every finding that blocks. At most seven queries, whatever the length of the text."""
    for rule in (_headline, _text, _section, _region, _pictures, _marks, _cards, _links):
        for code, words, field in islice(rule(reading), MOST):
            yield Finding(code, words, field, blocking=True)


def _headline(reading):
    if not reading.data["headline"].strip():
        yield "headline", _("The headline is missing."), "headline"


def _text(reading):
    if not reading.text and not reading.in_text:
        yield "text", _("There is no text yet: a story cannot go out empty."), "body"


def _section(reading):
    """A newsroom may do without sections: then there is none to choose."""
    if reading.data["section"] is None and Section.objects.exists():
        yield "section", _("The section is missing."), "section"


def _region(reading):
    data = reading.data
    placed = data["primary_region"] is not None or data["regions"]
    if data["no_region"] and placed:
        yield "region", _("“No region” is ticked and a region is chosen: it can only be one of the two."), "no_region"
    elif not data["no_region"] and data["primary_region"] is None:
        yield "region", _("Choose the primary region, or tick “No region”."), "primary_region"


def _pictures(reading):
    if reading.lead:
        yield from _picture(reading.lead, _("The lead picture"), "lead_image")
    for image in reading.in_text:
        if image != reading.lead:
            yield from _picture(image, named(image), "body")


def named(image):
    return _("The picture “%s”") % Truncator(str(image)).chars(50)


def _picture(image, who, field):
    about = {"picture": who}
    if image.withdrawn_at:
        yield "picture", _("%(picture)s was withdrawn: choose another one.") % about, field
        return
    if not image.alt.strip() and not image.decorative:
        yield "alt", _("%(picture)s has no alternative text and is not marked as decorative.") % about, field
    if not image.credit.strip():
        yield "credit", _("%(picture)s has no credit.") % about, field
    for mark in marks("\n".join([image.alt, image.caption, image.credit])):
        yield "mark", _("%(picture)s: “%(mark)s” is still to be filled in.") % (about | {"mark": mark}), field


def _marks(reading):
    texts = {name: reading.data[name] for name in TEXTS} | {"body": reading.text}
    for name, text in texts.items():
        label = capfirst(Story._meta.get_field(name).verbose_name)
        for mark in marks(text):
            yield "mark", _("%(field)s: “%(mark)s” is still to be filled in.") % {"field": label, "mark": mark}, name


def _cards(reading):
    for address, title in embeds(reading.data["body"]):
        if not title:
            about = {"provider": embed(address).provider, "address": address}
            yield "card", _("The card of %(provider)s has no title: %(address)s") % about, "body"


def _links(reading):
    broken = [Truncator(href).chars(80) for href in leading_nowhere(hrefs(reading.data["body"]))]
    if not broken:
        return
    words = ngettext(
        "This link leads to no page that readers can open: %(links)s",
        "These links lead to no page that readers can open: %(links)s",
        len(broken),
    )
    more = " …" if len(broken) > NAMED else ""
    yield "links", words % {"links": ", ".join(broken[:NAMED]) + more}, "body"
