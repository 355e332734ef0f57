"""A difference is only worth reading when it is true: both texts are in it, whole."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.lib.diff import Block, Line, Piece, bodies, folded, lines, stretches, words
from articles.lib.html import clean
from articles.lib.shortest import Steps, matches

pytestmark = pytest.mark.slow

WORDS = st.lists(st.sampled_from(["le", "la", "chat", "chien", " ", " ", ",", ".", "’", "\n", "Дім", "😀", "<b>"])).map(
    "".join
)
TEXTS = WORDS | st.text()
INLINE = st.sampled_from(
    ["mot", " ", "<em>mot</em>", "<strong>a b</strong>", '<a href="https://x.org">ici</a>', "<br>", "&lt;b&gt;"]
)
BLOCK = st.builds(
    "<{0}>{1}</{0}>".format, st.sampled_from(["p", "h2", "li", "blockquote"]), st.lists(INLINE, max_size=8).map("".join)
)
BODIES = st.lists(BLOCK | st.just('<figure data-image="3"></figure><hr>'), max_size=8).map("".join).map(clean)


def side(pieces, *kinds):
    return "".join(piece.text for piece in pieces if piece.kind in kinds)


def side_of(blocks, gone, came):
    """The lines of one side: [(path, words), …]."""
    return [
        (block.old_path if gone == "ins" else block.path, side(block.pieces, "same", came))
        for block in blocks
        if block.kind != gone
    ]


def written(html):
    return [(line.path, "".join(line.tokens)) for line in lines(html)]


def shown(pieces):
    signs = {"same": "{}", "ins": "[+{}]", "del": "[-{}]", "gap": "…"}
    return "".join(signs[piece.kind].format(piece.text) for piece in pieces)


@given(TEXTS, TEXTS)
def test_both_texts_are_in_the_difference(old, new):
    pieces = words(old, new)
    assert side(pieces, "same", "del") == old
    assert side(pieces, "same", "ins") == new


@given(TEXTS, TEXTS)
def test_folding_hides_nothing_that_changed_and_loses_no_word(old, new):
    pieces = words(old, new)
    after = folded(pieces)
    assert [piece for piece in after if piece.kind in ("ins", "del")] == [
        piece for piece in pieces if piece.kind in ("ins", "del")
    ]
    assert side(after, "same", "gap", "ins") == new


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text):
    assert all(piece.kind == "same" for piece in words(text, text))


@pytest.mark.slow
@settings(deadline=None)
@given(BODIES, BODIES)
def test_both_bodies_are_in_the_difference(old, new):
    blocks = bodies(old, new)
    assert side_of(blocks, "ins", "del") == written(old)
    assert side_of(blocks, "del", "ins") == written(new)
    assert [block for _seen, part in stretches(blocks) for block in part] == blocks


@given(st.lists(st.integers(0, 5)), st.lists(st.integers(0, 5)), st.integers(0, 60))
def test_matches_are_true_and_in_order_whatever_the_patience(old, new, patience):
    found = matches(old, new, Steps(patience))
    assert all(old[one] == new[other] for one, other in found)
    assert found == sorted(found)
    assert len({one for one, _other in found}) == len({other for _one, other in found}) == len(found)


@given(st.lists(st.integers(0, 3), max_size=9), st.lists(st.integers(0, 3), max_size=9))
def test_with_patience_no_match_is_missed(old, new):
    longest = [[0] * (len(new) + 1) for _each in range(len(old) + 1)]
    for i, one in enumerate(old, 1):
        for j, other in enumerate(new, 1):
            longest[i][j] = longest[i - 1][j - 1] + 1 if one == other else max(longest[i - 1][j], longest[i][j - 1])
    assert len(matches(old, new, Steps())) == longest[-1][-1]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("le chat dort", "le chien dort", "le [-chat][+chien] dort"),
        ("le chat noir dort", "le chien blanc dort", "le [-chat noir][+chien blanc] dort"),
        ("", "neuf", "[+neuf]"),
        ("vieux", "", "[-vieux]"),
        ("à Kiev.", "à Kiev, hier.", "à Kiev[+, hier]."),
        ("12 000 personnes", "12\u202f000 personnes", "12[- ][+\u202f]000 personnes"),
    ],
)
def test_it_reads_as_a_person_would_mark_it(old, new, expected):
    assert shown(words(old, new)) == expected


def test_what_stands_in_the_text_is_no_markup():
    assert words("a", "<b>a") == [Piece("ins", "<b>"), Piece("same", "a")]


class TestBodies:
    def test_a_paragraph_that_was_put_between_leaves_the_others_alone(self):
        kinds = [block.kind for block in bodies("<p>un</p><p>trois</p>", "<p>un</p><p>deux</p><p>trois</p>")]
        assert kinds == ["same", "ins", "same"]

    def test_a_changed_paragraph_is_shown_once(self):
        blocks = bodies("<p>Le chat gris dort.</p>", "<p>Le chat noir dort.</p>")
        assert [shown(block.pieces) for block in blocks] == ["Le chat [-gris][+noir] dort."]

    def test_what_has_nothing_in_common_is_no_change_of_it(self):
        blocks = bodies("<p>Le chat gris dort bien.</p>", "<p>Une conférence aura lieu demain.</p>")
        assert sorted(block.kind for block in blocks) == ["del", "ins"]

    def test_a_link_that_leads_elsewhere_is_a_difference(self):
        (block,) = bodies('<p><a href="https://a.org">ici</a></p>', '<p><a href="https://b.org">ici</a></p>')
        assert [(piece.kind, piece.text) for piece in block.pieces if piece.tag and piece.kind != "same"] == [
            ("del", '<a href="https://a.org">'),
            ("ins", '<a href="https://b.org">'),
        ]

    def test_a_paragraph_that_became_a_heading(self):
        assert bodies("<p>Un</p>", "<h2>Un</h2>") == [Block("changed", "<p>", "<h2>", [Piece("same", "Un")])]

    def test_another_picture_is_a_difference(self):
        blocks = bodies('<figure data-image="3"></figure>', '<figure data-image="4"></figure>')
        assert sorted((block.kind, block.path) for block in blocks) == [
            ("del", '<figure data-image="3">'),
            ("ins", '<figure data-image="4">'),
        ]

    def test_lines_know_where_they_stand(self):
        assert lines("<ul><li>a <em>b</em></li></ul><hr>") == [
            Line("<ul><li>", ("a", " ", "<em>", "b", "</em>")),
            Line("<hr>", ()),
        ]

    def test_long_unchanged_stretches_stay_closed(self):
        same = "".join(f"<p>{number}</p>" for number in range(9))
        seen = [(seen, len(blocks)) for seen, blocks in stretches(bodies(same, same + "<p>neuf</p>"))]
        assert seen == [(False, 8), (True, 2)]


@pytest.mark.slow
class TestPatience:
    """Counted in steps, not in seconds: the worst that may come in is bounded by arithmetic."""

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("a b " * 50_000, "b b a " * 33_000),
            (".," * 100_000, ",." * 100_000),
            (" ".join(str(n % 97) for n in range(60_000)), " ".join(str(n * 7 % 89) for n in range(60_000))),
        ],
    )
    def test_it_ends(self, old, new):
        steps = Steps()
        pieces = words(old, new, steps)
        assert side(pieces, "same", "ins") == new
        assert side(pieces, "same", "del") == old
        assert steps.left > -300_000

    def test_ten_thousand_paragraphs(self):
        old = "".join(f"<p>{'ab'[n % 7 % 2]}</p>" for n in range(10_000))
        new = "".join(f"<p>{'ab'[n % 5 % 2]}</p>" for n in range(10_000))
        blocks = bodies(old, new)
        assert side_of(blocks, "ins", "del") == written(old)
        assert side_of(blocks, "del", "ins") == written(new)
