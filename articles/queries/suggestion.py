"""Did you mean …: the words of the stories that lie nearest to those nobody found."""

from articles.lib.asked import SHORTEST_BEGINNING
from articles.lib.sounds import distance, one_slip_away, sound
from articles.lib.stems import stem, tokens
from articles.models import KnownWord

SHORTEST = 4
LONGEST = 25
FARTHEST = 3
OTHER_STEMS = 40
LOOKED_UP = 3  # beginnings in one question: each is a query, and forty ways to find a story


def ends_like(language):
    """A function: stems of the known words that begin so and, once stemmed, no longer do ('elections' -> 'elect')."""

    left = iter(range(LOOKED_UP))

    def found(beginning):
        if len(beginning) < SHORTEST_BEGINNING or next(left, None) is None:
            return ()
        known = KnownWord.objects.filter(language=language, word__startswith=beginning)
        others = known.exclude(stem__startswith=beginning).order_by("stem").values_list("stem", flat=True)
        return tuple(others.distinct()[:OTHER_STEMS])

    return found


def better(text, language):
    """'elctions à Kherzon -pont' -> 'élections à Kherson -pont'; '' when no word has a better one. Two queries."""
    row = [token for token in tokens(text, language) if SHORTEST <= len(token.word) <= LONGEST]
    row = [token for token in row if token.word.isalpha() and not text[: token.start].endswith(("-", "−"))]
    words = {token.word for token in row}
    known = set(KnownWord.objects.filter(language=language, word__in=words).values_list("word", flat=True))
    nearest = _nearest(words - known, language)
    for token in reversed(row):
        if token.word in nearest:
            text = text[: token.start] + nearest[token.word] + text[token.end :]
    return text if nearest else ""


def _nearest(words, language):
    """{word: how its nearest neighbour is written}"""
    words = sorted(words, key=len, reverse=True)[:3]  # each has hundreds of neighbours
    if not words:
        return {}
    slips = {word: one_slip_away(word) for word in words}
    columns = ("word", "written", "sound", "stem")
    known = KnownWord.objects.filter(language=language).values_list(*columns)
    near = known.filter(word__in=set().union(*slips.values())).union(
        known.filter(sound__in={sound(word)[:60] for word in words if len(sound(word)) > 1})
    )
    near = list(near)
    found = {word: _best(word, stem(word, language), slips[word], near) for word in words}
    return {word: written for word, written in found.items() if written}


def _best(word, its_stem, slips, near):
    """'' also where a known word has the same stem: then the word is as good as that one."""
    like = sound(word)[:60]
    mine = [each for each in near if each[0] in slips or each[2] == like]
    if any(each[3] == its_stem for each in mine):
        return ""
    ranked = sorted((distance(word, other), other, written) for other, written, _sound, _stem in mine)
    return ranked[0][2] if ranked and ranked[0][0] <= min(FARTHEST, len(word) // 3 + 1) else ""
