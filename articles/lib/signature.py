"""The name a reader gave, as it is printed beside a comment: words, and nothing that looks like a badge."""

import unicodedata
from functools import lru_cache

from articles.lib.plain import is_visible, one_line

# Pictures (✓ ✔ ✅ 🛡 ★ 🌻 Ⓡ), their tones, frames and variants, and what a font of somebody's own may draw.
PICTURES = {"So", "Sk", "Me", "Co", "Cn"}
# Letters and signs that are drawn as a tick or a star all the same.
DRAWN = set("√∗⋆⁕⁎٭♯\u02da\u02df\ufe0e\ufe0f")


@lru_cache(maxsize=4096)
def signature(name: str) -> str:
    """'La rédaction ✓' -> 'La rédaction'; '' when nothing is left.

    A badge is drawn outside the name, from what is stored of a login. What could pass for one is taken out when the
    name is printed, so that this holds for every comment there is, however it came in.
    """
    kept = (" " if unicodedata.category(each) in PICTURES or each in DRAWN else each for each in one_line(name))
    # What joined the parts of a picture stays behind as a word that nobody sees.
    return " ".join(word for word in "".join(kept).split() if is_visible(word))
