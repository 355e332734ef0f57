import pytest

from articles.lib.unfinished import marks


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[TK]", ["[TK]"]),
        ("[tk] et [ TK ]", ["[tk]", "[ TK ]"]),
        ("[TK nombre de soldats] soldats", ["[TK nombre de soldats]"]),
        ("[TK : nom]", ["[TK : nom]"]),
        ("TK soldats, TK.", ["TK"]),
        ("TKTK", ["TKTK"]),
        ("(TK)", ["TK"]),
        ("« TK »", ["TK"]),
        ("[à compléter]", ["[à compléter]"]),
        ("[À\u00a0compléter plus tard]", ["[À compléter plus tard]"]),
        ("[a completer]", ["[a completer]"]),
        ("[à compléter : le nom de l’éditeur", ["[à compléter"]),  # the bracket is forgotten
        (f"[à compléter : {'très long ' * 12}]", [f"[à compléter : {'très long ' * 12}]"]),
        ("[уточнити]", ["[уточнити]"]),
        ("[Уточнити дату]", ["[Уточнити дату]"]),
        ("[ТК]", ["[ТК]"]),  # in Cyrillic letters
    ],
)
def test_marks_of_what_is_still_to_come(text, found):
    assert marks(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ATK et TKO",
        "TK-12, le char",  # a name
        "tk",
        "Tk",
        "le nom de domaine .tk",
        "ТК «Київ»",  # a television channel, in Cyrillic letters
        "à compléter",
        "il reste à compléter [le dossier]",
        "треба уточнити",
        "[TKO]",
        "[sic]",
        "_TK_",
    ],
)
def test_what_only_looks_like_one(text):
    assert marks(text) == []


@pytest.mark.slow
@pytest.mark.timeout(60)
def test_a_long_text_is_read_at_once():
    for piece in ("[TK ", "[", "TK", "T", "[ ", "e\u0301" * 5):
        marks(piece * 200_000)
