"""The reasons in a moderator's words."""

from django.utils.translation import gettext, ngettext


def explain(stored):
    """[['links', 3], ['words', 'casino']] -> ['3 links', 'word “casino”'], in the moderator's language."""
    return [_sentence(code, *detail) for code, *detail in stored or []]


def summary(stored):
    """The same in one line: 'held: 3 links; word “casino”'. '' without a reason."""
    told = gettext("; ").join(explain(stored))
    return gettext("held: %(reasons)s") % {"reasons": told} if told else ""


def _sentence(code, detail="", *_rest):
    say = SAYINGS.get(code, _unknown(code))
    try:
        return say(detail)
    except (TypeError, ValueError):
        return _unknown(code)(detail)  # written by another version of this programme


def _unknown(code):
    return lambda detail: f"{code} {'' if detail is None else detail}".strip()


def _quoted(detail):
    return ", ".join(gettext("“%(words)s”") % {"words": part} for part in str(detail).split(", "))


def _links(number):
    return ngettext("%(n)s link", "%(n)s links", int(number)) % {"n": number}


def _words(listed):
    number = len(str(listed).split(", "))
    return ngettext("word %(words)s", "words %(words)s", number) % {"words": _quoted(listed)}


def _capitals(share):
    return gettext("written in capitals (%(share)d %%)") % {"share": int(share)}


def _lookalikes(word):
    return gettext("letters that pretend to be others: %(word)s") % {"word": gettext("“%(words)s”") % {"words": word}}


def _positions(found):
    quoted = gettext("“%(words)s”") % {"words": found}
    return gettext("tells where troops may be: %(words)s") % {"words": quoted}


def _learned(words):
    return gettext("resembles what was filed as spam: %(words)s") % {"words": _quoted(words)}


def _flagged(number):
    if not number:
        return gettext("flagged by readers")
    return ngettext("flagged by %(n)d reader", "flagged by %(n)d readers", int(number)) % {"n": int(number)}


SAYINGS = {
    "honeypot": lambda detail: gettext("filled in the field that only robots see"),
    "links": _links,
    "words": _words,
    "capitals": _capitals,
    "lookalikes": _lookalikes,
    "positions": _positions,
    "learned": _learned,
    "first_time": lambda detail: gettext("first comment from this address"),
    "rates": lambda detail: gettext("many comments in a short time from one sender"),
    "premoderated": lambda detail: gettext("this person’s comments are always read first"),
    "muted": lambda detail: gettext("this person may not comment for a time"),
    "banned": lambda detail: gettext("this person may not comment"),
    "impostor": lambda detail: gettext("the name of somebody of the newsroom, not logged in"),
    "all_held": lambda detail: gettext("every comment of this discussion is read first"),
    "slow": lambda detail: gettext("sent too soon in a slow discussion"),
    "edited": lambda detail: gettext("changed by its author"),
    "flagged": _flagged,
}
