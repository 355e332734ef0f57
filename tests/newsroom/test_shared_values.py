"""Whoever may write into the shared cache runs nothing here."""

import pickle

import pytest

from newsroom import machines
from newsroom.shared_cache import SharedCache


class Bomb:
    """Read by pickle, it makes a file."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return open, (str(self.path), "w")


@pytest.fixture
def written():
    """How the cache of a site with this address writes and reads. Nobody is asked."""
    given = machines.shared_cache("redis://cache:6379/0")
    return SharedCache(given["LOCATION"], given)._cache._serializer


def test_what_others_put_there_is_not_run(written, tmp_path):
    bomb = pickle.dumps(Bomb(tmp_path / "made"))
    with pytest.raises(ValueError, match="decode"):
        written.loads(bomb)
    assert not list(tmp_path.iterdir())
    pickle.loads(bomb).close()
    assert list(tmp_path.iterdir())


@pytest.mark.parametrize("value", [True, "y", [1795478718.71, 1795478720.0], [], 0, 7, None])
def test_what_the_login_keeps_there_comes_back_as_it_was(written, value):
    stored = written.dumps(value)
    back = written.loads(str(stored).encode())
    assert (back, type(back)) == (value, type(value))


def test_a_number_can_be_counted_on_by_redis_itself(written):
    assert written.dumps(7) == 7
