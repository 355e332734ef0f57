"""How long a text is, for those who write it and those who read it."""

import re

from articles.lib.html import text_of

WORD = re.compile(r"\w+(?:[-’'.,]\w+)*")
# Silent reading of non-fiction, words a minute: Brysbaert, Journal of Memory and Language 109 (2019), 104047.
# Ukrainian words are longer and fewer.
PACE = {"fr": 215, "en": 238, "uk": 190}


def word_count(html):
    """'<p>L’armée a tiré 1 200 obus.</p>' -> 6."""
    return len(WORD.findall(text_of(html)))


def minutes(words, language):
    """430 words of French -> 2: whole minutes, at least one as soon as there is a word."""
    return max(1, round(words / PACE.get(language, PACE["fr"]))) if words else 0
