"""The order of names as a reader expects it, whatever the database's own order is."""

from articles.lib.words import fold

UKRAINIAN = {letter: place for place, letter in enumerate("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя")}


def sort_key(text, language):
    """Latin letters by their base letter, Ukrainian ones by their alphabet.

    >>> sorted(["Zone", "Été", "œuvre", "Eau"], key=lambda name: sort_key(name, "fr"))
    ['Eau', 'Été', 'œuvre', 'Zone']
    >>> sorted(["Їжак", "Йод", "Іній", "Яма", "Ґанок", "Гай"], key=lambda name: sort_key(name, "uk"))
    ['Гай', 'Ґанок', 'Іній', 'Їжак', 'Йод', 'Яма']
    """
    if language == "uk":
        letters = [char for char in text.lower() if char not in "'’ʼ"]
        return [(1, UKRAINIAN[char]) if char in UKRAINIAN else (0, ord(char)) for char in letters], text
    return [(0, ord(char)) for char in fold(text)], text
