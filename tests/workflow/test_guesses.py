"""Ten guesses an hour for an account, whoever makes them; and its owner is never kept out by strangers."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from articles.models import AuditEntry, Sender
from articles.workflow import guesses, retention
from articles.workflow.guesses import MOST, Guess


def use_up(guess):
    return [guess.claim() for _ in range(MOST)]


def hours_later(hours):
    """As if everything had happened so much earlier."""
    for sender in Sender.objects.all():
        Sender.objects.filter(pk=sender.pk).update(window_start=sender.window_start - timedelta(hours=hours))


def test_ten_then_none(editor, reporter):
    assert use_up(Guess("password", editor)) == [True] * MOST
    assert not Guess("password", editor).claim()
    assert guesses.is_locked(editor)
    assert Guess("password", reporter).claim()
    assert not guesses.is_locked(reporter)


def test_codes_are_counted_apart_from_passwords(editor):
    use_up(Guess("password", editor))
    assert Guess("code", editor).claim()


def test_a_device_of_the_owner_has_ten_of_its_own(editor):
    use_up(Guess("password", editor))
    own = Guess("password", editor, device="0f0f")
    assert use_up(own) == [True] * MOST
    assert not own.claim()
    assert Guess("password", editor, device="a1a1").claim()


def test_a_right_one_does_not_count(editor):
    for _ in range(3 * MOST):
        guess = Guess("password", editor)
        assert guess.claim()
        guess.give_back()
    assert use_up(Guess("password", editor)) == [True] * MOST


def test_nothing_is_given_back_that_was_not_taken(editor):
    Guess("password", editor).give_back()
    assert use_up(Guess("password", editor)) == [True] * MOST
    assert not Guess("password", editor).claim()


def test_names_nobody_has_are_counted_as_they_are_written(db):
    """As accounts are: were "nobody" counted with "Nobody", it would be known that neither is an account."""
    assert use_up(Guess("password", name="Nobody")) == [True] * MOST
    assert not Guess("password", name="Nobody").claim()
    assert use_up(Guess("password", name="nobody")) == [True] * MOST


def test_a_name_cannot_be_mistaken_for_an_account(editor):
    use_up(Guess("password", name=f"user\x1f{editor.pk}"))
    assert Guess("password", editor).claim()


def test_after_an_hour_of_quiet_there_are_ten_again(editor):
    use_up(Guess("password", editor))
    hours_later(0.99)
    assert not Guess("password", editor).claim()
    hours_later(0.02)
    assert not guesses.is_locked(editor)
    assert use_up(Guess("password", editor)) == [True] * MOST


def test_no_hour_holds_more_than_ten_wherever_it_begins(editor):
    """Nine, a pause of 59 minutes, and more: a count that began anew each hour would let eighteen through in two."""
    assert [Guess("password", editor).claim() for _ in range(MOST - 1)] == [True] * (MOST - 1)
    hours_later(0.98)
    assert [Guess("password", editor).claim() for _ in range(3)] == [True, False, False]


def test_asking_while_locked_does_not_make_the_lock_longer(editor):
    use_up(Guess("password", editor))
    hours_later(0.5)
    assert not Guess("password", editor).claim()
    hours_later(0.51)
    assert Guess("password", editor).claim()


def test_an_administrator_lifts_the_lock_for_devices_too(editor, admin):
    own = Guess("password", editor, device="0f0f")
    use_up(Guess("password", editor))
    use_up(Guess("code", editor))
    use_up(own)
    guesses.lift(editor, admin)
    assert not guesses.is_locked(editor)
    assert Guess("password", editor).claim()
    assert Guess("code", editor).claim()
    assert Guess("password", editor, device="0f0f").claim()
    line = AuditEntry.objects.get(action="account.unlock")
    assert (line.by, line.key) == (admin, editor.pk)


def test_the_last_wrong_one_is_written_down_once(editor):
    for _ in range(MOST + 3):
        guess = Guess("password", editor)
        if guess.claim():
            guess.missed()
    Guess("password", name="nobody").missed()
    line = AuditEntry.objects.get()
    assert (line.action, line.by, line.key) == ("account.lock", None, editor.pk)


def test_a_code_is_used_once(editor, reporter):
    assert guesses.use_once(editor, "123456")
    assert not guesses.use_once(editor, "123456")
    assert guesses.use_once(reporter, "123456")


def test_neither_names_nor_devices_can_be_read_from_what_is_stored(editor):
    Guess("password", editor, device="0f0f").claim()
    Guess("password", name="ann@example.org").claim()
    for sender in Sender.objects.all():
        assert len(sender.key) == 64
        assert int(sender.key, 16)


def test_traces_go_with_the_others(editor):
    Guess("password", editor).claim()
    hours_later(24 * 31)
    [rule] = [rule for rule in retention.RULES if rule.words == "traces of senders dropped"]
    assert retention.apply(rule) == 1
    assert Sender.objects.count() == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("live_server")
def test_of_thirty_at_once_exactly_ten_are_served(editor):
    def run(_):
        try:
            return Guess("password", editor).claim()
        finally:
            connection.close()

    with ThreadPoolExecutor(30) as threads:
        served = list(threads.map(run, range(30)))
    assert served.count(True) == MOST
    assert guesses.is_locked(editor)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("live_server")
def test_a_code_used_by_many_at_once_is_taken_once(editor):
    def run(_):
        try:
            return guesses.use_once(editor, "123456")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(run, range(8))).count(True) == 1
