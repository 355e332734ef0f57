import pytest

from articles.lib.keys import is_key


@pytest.mark.parametrize("text", ["0", "12", "007", "9" * 18])
def test_what_may_be_the_key_of_a_row(text):
    assert is_key(text)
    assert int(text) < 2**63


@pytest.mark.parametrize("text", ["", "-1", "+1", "1.5", " 1", "1\n", "x", "²", "١٢", "9" * 19, "9" * 5000])
def test_what_may_not(text):
    assert not is_key(text)
