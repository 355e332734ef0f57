"""A moderator reads sentences, in their language, for every code there is and for those to come."""

import pytest
from django.utils import translation

from articles.lib.defences import explain, summary

STORED = [
    (["links", 3], "3 links"),
    (["links", 1], "1 link"),
    (["words", "casino"], "word “casino”"),
    (["words", "casino, gain facile"], "words “casino”, “gain facile”"),
    (["capitals", 92], "written in capitals (92 %)"),
    (["lookalikes", "саsino"], "letters that pretend to be others: “саsino”"),
    (["positions", "47.0951, 37.5413"], "tells where troops may be: “47.0951, 37.5413”"),
    (["learned", "bonus, gratuit"], "resembles what was filed as spam: “bonus”, “gratuit”"),
    (["first_time", ""], "first comment from this address"),
    (["honeypot", ""], "filled in the field that only robots see"),
    (["rates", 4], "many comments in a short time from one sender"),
    (["premoderated", ""], "this person’s comments are always read first"),
    (["muted", ""], "this person may not comment for a time"),
    (["banned", ""], "this person may not comment"),
    (["all_held", ""], "every comment of this discussion is read first"),
    (["slow", ""], "sent too soon in a slow discussion"),
    (["edited", ""], "changed by its author"),
    (["flagged", 1], "flagged by 1 reader"),
    (["flagged", 2], "flagged by 2 readers"),
    (["flagged", ""], "flagged by readers"),
]


@pytest.mark.parametrize("reason, sentence", STORED)
def test_every_code_has_a_sentence(reason, sentence):
    with translation.override("en"):
        assert explain([reason]) == [sentence]


@pytest.mark.parametrize(
    "reason, sentence",
    [
        (["new", 7], "new 7"),
        (["new"], "new"),
        (["new", None], "new"),
        (["links", "many"], "links many"),
        (["links", None], "links"),
        (["capitals", ""], "capitals"),
        (["first_time", "", "more"], "first comment from this address"),
    ],
)
def test_what_another_version_wrote_is_shown_as_it_is(reason, sentence):
    with translation.override("en"):
        assert explain([reason]) == [sentence]


def test_nothing_to_explain():
    assert explain([]) == explain(None) == []
    assert summary([]) == ""


def test_in_one_line():
    with translation.override("en"):
        assert summary([["links", 3], ["words", "casino"]]) == "held: 3 links; word “casino”"


@pytest.mark.parametrize("language", ["fr", "uk"])
def test_in_every_language(language):
    with translation.override(language):
        assert all(sentence for sentence in explain([reason for reason, _ in STORED]))
