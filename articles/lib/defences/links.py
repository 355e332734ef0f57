"""How many web addresses somebody wants others to follow."""

import re

# With its beginning, or without it but with a path: 'lemonde.fr' is a source, 't.me/gains' an invitation.
ADDRESS = re.compile(r"h(?:tt|xx)ps?://[^\s/]{0,100}|\bwww\.[^\s/]{1,100}|(?<=\w)\.[a-z]{2,12}/\w", re.IGNORECASE)


def count(body):
    """'Voir https://www.a.fr, www.b.fr, t.me/c et lemonde.fr' -> 3."""
    return len(ADDRESS.findall(body))
