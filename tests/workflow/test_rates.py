"""How often one may post: counted once each, whoever counts; nobody pays for what another does."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from articles.models import Sender
from articles.workflow import rates, senders
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
KEYS = ["a" * 64, "b" * 64]


def rest(seconds):
    """Lets so much time pass, as the rows see it."""
    for sender in Sender.objects.all():
        sender.window_start -= timedelta(seconds=seconds)
        if sender.accepted_at:
            sender.accepted_at -= timedelta(seconds=seconds)
        sender.save()


def test_every_attempt_counts_until_the_minute_is_over(settings):
    settings.COMMENT_ATTEMPTS = 2
    assert [rates.count_attempt(KEYS) for _time in range(2)] == [0, 0]
    assert 58 <= rates.count_attempt(KEYS) <= 60
    rest(61)
    assert rates.count_attempt(KEYS) == 0
    assert set(Sender.objects.values_list("attempts", flat=True)) == {1}


def test_the_busiest_sender_decides(settings):
    settings.COMMENT_ATTEMPTS = 2
    for _time in range(3):
        rates.count_attempt(KEYS[:1])
    assert rates.count_attempt(KEYS[1:]) == 0
    assert rates.count_attempt(KEYS) > 0


def test_a_turn_is_taken_for_all_senders_or_for_none():
    assert rates.claim_turn(KEYS[:1], 10) == 1
    with transaction.atomic():
        assert rates.claim_turn(KEYS, 10) == 0
        transaction.set_rollback(True)
    assert not Sender.objects.filter(key=KEYS[1]).exists()
    assert 9 <= rates.pause_left(KEYS, 10) <= 10
    rest(10)
    assert rates.claim_turn(KEYS, 10) == 2  # the second attempt of the first


def test_a_turn_is_an_attempt_too(settings):
    settings.COMMENT_ATTEMPTS = 2
    assert [rates.claim_turn(KEYS, 0) for _time in range(3)] == [1, 2, 0]


def test_counting_takes_nobody_s_turn():
    rates.count_attempt(KEYS)
    assert rates.claim_turn(KEYS, 10) == 2
    rates.count_attempt(KEYS)
    assert Sender.objects.exclude(accepted_at=None).count() == 2


def test_who_is_nobody_is_not_counted():
    assert rates.keys_of("", "") == []
    assert rates.count_attempt([]) == 0
    assert rates.claim_turn([], 10) == 1
    assert not Sender.objects.exists()


def test_a_stranger_who_types_an_address_counts_against_that_address_alone(editor):
    person = PersonFactory(email="anne@example.org")
    typed = rates.keys_of("192.0.2.9", "ANNE@example.org")
    proved = rates.keys_of("192.0.2.7", "anne@example.org", person)
    assert not set(typed) & set(proved)
    assert len(typed) == len(proved) == 2
    assert rates.keys_of("192.0.2.7", user=editor) == [senders.key("user", editor.pk)]


def test_one_statement_whatever_the_senders(django_assert_num_queries):
    for keys in (KEYS[:1], KEYS):
        with django_assert_num_queries(1):
            rates.count_attempt(keys)
        with django_assert_num_queries(1):
            rates.claim_turn(keys, 0)


def test_a_clock_that_runs_ahead_makes_nobody_wait_where_there_is_no_pause():
    Sender.objects.create(key=KEYS[0], window_start=timezone.now(), accepted_at=timezone.now() + timedelta(seconds=5))
    assert rates.claim_turn(KEYS[:1], 0) == 1
