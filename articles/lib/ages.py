"""How long ago something was, in one unit: nobody at the desk needs the months beside the years."""

from django.utils.timesince import TIME_STRINGS, timesince
from django.utils.translation import ngettext_lazy

# Django's own French says "1 année".
UNITS = TIME_STRINGS | {"year": ngettext_lazy("%(num)d year", "%(num)d years", "num")}


def age(at):
    """A moment 75 minutes ago -> '1 hour'; '' within the last minute."""
    told = timesince(at, time_strings=UNITS, depth=1)
    return "" if told == timesince(at, at, time_strings=UNITS) else told
