"""What is read so often, and changes so rarely, that each process keeps it for some seconds."""

import time

_ALL = []


class Kept:
    """`names = Kept(read_names, 5)`; `names()` calls `read_names` at most every five seconds.

    Two threads may read at once: both are right.
    `same(old, new)`: whether nothing has changed; then the old one stays, and all that was made of it is still good.
    """

    def __init__(self, read, seconds, same=None):
        self.read, self.seconds, self.same = read, seconds, same
        self.forget()
        _ALL.append(self)

    def __call__(self, keep=True):
        """`keep` False: what has to be read now is not kept, as when the transaction may still be undone."""
        value, until = self.kept
        if time.monotonic() < until:
            return value
        old, value = value, self.read()
        if self.same and old is not None and self.same(old, value):
            value = old
        if keep:
            self.kept = value, time.monotonic() + self.seconds
        return value

    def forget(self):
        self.kept = None, 0.0  # both at once: another thread may be between the question and the answer


def forget_all():
    for kept in _ALL:
        kept.forget()
