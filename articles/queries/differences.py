"""What is different between two versions of a story, in words: names instead of keys, texts word by word.

A version is the data of a revision (workflow/revisions.py).
"""

import re
from dataclasses import dataclass, field
from html import unescape

from django.core.exceptions import FieldDoesNotExist
from django.utils.dateparse import parse_datetime
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from articles.lib import diff
from articles.lib.html import image_ids
from articles.models import Author, Image, Language, Region, Section, Story, Tag
from articles.templatetags.newsroom import desk_time

TEXTS = ("kicker", "headline", "standfirst", "slug")
CHOICES = {"language": Language, "kind": Story.Kind}
TIMES = ("embargo_until", "expires_at")
ROWS = {
    "lead_image": Image,
    "authors": Author,
    "section": Section,
    "primary_region": Region,
    "regions": Region,
    "tags": Tag,
}
ORDER = [
    *("kicker", "headline", "standfirst", "body", "lead_image", "authors", "kind", "section", "primary_region"),
    *("regions", "no_region", "tags", "language", "slug", "embargo_until", "expires_at", "comments_open"),
]
PARTS = {
    "h2": pgettext_lazy("part of a text", "heading"),
    "h3": pgettext_lazy("part of a text", "subheading"),
    "li": pgettext_lazy("part of a text", "item"),
    "blockquote": pgettext_lazy("part of a text", "quotation"),
    "pre": pgettext_lazy("part of a text", "as typed"),
    "hr": pgettext_lazy("part of a text", "rule"),
    "td": pgettext_lazy("part of a text", "cell"),
    "th": pgettext_lazy("part of a text", "cell"),
    "caption": pgettext_lazy("part of a text", "caption"),
    "figcaption": pgettext_lazy("part of a text", "caption"),
}
MARKS = {
    "a": pgettext_lazy("part of a text", "link"),
    "strong": pgettext_lazy("part of a text", "bold"),
    "em": pgettext_lazy("part of a text", "italics"),
}
ADDRESS = re.compile(r'(?:href|data-embed)="([^"]*)"')


@dataclass
class Printed:
    """A block as the template prints it. `was`: what kind of block it was, when that changed."""

    kind: str
    label: str
    was: str
    pieces: list


@dataclass
class Change:
    """One field. A text has `pieces`, the body `stretches`; anything else the values that went, came and stayed."""

    name: str
    label: str
    pieces: list = field(default_factory=list)
    stretches: list = field(default_factory=list)
    gone: list = field(default_factory=list)
    came: list = field(default_factory=list)
    kept: list = field(default_factory=list)


def differences(old, new):
    """The fields in which two versions differ, in the order of the form. At most six queries: the names."""
    differing = [name for name in _names(old, new) if old.get(name) != new.get(name)]
    rows = _rows(differing, old, new)
    return [_change(name, old.get(name), new.get(name), rows) for name in differing]


def _names(old, new):
    return [*ORDER, *sorted((old.keys() | new.keys()) - set(ORDER))]


def _change(name, old, new, rows):
    change = Change(name, label(name))
    if name in TEXTS:
        change.pieces = _printable(diff.words(old or "", new or ""))
    elif name == "body":
        change.stretches = _body(old or "", new or "", rows)
    else:
        before, after = (_values(name, value, rows) for value in (old, new))
        change.kept = [value for value in after if value in before] if name != "authors" else []
        change.gone = [value for value in before if value not in change.kept]
        change.came = [value for value in after if value not in change.kept]
    return change


def label(name):
    """What the form calls a field: 'standfirst' -> 'Chapô'."""
    if name == "primary_region":
        return capfirst(_("primary region"))
    if name == "authors":
        return _("Signatures")
    try:
        return capfirst(Story._meta.get_field(name).verbose_name)
    except FieldDoesNotExist:
        return name


# Values


def _rows(names, old, new):
    """{Region: {3: <Region>}}: whatever the differing fields name, a query a model."""
    keys = {}
    for name in set(names) & ROWS.keys():
        keys.setdefault(ROWS[name], set()).update(*(_listed(data.get(name)) for data in (old, new)))
    if "body" in names:
        keys.setdefault(Image, set()).update(image_ids(old.get("body", "")), image_ids(new.get("body", "")))
    return {model: model.objects.in_bulk(wanted) for model, wanted in keys.items()}


def _listed(value):
    return value if isinstance(value, list) else [] if value is None else [value]


def _values(name, value, rows):
    """The value of a field as words: (section) 3 -> ['International'], None -> []."""
    if name in ROWS:
        return [_row(rows[ROWS[name]], key) for key in _listed(value)]
    if isinstance(value, bool):
        return [_("yes") if value else _("no")]
    if name in TIMES:
        return [desk_time(parse_datetime(value))] if value else []
    if name in CHOICES:
        return [str(dict(CHOICES[name].choices).get(value, value))]
    return [str(each) for each in _listed(value)]


def _row(found, key):
    return str(found[key]) if key in found else _("no. %s (deleted)") % key


# Texts


def _body(old, new, rows):
    """[(seen, [Printed, …]), …]: unchanged stretches apart, so that the page may keep them closed."""
    return [
        (seen, [_printed(block, rows.get(Image, {})) for block in blocks])
        for seen, blocks in diff.stretches(diff.bodies(old, new))
    ]


def _printed(block, images):
    now = _part(block.path, images)
    if block.old_path == block.path:
        return Printed(block.kind, now, "", _printable(block.pieces))
    was, paragraph = _part(block.old_path, images), pgettext("part of a text", "paragraph")
    if was == now:  # the same kind of block, numbered otherwise, say
        was, now = block.old_path, block.path
    return Printed(block.kind, now or paragraph, was or paragraph, _printable(block.pieces))


def _part(path, images):
    """'<ul><li>' -> 'item', '<p>' -> '', '<figure data-image="3">' -> 'picture: a map'."""
    for tag, attributes in reversed(re.findall("<([a-z0-9]+)([^>]*)>", path)):
        if tag == "figure" and (number := re.search('data-image="([0-9]+)"', attributes)):
            return _("picture: %s") % _row(images, int(number[1]))
        if tag == "figure":
            return _("card: %s") % _address(attributes)
        if tag in PARTS:
            return str(PARTS[tag])
    return ""


def _printable(pieces):
    """Inline HTML is told where it changed (a link, bold), and left out where it did not."""
    told = (_told(piece) if piece.tag else piece for piece in pieces)
    return diff.folded(diff.joined(piece for piece in told if piece.text))


def _told(piece):
    tag, attributes = re.fullmatch("<(/?[a-z0-9]+)([^>]*)>", piece.text).groups()
    if piece.kind == "same" or tag.startswith("/"):
        return piece._replace(text="")
    words = str(MARKS.get(tag, tag))
    address = _address(attributes)
    return piece._replace(text=f"{words}: {address}" if address else words)


def _address(attributes):
    found = ADDRESS.search(attributes)
    return unescape(found[1]) if found else ""
