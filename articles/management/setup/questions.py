"""Asking somebody at a terminal: every answer is checked at once, and a wrong one is asked again with the reason."""

import getpass

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.utils.translation import gettext as _


class Questions:
    """`given` are the answers that came as options: they are checked, and not asked for.

    Without `ask` nobody is there: what was not given takes its default, and a wrong or missing answer is an error.
    """

    def __init__(self, given, say, ask=True):
        self.given, self.say, self.ask = given, say, ask

    def explain(self, *lines):
        if self.ask:
            self.say("\n" + "\n".join(lines))

    def answer(self, name, question, check, default=None):
        """The checked value. `check(text)` gives it, or raises ValidationError with what is wrong."""
        text = self.given.get(name)
        if text is None and not self.ask:
            text = default
        while True:
            try:
                return check(self._typed(question, default) if text is None else text)
            except ValidationError as error:
                self._object(name, error)
                text = None

    def secret(self, question, again, check, given):
        """Typed twice and not shown; `given` is used instead when there is one."""
        while True:
            try:
                return check(given if given is not None else self._twice(question, again))
            except ValidationError as error:
                self._object("password", error)
                given = None

    def _typed(self, question, default):
        if not self.ask:
            raise ValidationError(_("This answer is missing."))
        return input(f"{question} [{default}]: " if default else f"{question}: ").strip() or default or ""

    def _twice(self, question, again):
        if not self.ask:
            raise ValidationError(_("This answer is missing."))
        first = getpass.getpass(f"{question}: ")
        if getpass.getpass(f"{again}: ") != first:
            raise ValidationError(_("The two were not the same."))
        return first

    def _object(self, name, error):
        words = " ".join(error.messages)
        if not self.ask:
            raise CommandError(f"{name}: {words}")
        self.say(f"  {words}")
