"""Reasons to look twice. Nothing here refuses anybody."""

import pytest
from django.utils import translation

from articles.lib.spam import explain, reasons
from articles.lib.words import fold, words


@pytest.mark.parametrize("body", ["Le parti socialiste", "un spécialiste", "Casinojack", "une escorte", "Merci !"])
def test_honest_words_that_hold_listed_ones_are_left_alone(body):
    assert reasons(body) == []


@pytest.mark.parametrize("body", ["CASINO !", "un câsinó gratuit", "casino", "Le (casino)."])
def test_listed_words_count_whatever_their_accents_and_case(body):
    assert reasons(body) == [["words", "casino"]]


def test_two_links_are_a_source_three_are_a_reason():
    assert reasons("http://a.fr https://b.fr") == []
    assert reasons("http://a.fr https://b.fr www.c.fr") == [["links", 3]]


def test_all_reasons_are_told():
    found = reasons("viagra", name="Casino", first_time=True, trapped=True)
    assert found == [["honeypot", ""], ["words", "casino, viagra"], ["first_time", ""]]


def test_a_moderator_reads_words_not_codes():
    with translation.override("en"):
        told = explain(
            [["links", 3], ["links", 1], ["words", "casino"], ["first_time", ""], ["honeypot", ""], ["new", 7]]
        )
    assert told == [
        "3 links",
        "1 link",
        "listed word: casino",
        "first comment from this address",
        "filled in the field that only robots see",
        "new 7",
    ]


def test_folding():
    assert fold("L’Œuvre d’ÉTÉ à Kherson") == "l'oeuvre d'ete a kherson"
    assert words("aujourd’hui, l'été") == {"aujourd", "hui", "l", "ete"}
