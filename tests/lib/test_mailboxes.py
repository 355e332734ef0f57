import pytest

from articles.lib.mailboxes import mailbox


@pytest.mark.parametrize(
    ("email", "box"),
    [
        ("ann@example.org", "ann@example.org"),
        ("ANN@Example.ORG", "ann@example.org"),
        ("ann+1@example.org", "ann@example.org"),
        ("a.n.n+news@googlemail.com", "ann@gmail.com"),
        ("a.n.n@example.org", "a.n.n@example.org"),
        ("post@приклад.укр", "post@xn--80aikifvh.xn--j1amh"),
        ("post@XN--80AIKIFVH.xn--j1amh", "post@xn--80aikifvh.xn--j1amh"),
        ("ann@Exämple.org", "ann@xn--exmple-cua.org"),
    ],
)
def test_every_spelling_leads_to_the_one_box(email, box):
    assert mailbox(email) == box


@pytest.mark.parametrize(
    "email",
    [
        "ann@exa\u00admple.org",
        "ann@ｅxample.org",
        "ann@ⓔxample.org",
        "ann@example。org",
        "ann@straße.de",  # another name since IDNA 2008
        "ſam@example.org",
        "+1@example.org",
        "root@localhost",
        "root@[127.0.0.1]",
        "ann@" + "x" * 64 + ".org",
        "ann@b..org",
        "ann",
        "",
    ],
)
def test_where_a_box_could_hide_behind_many_names_there_is_none(email):
    assert mailbox(email) == ""
