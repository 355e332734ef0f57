"""What a reader's question means, and how each database is asked."""

import pytest

from articles.lib.asked import Term, read
from articles.lib.search_entry import pairs
from articles.lib.search_terms import fts5, head_query, rough_tsquery, tsquery

PLACES = {
    ("lugansk",): Term((("lugansk",), ("луганськ",)), marks=("#r2",)),
    ("oblast", "de", "x"): Term(marks=("#r9",)),
}
SEA = f"mer' & 'noir' & '{pairs(['mer', 'noir'])[0]}"
QUESTIONS = [
    ("drones Kherson", "('dron') & ('kherson')"),
    ("le drone", "('dron')"),
    ("le la", "('le') & ('la')"),
    ("drone drones DRONE", "('dron')"),
    ("« mer Noire » pont", f"('{SEA}') & ('pont')"),
    ("cessez-le-feu", "('cess' & 'le' & 'feu' & '{}' & '{}')".format(*pairs(["cess", "le", "feu"]))),
    ("pont -drone -“mer Noire”", f"('pont') & !('dron') & !('{SEA}')"),
    ("pont – drone", "('pont') & ('dron')"),
    ("zapor*", "('zapor':*)"),
    ("za* pont *", "('za') & ('pont')"),
    ("Lugansk pont", "('lugansk' | 'луганськ' | '#r2') & ('pont')"),
    ("pont -Lugansk", "('pont') & !('lugansk' | 'луганськ' | '#r2')"),
    ("“Lugansk”", "('lugansk')"),
    ("oblast de X", "('#r9')"),
    ("oblast de pont", "('oblast') & ('pont')"),
    ('"pas fermé', "('ferm')"),
    ("#fr", "('fr')"),
]


@pytest.mark.parametrize(("text", "asked"), QUESTIONS)
def test_what_is_meant(text, asked):
    assert tsquery(read(text, "fr", PLACES)) == asked


@pytest.mark.parametrize("text", ["", "  ", "*", "-", '- * " « » “”', "-pont", "-« a b »", "\u0301", "--", "()&|!:"])
def test_nothing_to_look_for(text):
    assert not read(text, "fr")


def test_how_many_a_phrase_finds_is_estimated_by_its_first_pair():
    asked = read("« cessez-le-feu » pont -« mer Noire »", "fr")
    first = pairs(["cess", "le"])[0]
    assert rough_tsquery(asked, [("#r1",)]) == f"('{first}') & ('pont') & !('{pairs(['mer', 'noir'])[0]}') & ('#r1')"


def test_the_beginning_of_a_word_may_be_longer_than_its_stem():
    asked = read("élection*", "fr", ends_like=lambda beginning: {"election": ("elect",)}[beginning])
    assert tsquery(asked) == "('elect' | 'election':*)"


def test_as_sqlite_is_asked():
    asked = read("Lugansk « mer noire » zapor* -drone", "fr", PLACES)
    words = '("lugansk" OR "луганськ" OR "#r2") AND ({headline standfirst names body} : "mer noir") AND ("zapor"*)'
    assert fts5(asked, [("#r1", "#r2"), ("#fr",)]) == f'({words} AND ("#r1" OR "#r2") AND ("#fr")) NOT ("dron")'


def test_what_ranks_has_no_order():
    assert head_query(read("« mer noire »", "fr").wanted[0], "A") == "('mer':A & 'noir':A)"
    assert head_query(Term(beginnings=("zapor",), marks=("#r1",)), "C") == "('zapor':*C | '#r1':C)"


def test_no_question_is_an_expression():
    """Whatever is typed, only letters, digits and our own signs reach the database."""
    hostile = "".join(map(chr, range(32, 0x250))) + " 'a' <-> b:* | !c & (d) \\ $q$ NEAR(x) \" -y* z:A"
    terms = read(hostile, "fr")
    for stem in [stem for term in (*terms.wanted, *terms.unwanted) for phrase in term.phrases for stem in phrase]:
        assert stem.isalnum()
