"""When the shared cache is gone, whoever comes to the login is still counted, by each process for itself."""

import pytest
from redis.exceptions import ConnectionError as Gone

from newsroom import shared_cache
from newsroom.shared_cache import SharedCache


class Server:
    """What Django's own client would have asked a Redis."""

    def __init__(self):
        self.known, self.up, self.asked = {}, True, 0

    def __getattr__(self, name):
        def ask(key, value=None, timeout=None):
            self.asked += 1
            if not self.up:
                raise Gone("Error 111 connecting to cache:6379. Connection refused.")
            return getattr(self, f"_{name}")(key, value)

        if name.startswith("_"):
            raise AttributeError(name)
        return ask

    def _add(self, key, value):
        return self.known.setdefault(key, value) is value

    def _get(self, key, default):
        return self.known.get(key, default)

    def _set(self, key, value):
        self.known[key] = value

    def _delete(self, key, _value):
        return self.known.pop(key, None) is not None


@pytest.fixture
def server():
    return Server()


@pytest.fixture
def clock(monkeypatch):
    now = [1000.0]
    monkeypatch.setattr(shared_cache.time, "monotonic", lambda: now[0])
    return now


@pytest.fixture
def cache(server, clock, monkeypatch):
    monkeypatch.setattr(SharedCache, "gone_until", 0.0)
    one = SharedCache("redis://cache:6379/0", {})
    one._cache = server
    one.alone.clear()
    return one


def test_all_processes_see_the_same(cache, server):
    other = SharedCache("redis://cache:6379/0", {})
    other._cache = server
    cache.set("knocks", [1, 2])
    assert other.get("knocks") == [1, 2]
    assert (other.add("code", "y"), cache.add("code", "y ")) == (True, False)


def test_without_it_each_process_goes_on_counting(cache, server, caplog):
    server.up = False
    assert cache.add("code", "y") is True
    assert cache.add("code", "y") is False, "a code opens once, in this process at least"
    cache.set("knocks", [1])
    assert cache.get("knocks", []) == [1]
    assert cache.delete("knocks") and cache.get("knocks", []) == []
    assert [record.levelname for record in caplog.records] == ["ERROR"]


def test_it_is_not_waited_for_again_and_again(cache, server):
    server.up = False
    for _knock in range(50):
        cache.get("knocks")
    assert server.asked == 1


def test_it_is_found_again_by_itself(cache, server, clock):
    server.up = False
    cache.set("knocks", [1])
    server.up = True
    clock[0] += shared_cache.AGAIN
    cache.set("knocks", [1, 2])
    assert server.known == {cache.make_key("knocks"): [1, 2]}


def test_a_mistake_of_ours_is_not_taken_for_a_cache_that_is_gone(cache, server):
    with pytest.raises(TypeError):
        cache.get()
    assert SharedCache.gone_until == 0.0


def test_every_method_that_asks_has_its_way_out():
    """What RedisCache asks its server, SharedCache asks with a way out; the rest are built of these."""
    own = {name for name, value in vars(SharedCache.__mro__[1]).items() if callable(value) and name[0] != "_"}
    helpers = {"get_backend_timeout"}
    assert own - helpers - vars(SharedCache).keys() == set()
