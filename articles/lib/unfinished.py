"""Marks that writers leave where something is still to come, as in “[TK] soldiers”: no reader may see one."""

import re

from articles.lib.words import without_mark_floods

# "TK" counts in capitals and as a word of its own ("TKTK" too), the others in brackets, in any case; whoever forgot to
# close the bracket meant it all the same.
# In Cyrillic letters ТК is a word of its own right (телеканал): there the brackets decide.
MARKS = re.compile(
    r"\[\s*(?:tk|тк|[àa] compl[ée]ter|уточнити)\b(?:[^\]\[\n]{0,300}\])?|(?<![\w-])(?-i:(?:TK)+)(?![\w-])", re.I
)


def marks(text: str) -> list[str]:
    """ "[TK nombre] soldats, ATK, TK" -> ['[TK nombre]', 'TK']: each once, in order."""
    plain = without_mark_floods(text).replace("\u00a0", " ").replace("\u202f", " ")
    return list(dict.fromkeys(match[0] for match in MARKS.finditer(plain)))
