from articles.lib import kept


def test_it_is_read_once_until_its_time_is_over(monkeypatch):
    now = 100.0
    monkeypatch.setattr(kept.time, "monotonic", lambda: now)
    numbers = kept.Kept(iter(range(9)).__next__, 5)
    assert [numbers(), numbers()] == [0, 0]
    now = 104.9
    assert numbers() == 0
    now = 105.0
    assert numbers() == 1


def test_what_is_not_to_be_kept_is_read_again_and_what_is_kept_serves_all():
    numbers = kept.Kept(iter(range(9)).__next__, 5)
    assert [numbers(keep=False), numbers(keep=False), numbers(), numbers(keep=False)] == [0, 1, 2, 2]
    kept.forget_all()
    assert numbers() == 3


def test_what_is_forgotten_while_somebody_asks_is_not_nothing(monkeypatch):
    """Another thread forgets it just after this one has seen that it is fresh."""
    numbers = kept.Kept(iter(range(9)).__next__, 5)
    assert numbers() == 0
    clock = kept.time.monotonic
    monkeypatch.setattr(kept.time, "monotonic", lambda: [clock(), numbers.forget()][0])
    assert numbers() == 0


def test_what_is_the_same_as_before_stays_the_one_it_was(monkeypatch):
    now = 100.0
    monkeypatch.setattr(kept.time, "monotonic", lambda: now)
    lists = iter([["a"], ["a"], ["b"], ["b"]])
    names = kept.Kept(lists.__next__, 5, same=lambda old, new: old == new)
    found = [names()]
    for now in (110.0, 120.0):  # noqa: B007 - the clock
        found.append(names())
    assert found == [["a"], ["a"], ["b"]] and found[0] is found[1]
    names.forget()
    assert names() is not found[2]
