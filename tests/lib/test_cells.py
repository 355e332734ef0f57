import csv
from io import StringIO

import pytest

from articles.lib.cells import lines, safe


@pytest.mark.parametrize(
    "text",
    [
        *("=1+1", "+33 1", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\tx", "\rx"),
        *(" =1", "   =1", "\u00a0=1", "\u202f=1", "\u3000=1", " \t =1", "\u200b=1", "\ufeff=1", "\u200b \u200b=1"),
        *("\uff1d1+1", "\uff0b1", "\uff0d1", "\uff201", " \uff1d1", "\ufe63 1", "\u207a1", "\x00=1", "\x1f=1"),
        "=cmd|' /C calc'!A0",
    ],
)
def test_what_a_spreadsheet_would_calculate_is_text(text):
    assert safe(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Kherson", "2026-11-23", "a=1", "l’été", " Kherson", "« = »", "_x", "'=1"])
def test_the_rest_stays(text):
    assert safe(text) == text


def test_lines_are_marked_quoted_and_come_back_whole():
    rows = [["who", "what"], ["é", 'dit "non"; a,b'], ["=1", "deux\nlignes"]]
    text = "".join(lines(rows, ";"))
    assert text.startswith('\ufeff"who";"what"\r\n')
    read = list(csv.reader(StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))
    assert read == [["who", "what"], ["é", 'dit "non"; a,b'], ["'=1", "deux\nlignes"]]


def test_nothing_is_read_ahead():
    def rows():
        yield ["first"]
        raise AssertionError("asked for more")

    assert next(lines(rows())) == '\ufeff"first"\r\n'
