"""Cells of a table that somebody opens in a spreadsheet, which takes what looks like a formula for one.

The rule is OWASP's (CSV injection): what begins with = + - @, a tab or a line break gets an apostrophe before it.
"""

import csv
import unicodedata

BOM = "\ufeff"  # or a spreadsheet takes UTF-8 for the letters of another age
STARTS = frozenset("=+-@\t\r\n")
# Seen as nothing, yet not white space: format characters such as the zero-width space.
UNSEEN = ("Cf", "Cc", "Zs", "Zl", "Zp")


def safe(text):
    """'=1+1' -> "'=1+1"; so do ' =1', '＝1' (full width) and a leading tab. 'Kherson' stays."""
    return f"'{text}" if _begins_a_formula(str(text)) else str(text)


def _begins_a_formula(text):
    first = text[:1]
    if first.isascii() and first.isalnum():
        return False  # nearly every cell: a million lines are written in this short way
    if first and first in STARTS:
        return True
    rest = text.lstrip().lstrip("".join(char for char in set(text) if unicodedata.category(char) in UNSEEN))
    return unicodedata.normalize("NFKC", rest[:1])[:1] in STARTS and bool(rest)


class _Echo:
    """A file that keeps nothing: csv writes a line, `write` gives it back."""

    def write(self, line):
        return line


def lines(rows, separator=","):
    """Rows of texts as lines of CSV, the mark of the encoding first. Every cell is quoted, none is a formula."""
    writer = csv.writer(_Echo(), delimiter=separator, quoting=csv.QUOTE_ALL)
    for number, row in enumerate(rows):
        line = writer.writerow([safe(cell) for cell in row])
        yield line if number else BOM + line
