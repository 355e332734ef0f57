"""Why a write was refused. Each carries a sentence for the person who asked."""

from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """A rule forbids it now. `str(error)` says which and why, in the person's language."""


class Conflict(Refused):
    """Somebody else saved in the meantime; nothing was written."""

    def __init__(self):
        super().__init__(
            _(
                "Somebody else changed this story while you were writing. Nothing was overwritten: both versions are "
                "here, and you choose."
            )
        )


class Vanished(Refused):
    """The row is no longer there; nothing was written."""

    def __init__(self):
        super().__init__(_("This story no longer exists. Your text is still in the form: copy it before you leave."))
