"""Dates, names and addresses as readers of each language write them."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache
from html import unescape
from urllib.parse import urljoin

from django import template
from django.conf import settings
from django.urls import get_script_prefix
from django.utils import dateformat, formats, timezone, translation
from django.utils.html import format_html, strip_tags
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.lib import ages
from articles.lib.foreign import marked_text
from articles.lib.languages import SPOKEN
from articles.lib.signature import signature

register = template.Library()

# A story is stamped twice within one publication: only a later change is news to the reader.
SAME_MOMENT = timedelta(minutes=1)


@register.filter
def day(value: date | None) -> str:
    """date(2025, 12, 1) -> "1er décembre 2025", "1 December 2025" or "1 грудня 2025"."""
    if not value:
        return ""
    local = _local(value)
    return _day(local.date() if isinstance(local, datetime) else local, page_language())


@lru_cache(maxsize=4096)
def _day(value: date, language: str) -> str:
    with translation.override(language):
        text = dateformat.format(value, SPOKEN[language].day)
    return text.replace("1 ", "1er ", 1) if language == "fr" and text.startswith("1 ") else text


@register.filter
def moment(value: datetime | None) -> str:
    """datetime(2025, 12, 1, 14, 5) -> "1er décembre 2025 à 14 h 05" or "1 December 2025, 14:05"."""
    if not value:
        return ""
    language, local = page_language(), _local(value)
    return _day(local.date(), language) + (" à " if language == "fr" else ", ") + _clock(local, language)


@register.filter
def desk_time(value: datetime | None) -> str:
    """A moment at the desk, the newsroom's zone named: "01/12/2025 14:05 (Paris)".

    In the hour that a night in autumn has twice, which of the two: "26/10/2025 02:30 (Paris, UTC+01:00)".
    """
    if not value:
        return ""
    return _at_the_desk(value, formats.get_format("SHORT_DATETIME_FORMAT"))


@register.filter
def desk_second(value: datetime | None) -> str:
    """The same to the second, where two lines may tell of one minute: "01/12/2025 14:05:09 (Paris)"."""
    if not value:
        return ""
    style = formats.get_format("SHORT_DATETIME_FORMAT")
    return _at_the_desk(value, style.replace("H:i", "H:i:s").replace("P", "g:i:s a"))


@register.filter
def age(value: datetime | None) -> str:
    """A moment 15 months ago -> "1 year": one unit; "" within the last minute."""
    return ages.age(value) if value else ""


def _at_the_desk(value: datetime, style: str) -> str:
    local = _local(value)
    place = (getattr(local.tzinfo, "key", None) or str(local.tzinfo)).rpartition("/")[2].replace("_", " ")
    if local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset():
        place += f", UTC{local:%:z}"
    return f"{formats.date_format(local, style)} ({place})"


@register.simple_tag
def when(value: datetime | None, style: str = "moment") -> str:
    """A moment -> '<time datetime="2025-12-01T14:05:00+01:00">1 December 2025, 14:05</time>'.

    `style` is "moment", "day" or "clock". Nothing is printed for None: a draft has no date yet.
    """
    if not value:
        return ""
    text = {"day": day, "clock": clock}.get(style, moment)(value)
    stamp = _local(value).isoformat(timespec="seconds") if isinstance(value, datetime) else value.isoformat()
    return mark_safe(f'<time datetime="{stamp}">{text}</time>')  # figures and names of months


@register.filter
def later_than(value: datetime | None, other: datetime | None) -> bool:
    """True when `value` is more than a minute after `other`; False when either is missing."""
    return bool(value and other and value - other > SAME_MOMENT)


@register.filter
def card_key(story, picture: bool) -> tuple:
    """What the card of a story depends on, its picture only where it is shown."""
    return story.card_key(picture)


@register.filter
def names(people: Iterable[object]) -> str:
    """Authors or plain names -> "Ada", "Ada et Bohdan", "Ada, Bohdan et Chloé"."""
    return _listed([str(getattr(person, "name", person)) for person in people])


@register.filter
def linked_names(authors: Iterable[object]) -> str:
    """Authors -> '<a rel="author" href="/authors/ada/">Ada</a> et <a …>Bohdan</a>'."""
    link = '<a rel="author" href="{}">{}</a>'
    return mark_safe(_listed([format_html(link, author.get_absolute_url(), author.name) for author in authors]))


@register.filter
def signed(name: str) -> str:
    """The name a reader gave, without what could pass for a badge: "Anne ✓" -> "Anne", "✓" -> "A reader"."""
    return signature(name) or _("A reader")


@register.filter
def plain(html: str) -> str:
    """The words of a comment's HTML on one line: "<p>Un &amp; deux</p><p>trois</p>" -> "Un & deux trois"."""
    return " ".join(unescape(strip_tags(html.replace("<", " <"))).split())


@register.filter
def foreign(text: str) -> str:
    """Plain text in the language of the page, its foreign words marked: 'Крим' -> '<span lang="uk">Крим</span>'."""
    return mark_safe(marked_text(str(text), page_language()))  # escaped there


@register.filter
def clock(value: datetime | None) -> str:
    """datetime(2025, 12, 1, 14, 5) -> "14 h 05" or "14:05", in newsroom time."""
    return _clock(_local(value), page_language()) if value else ""


@register.filter
def absolute(url: str, base: str | None) -> str:
    """("/en/", "https://example.org") -> "https://example.org/en/"; a full address stays as it is."""
    return urljoin(base or "", url)


@register.simple_tag
def home() -> str:
    """The front page in the active language: "/" for the default one, else "/en/" or "/uk/".

    Not reversed: the error pages need it when the URLs themselves are what is broken.
    """
    language = page_language()
    return get_script_prefix() + ("" if language == settings.LANGUAGE_CODE else f"{language}/")


def _listed(words: list[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {SPOKEN[page_language()].and_} {words[-1]}"


def page_language() -> str:
    """The active language when we know how it writes dates; French when it is another one."""
    code = (get_language() or "fr").partition("-")[0]
    return code if code in SPOKEN else "fr"


def _clock(value: datetime, language: str) -> str:
    """14:05 -> "14:05"; in French "14 h 05", and "14 h" on the hour, with no-break spaces."""
    if language != "fr":
        return f"{value:%H:%M}"
    return f"{value.hour}\xa0h\xa0{value:%M}" if value.minute else f"{value.hour}\xa0h"


def _local(value: date) -> date:
    """An aware datetime in newsroom time; a naive one and a plain date as they are."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value
