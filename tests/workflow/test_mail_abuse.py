"""What somebody can make this site mail to a stranger: one message an hour, however they spell the address."""

import pytest

from articles.lib.seals import seal
from articles.workflow import people

pytestmark = pytest.mark.django_db
BOXES = ["ann@example.org", "ann+1@example.org", "ANN+2@example.org", "ann@exa\u00admple.org", "ann@ｅxample.org"]


def ask(email, n, run):
    with run(execute=True):
        people.ask_to_verify(email, "fr", address=f"192.0.2.{n}")


def test_one_box_gets_one_mail_an_hour_under_all_its_spellings(mailoutbox, django_capture_on_commit_callbacks):
    for n, email in enumerate(BOXES):
        ask(email, n, django_capture_on_commit_callbacks)
    assert [message.to for message in mailoutbox] == [["ann@example.org"]]


@pytest.mark.parametrize("asked", ["ann@example.org", "ann+1@example.org"])
def test_who_said_never_is_not_written_to_under_another_spelling(asked, mailoutbox, django_capture_on_commit_callbacks):
    people.never_write(seal("never write", asked))
    for n, email in enumerate([*BOXES, "ann+3@example.org"]):
        ask(email, n, django_capture_on_commit_callbacks)
    assert mailoutbox == []


def test_never_and_again_is_as_if_nothing_had_been_said(mailoutbox, django_capture_on_commit_callbacks):
    people.never_write(seal("never write", "ann+1@example.org"))
    people.never_write(seal("never write", "ann+1@example.org"), never=False)
    ask("ann@example.org", 1, django_capture_on_commit_callbacks)
    assert [message.to for message in mailoutbox] == [["ann@example.org"]]


@pytest.mark.parametrize("email", ["root@localhost", "root@[127.0.0.1]", "root@[IPv6:::1]", "ſam@example.org"])
def test_nothing_is_sent_to_machines_of_our_own(email, mailoutbox, django_capture_on_commit_callbacks):
    ask(email, 1, django_capture_on_commit_callbacks)
    assert mailoutbox == []
