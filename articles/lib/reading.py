"""How long a text is, for those who write it and those who read it."""

import re

from articles.lib.html import text_of
from articles.lib.languages import SPOKEN

WORD = re.compile(r"\w+(?:[-’'.,]\w+)*")
PACE = {language: spoken.pace for language, spoken in SPOKEN.items()}  # words a minute


def word_count(html):
    """'<p>L’armée a tiré 1 200 obus.</p>' -> 6."""
    return len(WORD.findall(text_of(html)))


def minutes(words, language):
    """430 words of French -> 2: whole minutes, at least one as soon as there is a word."""
    return max(1, round(words / PACE.get(language, PACE["fr"]))) if words else 0


def reading_time(html, language):
    """What a story's page says, in minutes: 0 for a text without words."""
    return minutes(word_count(html), language)
