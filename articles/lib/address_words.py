"""What somebody was looking for, as far as an address that leads nowhere tells it."""

import re

LONGEST = 100
# What people follow links to; a program that tries doors asks for other files, and is not helped to find one.
ENDING = re.compile(r"\.(?:html?|php|aspx?)$", re.I)
WORD = re.compile(r"[^\W\d_]{2,}")
# Not for readers: nothing is looked up for these.
CLOSED = ("admin", "accounts", "comments", "media", "static", "preview", "share")

# What our own addresses are made of says nothing of what is looked for.
OURS = {"regions", "sections", "tags", "authors", "archives", "pages", "search", "corrections", "leger", "feed"}


def words_of(path: str) -> str:
    """The words of the last part that has some: '/en/2025/08/15/le-pont_de-kertch.html' -> 'le pont de kertch'.

    Nothing of what is no page ('/.env', '/wp-login.php?x', '/media/x.jpg') and of what is no word: ''.
    """
    parts = [part for part in path[:2_000].split("/") if part]
    if not parts or parts[0].lower() in CLOSED:
        return ""
    for part in reversed(parts[-4:]):
        name = ENDING.sub("", part)
        if name.lower() in OURS:
            continue
        words = [] if "." in name or name.lower().startswith("wp-") else WORD.findall(name)
        if any(len(word) > 2 for word in words):
            return " ".join(words)[:LONGEST].strip()
        if "." in name:
            return ""
    return ""
