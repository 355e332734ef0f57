"""Of many threads that bring work, one does it for all; each gets what came of its own."""

import threading
import time

import pytest

from articles.lib.gathered import Gathered


class Desk:
    """Work that a test holds up. `pieces`: what was done together."""

    def __init__(self, most=10, stuck=10):
        self.pieces, self.results, self.go = [], {}, threading.Event()
        self.take = Gathered(self.work, most, stuck)

    def work(self, items):
        self.pieces.append(items)
        assert self.go.wait(10)
        if "bad" in items:
            raise ValueError
        return [item.upper() for item in items]

    def bring(self, item):
        def run():
            try:
                self.results[item] = self.take(item)
            except ValueError:
                self.results[item] = ValueError

        thread = threading.Thread(target=run)
        thread.start()
        return thread

    def bring_all(self, first, others):
        """The first is at work while the others arrive, in this order."""
        threads = [self.bring(first)]
        until(lambda: self.pieces)
        for number, item in enumerate(others, 1):
            threads.append(self.bring(item))
            until(lambda number=number: len(self.take.waiting) == number)
        return threads

    def end(self, threads):
        self.go.set()
        for thread in threads:
            thread.join(10)
            assert not thread.is_alive()
        assert not self.take.waiting and not self.take.busy


def until(true):
    end = time.monotonic() + 5
    while not true():
        assert time.monotonic() < end
        time.sleep(0.002)


def test_those_who_come_in_the_meantime_are_together_the_next_piece():
    desk = Desk()
    desk.end(desk.bring_all("a", "bcd"))
    assert desk.pieces == [["a"], ["b", "c", "d"]]
    assert desk.results == {"a": "A", "b": "B", "c": "C", "d": "D"}


def test_no_piece_is_bigger_than_it_may_be():
    desk = Desk(most=2)
    desk.end(desk.bring_all("a", "bcdef"))
    assert desk.pieces == [["a"], ["b", "c"], ["d", "e"], ["f"]]
    assert desk.results == {item: item.upper() for item in "abcdef"}


def test_whoever_waited_too_long_goes_on_alone():
    desk = Desk(stuck=0.05)
    threads = desk.bring_all("a", "b")
    threads[1].join(5)
    assert desk.results == {"b": None}
    desk.end(threads)
    assert desk.pieces == [["a"]]
    assert desk.take("c") == "C"


def test_an_error_meets_who_did_the_work_and_stops_nobody():
    desk = Desk()
    threads = desk.bring_all("a", ["b", "bad"])
    desk.end(threads)
    assert desk.results == {"a": "A", "b": ValueError, "bad": None}
    assert desk.take("c") == "C"


@pytest.mark.slow
def test_a_crowd_gets_each_its_own():
    take = Gathered(lambda items: [item * 2 for item in items], most=7, stuck=10)
    found = {}

    def run(first):
        for number in range(first, first + 300):
            found[number] = take(number)

    threads = [threading.Thread(target=run, args=[n * 1000]) for n in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(found) == 16 * 300
    assert all(found[number] == number * 2 for number in found)
