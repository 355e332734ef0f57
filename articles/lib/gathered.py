"""Work that many threads bring and one of them does for all: ten comments cost a database little more than one."""

import threading


class _Turn:
    """What a thread brought, and what came of it, once `done`. `called`: held until it is done, or is to lead."""

    def __init__(self, item):
        self.item, self.result, self.done = item, None, False
        self.called = threading.Lock()
        self.called.acquire()


class Gathered:
    """`take = Gathered(work, most=8, stuck=1.0)`; `take(item)` -> what `work([item, …])` gave in the place of this one.

    Nobody waits for company: whoever finds nobody at work begins at once, and those who come in the meantime are
    together the next piece of work, `most` of them. After `stuck` seconds in the line somebody gets None instead, and
    goes on alone. Where `work` fails, whoever did it meets the error; the others get None.
    """

    def __init__(self, work, most, stuck):
        self.work, self.most, self.stuck = work, most, stuck
        self.lock, self.waiting, self.busy = threading.Lock(), [], False

    def __call__(self, item):
        mine = _Turn(item)
        with self.lock:
            leads, self.busy = not self.busy, True
            if not leads:
                self.waiting.append(mine)
        if not leads and not self.is_called(mine):
            return None
        if not mine.done:
            self.lead(mine)
        return mine.result

    def is_called(self, mine):
        """Waits. False: too long, and it has left the line."""
        if mine.called.acquire(timeout=self.stuck):
            return True
        with self.lock:
            if mine in self.waiting:
                self.waiting.remove(mine)
                return False
        return mine.called.acquire()  # it is being worked on

    def lead(self, mine):
        with self.lock:
            together = [mine, *self.waiting[: self.most - 1]]
            del self.waiting[: self.most - 1]
        try:
            for turn, result in zip(together, self.work([turn.item for turn in together]), strict=True):
                turn.result = result
        finally:
            self.end(together)

    def end(self, together):
        """The next one begins before the answers go out."""
        with self.lock:
            heir = self.waiting.pop(0) if self.waiting else None
            self.busy = heir is not None
        if heir:
            heir.called.release()
        for turn in together:
            turn.done = True
            turn.called.release()
