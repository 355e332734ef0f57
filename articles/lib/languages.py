"""The languages a newsroom may write in: what each calls itself, and the little that every page must know of it.

How its words are found, counted and set is told where that is done; tests/test_languages.py names each place that
does not know a language of this table yet.
"""

from typing import NamedTuple


class Spoken(NamedTuple):
    """`day`: a date as Django writes it. `pace`: words a minute, read in silence."""

    name: str
    locale: str  # where it is spoken, for networks that unfold a link
    day: str
    and_: str
    pace: int


# Django's own formats of dates write "1 décembre" in French, and the Ukrainian nominative.
# Paces: Brysbaert, Journal of Memory and Language 109 (2019), 104047. Ukrainian words are longer and fewer.
SPOKEN = {
    "fr": Spoken("Français", "fr_FR", "j F Y", "et", 215),
    "en": Spoken("English", "en_GB", "j F Y", "and", 238),
    "uk": Spoken("Українська", "uk_UA", "j E Y", "та", 190),
}
