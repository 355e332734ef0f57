"""What may be written: counted as the browser counts, every error at once, nothing asked that is known."""

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from articles.forms.comment import LONGEST, BodyForm, CommentForm, browser_length
from articles.lib.tokens import form_token
from articles.models import Story

NOW = 1_700_000_000
STORY = Story(pk=7)


def form(signed="", **changes):
    words = {"name": "Anne", "email": "anne@example.org", "website": "", "body": "Merci.", "token": form_token(7, NOW)}
    return CommentForm(_query(words | changes), story=STORY, now=NOW, signed=signed)


def _query(words):
    query = QueryDict(mutable=True)
    query.update(words)
    return query


@given(st.text())
def test_lengths_are_those_of_a_browser(text):
    """JavaScript's 'text'.length: two for what lies beyond the first plane."""
    assert browser_length(text) == sum(2 if ord(character) > 0xFFFF else 1 for character in text)


@pytest.mark.parametrize(("field", "limit"), [("name", 245), ("email", 100), ("website", 200), ("body", LONGEST)])
def test_the_last_character_that_fits(field, limit):
    start = {"email": "a@", "website": "https://"}.get(field, "")
    end = {"email": ".org", "website": ".org"}.get(field, "")
    middle = limit - len(start) - len(end)
    part = "b" * 60 + "."
    fits = start + ((part * 1100)[: middle - 1] + "c").replace(".c", "cc") + end
    assert len(fits) == limit
    assert field not in form(**{field: fits}).errors
    assert field in form(**{field: fits.replace("c" + end, "cc" + end) if end else fits + "c"}).errors


def test_a_line_break_counts_once():
    body = "a\r\n" * (LONGEST // 2)
    assert browser_length(body) > LONGEST
    checked = BodyForm(_query({"body": body}))
    assert checked.is_valid()
    assert "\r" not in checked.cleaned_data["body"]


def test_every_error_at_once_also_an_old_token():
    errors = form(name="", email="x", body="", website="ftp://a.org", token="x", parent="?").errors
    assert set(errors) == {"name", "email", "body", "website", "parent", "__all__"}


def test_an_old_token_is_replaced_and_every_word_stays():
    checked = form(token="x", body="Mes mots.")
    assert not checked.is_valid()
    assert checked["token"].value() == form_token(7, NOW)
    assert checked["body"].value() == "Mes mots."


def test_a_colleague_is_asked_for_the_comment_alone():
    checked = form(signed="Camille Auteur", name="", email="", website="javascript:")
    assert checked.is_valid()
    assert checked.words == {"body": "Merci."}
    assert not checked.wants_notice


def test_notices_are_off_unless_the_box_is_ticked():
    asked, silent = form(notify="on"), form()
    assert asked.is_valid()
    assert silent.is_valid()
    assert (asked.wants_notice, silent.wants_notice) == (True, False)


def test_the_trap():
    assert form(subject="Buy").trapped
    assert not form().trapped
