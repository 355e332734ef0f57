"""The same sender is told from another within the week, and nobody is recognised once the salts are gone."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from articles.lib import kept
from articles.models import Salt
from articles.workflow import retention, senders

pytestmark = pytest.mark.django_db
ADDRESS = ("address", "192.0.2.7")


@pytest.fixture
def week(monkeypatch):
    """Turns the clock by so many weeks: week(1) is next week."""

    def turn(number):
        now = 1_800_000_000 + number * senders.WEEK
        monkeypatch.setattr(senders.time, "time", lambda: now)

    turn(0)
    return turn


def forget_salts():
    [rule] = [rule for rule in retention.RULES if rule.words == "salts dropped"]
    return retention.apply(rule)


def test_one_sender_has_one_key_and_another_has_another(week):
    assert senders.key(*ADDRESS) == senders.key(*ADDRESS)
    assert senders.key(*ADDRESS) != senders.key("address", "192.0.2.8")
    assert senders.key(*ADDRESS) != senders.key("e-mail", "192.0.2.7")
    assert len(senders.key(*ADDRESS)) == 64
    assert Salt.objects.count() == 1


def test_the_address_cannot_be_read_from_key_or_salt(week):
    assert "192.0.2.7" not in senders.key(*ADDRESS)
    assert len(Salt.objects.get().secret) == 64


def test_every_week_has_a_salt_of_its_own(week):
    first = senders.key(*ADDRESS)
    week(1)
    second = senders.key(*ADDRESS)
    assert second != first
    assert senders.keys(*ADDRESS) == [second, first]
    assert Salt.objects.count() == 2


def test_without_our_secret_the_salt_alone_finds_nobody(week, settings):
    known = senders.key(*ADDRESS)
    settings.SECRET_KEY = "another" * 10
    assert senders.key(*ADDRESS) != known


def test_a_salt_is_dropped_after_thirty_days_and_with_it_the_way_back(week):
    old = senders.key(*ADDRESS)
    Salt.objects.update(created_at=timezone.now() - timedelta(days=29))
    assert forget_salts() == 0
    Salt.objects.update(created_at=timezone.now() - timedelta(days=31))
    week(5)
    kept.forget_all()
    assert old not in senders.keys(*ADDRESS)  # not even before it is deleted
    assert forget_salts() == 1
    kept.forget_all()
    assert len(senders.keys(*ADDRESS)) == 1


@pytest.mark.django_db(transaction=True)
def test_a_salt_that_a_transaction_took_back_is_not_gone_on_with(week):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        lost = senders.key(*ADDRESS)
        raise ZeroDivisionError
    assert not Salt.objects.exists()
    assert senders.key(*ADDRESS) != lost


@pytest.mark.django_db(transaction=True)
def test_the_salts_are_read_once_in_a_while(week, django_assert_num_queries):
    senders.key(*ADDRESS)
    with django_assert_num_queries(0):
        for number in range(30):
            senders.keys("address", f"192.0.2.{number}")
