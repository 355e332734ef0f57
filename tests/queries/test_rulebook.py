"""What the defences go by: read together, rarely, and never parsed twice."""

import threading
import time

import pytest

from articles.lib.defences import listed
from articles.lib.defences.text import read
from articles.models import DiscussionRule, Learned, WordList
from articles.queries import rulebook as shelf
from articles.queries.rulebook import RULES_SECONDS, forget, rulebook
from tests.factories import RegionFactory, StoryFactory

pytestmark = pytest.mark.django_db


def holds(body):
    return rulebook().listed.find(read({"body": body}))


@pytest.fixture
def clock(monkeypatch):
    """time.monotonic, as the test says."""
    moment = [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: moment[0])
    return moment


def test_without_lists_there_are_the_few_built_in_words():
    assert holds("casino") == ["casino"]
    assert rulebook().learned is None and rulebook().rules == {}


def test_a_list_counts_within_seconds_and_at_once_where_it_was_changed(clock):
    assert holds("épouvantail") == []
    words = WordList.objects.create(title="Nôtres", terms="Épouvantail\nautre mot")
    assert holds("epouvantail") == []
    clock[0] += RULES_SECONDS
    assert holds("epouvantail") == ["Épouvantail"]
    words.terms = "autre mot"
    words.save()
    forget()
    assert (holds("epouvantail"), holds("autre mot")) == ([], ["autre mot"])


def test_a_list_out_of_use_holds_nothing():
    WordList.objects.create(title="Ancienne", terms="épouvantail", active=False)
    assert holds("épouvantail") == []


def test_a_list_that_is_gone_holds_nothing(clock):
    words = WordList.objects.create(title="Nôtres", terms="épouvantail")
    assert holds("épouvantail") == ["épouvantail"]
    words.delete()
    clock[0] += RULES_SECONDS
    assert holds("épouvantail") == []


def test_three_queries_and_then_none(django_assert_num_queries, clock):
    with django_assert_num_queries(3):
        rulebook()
    with django_assert_num_queries(0):
        rulebook()
    clock[0] += RULES_SECONDS
    with django_assert_num_queries(3):
        rulebook()


@pytest.mark.parametrize("number", [1, 30])
def test_as_many_for_thirty_rules_and_lists_as_for_one(number, django_assert_num_queries):
    for n in range(number):
        DiscussionRule.objects.create(region=RegionFactory())
        WordList.objects.create(title=f"{n}", terms=f"mot{n}")
        Learned.objects.create(spam=1, ham=1, weights={"mot": 1.0})
    with django_assert_num_queries(6):
        assert len(rulebook().rules) == number


def test_lists_are_not_parsed_again_while_they_are_the_same(monkeypatch, clock):
    parsed = []
    parse = listed.parse
    monkeypatch.setattr(shelf.listed, "parse", lambda text: parsed.append(text) or parse(text))
    words = WordList.objects.create(title="Nôtres", terms="épouvantail")
    for _ in range(3):
        rulebook()
        clock[0] += RULES_SECONDS
    assert len(parsed) == 1
    words.save()
    rulebook()
    assert len(parsed) == 2


def test_what_was_learned_is_read_again_only_when_there_is_more(django_assert_num_queries, clock):
    Learned.objects.create(spam=20, ham=20, weights={"casin": 3.0})
    first = rulebook().learned
    clock[0] += RULES_SECONDS
    with django_assert_num_queries(3):
        assert rulebook().learned is first
    Learned.objects.create(spam=30, ham=30, weights={"bonus": 3.0})
    clock[0] += RULES_SECONDS
    assert rulebook().learned.weights == {"bonus": 3.0}


def test_rules_are_found_by_what_they_are_for():
    story, region = StoryFactory(), RegionFactory()
    rules = [DiscussionRule.objects.create(story=story), DiscussionRule.objects.create(region=region)]
    assert rulebook().rules == {("story", story.pk): rules[0], ("region", region.pk): rules[1]}


def test_how_many_links_is_the_settings_word(settings):
    settings.COMMENT_LINKS = 7
    assert rulebook().most_links == 7


class TestThreads:
    def test_only_one_reads_while_the_others_go_on_with_what_they_have(self, monkeypatch, clock):
        old = rulebook()
        clock[0] += RULES_SECONDS
        reading, done = threading.Event(), threading.Event()

        def slow(self):
            reading.set()
            assert done.wait(10)
            return "new"

        monkeypatch.setattr(shelf._Shelf, "read", slow)
        reader = threading.Thread(target=rulebook)
        reader.start()
        assert reading.wait(10)
        assert rulebook() is old
        done.set()
        reader.join(10)
        assert rulebook() == "new"

    def test_the_first_ones_wait_for_one_reading(self, monkeypatch):
        started, found = [], []

        def slow(self):
            started.append(1)
            time.sleep(0.05)
            return "new"

        monkeypatch.setattr(shelf._Shelf, "read", slow)
        threads = [threading.Thread(target=lambda: found.append(rulebook())) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(10)
        assert (found, started) == (["new"] * 8, [1])

    def test_a_reading_that_fails_leaves_the_door_open(self, monkeypatch):
        with monkeypatch.context() as broken:
            broken.setattr(shelf._Shelf, "read", lambda self: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                rulebook()
        assert rulebook().rules == {}
