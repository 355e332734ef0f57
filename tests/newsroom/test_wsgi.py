"""The door before Django: requests made to make it stumble."""

import pytest

from newsroom.wsgi import application, plain_content_type, too_long


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("", ""),
        ("text/html", "text/html"),
        ("application/x-www-form-urlencoded; charset=rot13", "application/x-www-form-urlencoded"),
        ("multipart/form-data; charset=undefined; boundary=----x9", "multipart/form-data; boundary=----x9"),
        ('multipart/form-data; boundary="a b"', 'multipart/form-data; boundary="a b"'),
        ("text/plain; boundary=x", "text/plain"),
        ("a/b; x*=nosuch''x", "a/b"),
        ("a/b" + "; x=y" * 1000, "a/b"),
        ("nonsense", ""),
        ("é/ü", ""),
        ("a/b\r\nX: y", ""),
    ],
)
def test_a_content_type_says_its_kind_and_nothing_else(sent, kept):
    assert plain_content_type(sent) == kept


@pytest.mark.parametrize(("length", "refused"), [("", False), (None, False), ("1000", False), ("zzz", False)])
def test_what_fits_a_form_is_let_in(length, refused):
    assert too_long(length) is refused


@pytest.mark.parametrize("length", ["31457281", "9" * 5000])
def test_what_fits_no_form_is_refused_unread(length):
    answered = []
    body = application({"CONTENT_LENGTH": length}, lambda status, headers: answered.append(status))
    assert answered == ["413 Content Too Large"]
    assert b"413" in b"".join(body)


def test_django_never_hears_of_a_strange_charset(monkeypatch):
    heard = []
    monkeypatch.setattr("newsroom.wsgi.site", lambda environ, start_response: heard.append(environ["CONTENT_TYPE"]))
    application({"CONTENT_TYPE": "text/plain; charset=rot13"}, None)
    application({}, None)
    assert heard == ["text/plain", ""]
