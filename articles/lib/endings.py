"""Ukrainian words without their endings, so that every case of a name is one: our own table, for folded words.

Folding makes й an и and ї an і. It is a stemmer for finding, not for grammar: forms that belong together should fall
together, and three letters stay.
"""

import re

NOUNS = "а я о е є и і у ю ь ом ем єм ам ям ою ею єю ах ях ами ями еи ію ія іі іє ією ієи іи іями іях іям"
# Харків, Харкова; солдатів, солдатові
NAMES = "ів ов ев єв ова ева єва ову еву єву овом евом євом ові еві єві ове"
QUALITIES = "ість істю ості остеи остям остями остях"
ADJECTIVES = "ии ого ому им оі іи их ими ього ьому ім ьоі ьою іх іми"
# Few of the verbs' own: "-али" also ends генерали, "-ати" солдати, and names matter more to whoever searches.
VERBS = "ає яє ує ює ають яють ують юють ав яв ив ував ював увала ювала увало ювало ували ювали увати ювати"
SHORTEST = 3
_BACK = re.compile("(?<=ть|ти|ла|ло|ли)ся$|(?<=[вє])ся$|(?<=[тв])сь$")  # боятися, боїться, боявся


def _longest_first(*tables):
    endings = {ending for table in tables for ending in table.split()}
    return "|".join(sorted(endings, key=lambda ending: (-len(ending), ending)))


_ENDING = re.compile(rf"(?:{_longest_first(NOUNS, NAMES, QUALITIES, ADJECTIVES, VERBS)})$")
_DOUBLED = re.compile(r"(.)\1$")
_KYIV = re.compile("(?<=[аеиіоу])єв$")  # Києва, of Київ


def without_ending(word):
    """'харкова' -> 'харк', 'харків' -> 'харк', 'донецькіи' (of Донецький) -> 'донецьк', 'питання' -> 'питан'."""
    bare = _BACK.sub("", word)
    # The longest that leaves enough: of "мова" not "ова", which would leave one letter.
    for start in range(SHORTEST, len(bare)):
        if _ENDING.fullmatch(bare, start):
            bare = bare[:start]
            break
    return _KYIV.sub("ів", _DOUBLED.sub(r"\1", bare))
