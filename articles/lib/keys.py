"""The keys of rows, as addresses and forms carry them."""

LONGEST = 18  # digits that every database takes for a key


def is_key(text: str) -> bool:
    """'12' -> True; '', '-1', '1.5', '١٢' and what has more than eighteen digits -> False."""
    return text.isascii() and text.isdecimal() and len(text) <= LONGEST
