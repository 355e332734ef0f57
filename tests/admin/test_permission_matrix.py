"""Every address of the desk, asked as everybody, against a table that people wrote: permissions.txt.

A new address fails here until the table knows it:

1. Run this file: the failure prints the two lines (GET, POST) as they are now.
2. Ask of each number whether it should be so; what should not, is mended in the code. Then put the lines into
   permissions.txt, beside their neighbours.
3. An argument this test cannot fill in (no key of a thing) gets a line in KNOWN of matrix.py; an address that refuses
   an empty post before it looks who sends it gets what it wants in BODIES.
"""

import re
from pathlib import Path

import pytest

from tests.admin.matrix import METHODS, WHO, Cast, addresses

ADDRESSES = addresses()
TABLE = Path(__file__).with_name("permissions.txt")


def table():
    """{address: {method: {who: answer}}}; lines that begin with # say something to people."""
    expected = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            address, method, *answers = line.split()
            expected.setdefault(address, {})[method] = dict(zip(WHO, answers, strict=True))
    return expected


EXPECTED = table()


def as_lines(address, answers):
    """The lines of the table for what was answered."""
    return [f"{address:42} {method:4} " + " ".join(f"{answers[method][who]:5}" for who in WHO) for method in METHODS]


def test_the_table_knows_no_address_that_is_gone():
    assert sorted(set(EXPECTED) - set(ADDRESSES)) == []


def family(address):
    """'articles_story_change' -> 'articles_story': what is asked with one cast, because making it takes longest."""
    return "_".join(re.findall(r"[a-z0-9]+", address)[:2])


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted({family(address) for address in ADDRESSES}))
def test_everybody_gets_what_the_table_says(db, name):
    cast, unknown, wrong = Cast(), [], []
    for address in [address for address in ADDRESSES if family(address) == name]:
        answers = {method: {who: cast.ask(who, method, ADDRESSES[address]) for who in WHO} for method in METHODS}
        if address not in EXPECTED:
            unknown += as_lines(address, answers)
        elif answers != EXPECTED[address]:
            wrong += as_lines(address, answers)
    assert wrong == [], "permissions.txt says otherwise"
    if unknown:
        lines = "\n".join(unknown)
        pytest.fail(f"permissions.txt does not know these addresses. If it should be so, add:\n{lines}", pytrace=False)


@pytest.mark.parametrize("address", [address for address in ADDRESSES if address not in ("login", "logout")])
def test_nobody_without_an_account_gets_in_anywhere(address):
    """Whatever somebody writes into the table."""
    for method in METHODS:
        for who in ("anonymous", "reader"):
            assert EXPECTED[address][method][who] in ("login", "401", "403"), (method, who)
