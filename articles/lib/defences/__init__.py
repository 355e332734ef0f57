"""Why a comment deserves a second look: small pure checks, each with a reason a moderator can read (COMMENTS.md).

A reason is [code, detail], stored with the comment. Reasons only ever hold a comment back; people decide.

    text.py        what is read, made ready once: without invisible letters, folded, in words
    links.py       too many web addresses          listed.py       words and phrases of the lists
    capitals.py    SHOUTING                        lookalikes.py   letters that pretend to be others
    coordinates.py positions in figures, on maps   movements.py    positions in plain talk
    verdict.py     all of them together            sentences.py    the same in words
"""

from articles.lib.defences.sentences import explain, summary
from articles.lib.defences.verdict import never_alone, reasons

__all__ = ["explain", "never_alone", "reasons", "summary"]
