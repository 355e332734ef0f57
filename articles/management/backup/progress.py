"""Words for whoever waits: a line that is rewritten on a terminal, and only now and then in a log."""

import time


class Progress:
    """say("Saving") is a line of its own; say("3 of 9", again=True) replaces the last of its kind."""

    SECONDS = 5  # between two of the second kind, where nothing can be rewritten

    def __init__(self, stream):
        self.stream = stream
        self.open = False
        self.last = time.monotonic()

    def __call__(self, words, again=False):
        if again and self.stream.isatty():
            self._write(f"\r{words}\x1b[K", open=True)
        elif not again:
            self._write(f"\n{words}\n" if self.open else f"{words}\n", open=False)
        elif time.monotonic() - self.last > self.SECONDS:
            self._write(f"{words}\n", open=False)

    def _write(self, text, open):
        self.stream.write(text, ending="")
        self.stream.flush()
        self.open, self.last = open, time.monotonic()
