"""A story as the databases search it."""

from datetime import UTC, datetime

from articles.lib.search_entry import Texts, entry, head, known_rows, pairs, vector

AT = datetime(2025, 11, 30, 23, 30, tzinfo=UTC)


def made(headline="", standfirst="", names="", body="", **options):
    return entry(7, "fr", AT, None, Texts(headline, standfirst, names, body), **options)


def test_every_part_has_its_place():
    it = made("Le pont", "Un pont", "Ada", "Les ponts", regions=[3], section=2)
    marks = "'#fr' '#fr2025' '#fr202511' '#r3' '#s2'"
    le_pont, un_pont = pairs(["le", "pont", "un"])[0], pairs(["un", "pont"])[0]
    assert vector(it) == f"{marks} 'le' 'pont' '{le_pont}' 'un' '{un_pont}' 'ada'"
    assert le_pont != un_pont and len(pairs(["pont"])) == 0
    assert head(it) == "'#r3':1C 'le':1A 'pont':1A 'un':1B 'ada':1C"


def test_what_a_text_repeats():
    assert made(body="blé blé et blé et et, un pain").parts["often"] == ["ble"]


def test_the_words_it_has_seen():
    rows = known_rows([made("Élections", body="Les élections à Kherson, kherson 2025 x2")])
    assert [row[1:4] for row in rows] == [
        ("elections", "élections", "elect"),
        ("kherson", "kherson", "kherson"),
        ("les", "Les", "le"),
    ]


def test_no_text_is_too_long_for_a_vector():
    text = " ".join(f"{chr(0x4E00 + n % 20_000)}{n}" for n in range(60_000))
    it = made(text, text, text, text)
    assert sum(map(len, (it.parts[part] for part in ("headline", "standfirst", "names", "body")))) <= 60_000
    assert len(vector(it).encode()) < 1_000_000
