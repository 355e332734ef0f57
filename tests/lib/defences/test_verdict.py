"""All the defences together: what each finds is told, nothing else, whatever is written."""

import random
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.lib import bayes
from articles.lib.defences import explain, never_alone, reasons
from articles.lib.defences.listed import BUILT_IN, parse

LEARNED = bayes.Filter({"bonus": 3.0, "gratu": 3.0, "inscr": 3.0})
BOOK = SimpleNamespace(listed=parse(BUILT_IN), learned=None, most_links=2)
WISE = SimpleNamespace(listed=parse(BUILT_IN), learned=LEARNED, most_links=2)


def found(body, book=BOOK, **more):
    fields = {name: more.pop(name) for name in ("name", "website") if name in more}
    return reasons({"body": body} | fields, book=book, **more)


def test_an_honest_comment_has_no_reason():
    assert found("Merci pour cet article, très juste.", name="Zoé", website="https://zoe.example", book=WISE) == []


def test_two_links_are_a_source_three_are_a_reason():
    assert found("http://a.fr https://b.fr") == []
    assert found("http://a.fr https://b.fr www.c.fr") == [["links", 3]]


def test_how_many_links_is_for_the_newsroom_to_say():
    strict = SimpleNamespace(listed=parse(""), learned=None, most_links=0)
    assert found("http://a.fr", strict) == [["links", 1]]


def test_all_reasons_are_told_in_one_order():
    body = "CASINO GRATUIT BONUS INSCRIPTION POUR TOUS саsino 47.0951, 37.5413 http://a.fr http://b.fr http://c.fr"
    told = found(body, WISE, name="Viagra", first_time=True, trapped=True, extra=[["rates", 4], ("muted", "")])
    assert told == [
        ["honeypot", ""],
        ["links", 3],
        ["words", "casino, viagra"],
        ["capitals", 86],
        ["lookalikes", "саsino"],
        ["positions", "47.0951, 37.5413"],
        ["learned", "inscription, gratuit, bonus"],
        ["first_time", ""],
        ["rates", 4],
        ["muted", ""],
    ]


def test_the_name_hides_nothing():
    assert found("Bonjour", name="47.0951, 37.5413") == [["positions", "47.0951, 37.5413"]]
    assert found("Bonjour", name="Оlena") == [["lookalikes", "Оlena"]]


def test_people_decide_whatever_the_trust():
    mild = [["first_time", ""], ["capitals", 90], ["edited", ""]]
    assert not never_alone([]) and not never_alone(mild)
    for code in (
        "positions",
        "words",
        "learned",
        "links",
        "lookalikes",
        "honeypot",
        "banned",
        "all_held",
        "unheard of",
    ):
        assert never_alone([*mild, [code, ""]])


HOSTILE = ["\u0301", "\ufdfa", "㌀", "\u202e", "𝒂", "😀", "http://", "1.1111 ", "танк біля ", "N 1°", "\x00", "\ud800"]


@pytest.mark.parametrize("unit", HOSTILE)
def test_floods_are_read_to_their_end(unit):
    assert ["words", "casino"] in found((unit * 65_525)[:65_000] + "\n casino \n", WISE)


@given(st.text(max_size=300), st.text(max_size=40))
def test_whatever_is_written_can_be_explained(body, name):
    told = found(body, WISE, name=name, first_time=True)
    assert told[-1] == ["first_time", ""]
    assert all(explain(told))


def test_a_moderator_is_never_shown_a_flood():
    chance = random.Random(7)
    for _ in range(200):
        body = "".join(chance.choices([*HOSTILE, "саsino", "47.0951, ", "за школою артилерія ", "a" * 99], k=80))
        assert all(len(sentence) < 400 for sentence in explain(found(body, WISE)))
