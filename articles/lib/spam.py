"""Why a comment deserves a second look: pure checks, each with a reason a moderator can read (COMMENTS.md).

A reason is [code, detail]. Reasons only ever hold a comment back; people decide.
"""

import re

from django.utils.translation import gettext, ngettext

from articles.lib.words import words

MAX_LINKS = 2
# Whole words, folded. Short on purpose: what each newsroom adds comes with the moderation desk.
WORDS = frozenset(["casino", "viagra", "cialis", "porn", "payday", "forex", "escort", "казино", "порно"])


def reasons(body, *, name="", website="", first_time=False, trapped=False):
    """('Voir http://a.b http://c.d http://e.f casino', first_time=True) ->
    [['links', 3], ['words', 'casino'], ['first_time', '']].
    """
    found = []
    if trapped:
        found.append(["honeypot", ""])
    if (links := len(re.findall(r"https?://|www\.", body, re.IGNORECASE))) > MAX_LINKS:
        found.append(["links", links])
    if listed := words(f"{name} {website} {body}") & WORDS:
        found.append(["words", ", ".join(sorted(listed))])
    if first_time:
        found.append(["first_time", ""])
    return found


def explain(stored):
    """[['links', 3]] -> ['3 links'], in the moderator's language."""
    return [_sentence(code, detail) for code, detail in stored]


def _sentence(code, detail):
    match code:
        case "honeypot":
            return gettext("filled in the field that only robots see")
        case "links":
            return ngettext("%(n)s link", "%(n)s links", int(detail)) % {"n": detail}
        case "words":
            return gettext("listed word: %s") % detail
        case "first_time":
            return gettext("first comment from this address")
    return f"{code} {detail}".strip()
