from hypothesis import given
from hypothesis import strategies as st

from articles.lib.tokens import (
    FORM_HOURS,
    HOUR,
    form_token,
    is_form_token,
    keyed_hash,
    own_token,
    owned,
    preview_token,
    previewed,
)


@given(story=st.integers(1, 10**9), now=st.integers(0, 4 * 10**9), age=st.integers(0, FORM_HOURS - 1))
def test_a_token_is_good_for_its_story_and_two_days(story, now, age):
    token = form_token(story, now)
    assert is_form_token(token, story, now + age * HOUR)
    assert not is_form_token(token, story + 1, now)
    assert not is_form_token(token, story, now + (FORM_HOURS + 1) * HOUR)
    assert not is_form_token(token, story, now - HOUR)


@given(st.text())
def test_what_we_did_not_sign_opens_nothing(forged):
    assert not is_form_token(forged, 1, 0)
    assert previewed(forged) is None


def test_a_form_token_is_no_preview_and_the_other_way_round():
    assert previewed(form_token(7, 0)) is None
    assert not is_form_token(preview_token(7), 7, 0)
    assert previewed(preview_token(7)) == 7


def test_a_keyed_hash_tells_the_parts_apart():
    assert keyed_hash("a", "bc") != keyed_hash("ab", "c")
    assert keyed_hash("a", "b") == keyed_hash("a", "b")


def test_to_look_at_a_comment_is_not_to_change_it():
    assert owned(own_token(7), 60) == 7
    assert owned(preview_token(7), None) is None
    assert previewed(own_token(7), None) is None
