"""What is read without a form is what the form would have read; of anything doubtful the form decides."""

from urllib.parse import urlencode

import pytest
from django.test import RequestFactory
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.forms.comment import LONGEST, CommentForm
from articles.forms.ordinary import words_of
from articles.lib.tokens import form_token
from articles.models import Story
from tests import hostile

NOW = 1_700_000_000
FIELDS = ["name", "email", "website", "body", "consent", "notify", "subject", "token", "parent"]
GOOD = {
    "name": "Anne",
    "email": "Anne@Example.org",
    "website": "",
    "parent": "",
    "subject": "",
    "body": "Merci, « oui ».",
}
GOOD["token"] = form_token(7, NOW)


def post(words, kind="application/x-www-form-urlencoded"):
    data = words if isinstance(words, bytes) else urlencode(words).encode("utf-8", "surrogatepass")
    return RequestFactory().post("/comments/7/", data, content_type=kind)


def by_form(request):
    form = CommentForm(request.POST, story=Story(pk=7), now=NOW)
    simple = form.is_valid() and not (form.trapped or form.wants_notice or form.cleaned_data["parent"])
    return form.words if simple else None


def read(words):
    """What is read without a form, which has to be what the form reads, or nothing."""
    found = words_of(post(words), 7, NOW)
    assert found in (None, by_form(post(words)))
    return found


def test_the_form_as_nearly_everybody_sends_it():
    assert read(GOOD) == {"name": "Anne", "email": "Anne@Example.org", "website": "", "body": "Merci, « oui »."}


@pytest.mark.parametrize(
    "changes",
    [
        {"name": " Zoé de  l’Île "},
        {"name": "Оле́на"},
        {"name": "e\u0301" * 20},
        {"body": " \r\nUn\r\ndeux\rtrois\n "},
        {"body": "👩‍👩‍👧 " + "a" * 30_000},
        {"email": "a.b+c_d-e@sous.domaine.example.org"},
        {"consent": "on"},
        {"more": "than asked"},
    ],
)
def test_it_is_read_like_the_form_does(changes):
    assert read(GOOD | changes) is not None


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("texts", [hostile.SCRIPTS, hostile.ODD, ["", " ", "\u200b", "x" * (LONGEST + 1), "12", "on"]])
def test_what_means_no_good_is_read_like_the_form_does(field, texts):
    for text in texts:
        read(GOOD | {field: text.encode("utf-8", "surrogatepass")})


@settings(deadline=None, max_examples=40)
@given(st.fixed_dictionaries({}, optional={field: st.text() for field in FIELDS}))
def test_anything_at_all_is_read_like_the_form_does(changes):
    read(GOOD | {field: text.encode("utf-8", "surrogatepass") for field, text in changes.items()})


@settings(deadline=None, max_examples=40)
@given(st.emails())
def test_every_address_is_read_like_the_form_does(email):
    read(GOOD | {"email": email})


@pytest.mark.parametrize(
    "changes",
    [
        {"website": "https://example.org"},
        {"parent": "12"},
        {"notify": "on"},
        {"subject": "Buy now"},
        {"name": ""},
        {"name": "x" * 246},
        {"email": "nobody"},
        {"email": "a@" + "b" * 99 + ".org"},
        {"body": "\u2060"},
        {"body": "nul\x00"},
        {"body": "x" * (LONGEST + 1)},
        {"token": "x"},
        {"token": form_token(8, NOW)},
        {"token": form_token(7, NOW - 50 * 3600)},
    ],
)
def test_what_asks_for_more_or_is_wrong_is_left_to_the_form(changes):
    assert read(GOOD | changes) is None


@pytest.mark.parametrize("data", [b"", b"\xff\xfe=%%%", b"body=\xc3\xa9", b"&" * 2000, b"a=1&" * 500])
def test_what_no_browser_sends_is_left_to_the_form(data):
    assert words_of(post(data), 7, NOW) is None


def test_a_field_sent_twice_is_left_to_the_form():
    assert words_of(post(urlencode(GOOD).encode() + b"&body=Encore."), 7, NOW) is None


@pytest.mark.parametrize(
    "kind", ["application/x-www-form-urlencoded; charset=utf-16", "text/plain", "application/json"]
)
def test_so_is_every_other_kind_of_post(kind):
    assert words_of(post(GOOD, kind), 7, NOW) is None
