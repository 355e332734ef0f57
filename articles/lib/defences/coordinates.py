"""Where somebody or something stands, told in figures: degrees, military grids, codes of places, links to maps.

Read from what was typed (a degree sign does not survive folding). Every quantity in a pattern has a limit, so the time
grows with the length of the text and no faster.
"""

import re
from itertools import islice, pairwise

NORTH, EAST = "[NSСПnsсп]", "[EWEOВСewoвс]"
# What stands between two figures of a pair: '47.0951, 37.5413', '…&lon=37.5413', '…!4d37.5413', '…%2C37.5413'.
BETWEEN = r"(?:%2C|%20|!4d|[^\d\n%€$₴]{1,24})"

# Two figures with four decimals or more: a place to within ten metres.
PAIR = re.compile(rf"(?<![\d.,])[-−]?\d{{2}}[.,]\d{{4,16}}(?!\d){BETWEEN}[-−]?\d{{2,3}}[.,]\d{{4,16}}(?!\d)")
# With three, a place to within a hundred; but also amounts, so only where this war is fought.
ROUGH = re.compile(r"(?<![\d.,])(\d{2}[.,]\d{3})(?!\d)[°\s,;/|NSEWnsew]{1,4}(\d{2,3}[.,]\d{3})(?!\d)")
NAMED = re.compile(
    r"\b(?:lat|latitude|широта|ш)\b\W{0,3}\d{1,2}[.,]\d{2,16}\D{1,24}\d{1,3}[.,]\d{2,16}"
    r"|(?<![\d.,])\d{1,2}[.,]\d{2,3}\s?°?\s?[NS]\b\W{0,4}\d{1,3}[.,]\d{2,3}\s?°?\s?[EW]\b"
    r"|\b[NS]\s?\d{1,2}[.,]\d{2,16}\W{1,4}[EW]\s?\d{1,3}[.,]\d{2,16}",
    re.IGNORECASE,
)
DEGREES = re.compile(
    r"(?<!\d)\d{1,3}\s?[°º˚]\s?\d{1,2}(?:[.,]\d{1,8})?\s?(?:['’′ʹ´`]|m(?:in)?\b|хв|мин)"
    r"|\b[NSEWСПnsewсп]\s{0,2}\d{1,3}(?:[.,]\d{1,8})?\s?[°º˚]\s?\d{0,2}[.,]?\d{0,4}\W{0,4}[EWOВСewoвс]?\s{0,2}\d{1,3}"
    r"|\b\d{1,3}(?:[.,]\d{1,8})?\s?[°º˚]\s?[NSСП]\b[^\d\n]{1,8}\d{1,3}(?:[.,]\d{1,8})?\s?[°º˚]"
    r"|\b[NS]\s?\d{2}[\s-]\d{2}[.,]\d{2,4}\W{1,4}[EW]\s?\d{2,3}[\s-]\d{2}[.,]\d{2,4}"
    r"|(?<!\d)\d{1,3}\s(?:degr|deg|град)\w{0,8}\s\d{1,2}\s(?:min|мин|хв)"
)
# Squares of the military grid (MGRS), of UTM, and of the Soviet maps (SK-42).
GRID = re.compile(
    r"(?<!\w)(?:[1-9]|[1-5]\d|60)\s?[C-HJ-NP-X]\s?[A-HJ-NP-Z]{2}\s?(?:\d{4}|\d{6}|\d{8}|\d{10}|\d{2,5}\s\d{2,5})\b"
    r"|\b(?i:3[4-8]\s?[TU]\s?[A-HJ-NP-Z]{2}\s?(?:\d{4}|\d{6}|\d{8}|\d{10}|\d{2,5}\s\d{2,5}))\b"
    r"|(?<!\d\s)\b[A-HJ-NP-Z]{2}\s(?:\d{4}\s\d{4}|\d{5}\s\d{5})\b(?!\s?\d)"
    r"|\b\d{1,2}\s?[C-HJ-NP-X]\s{1,2}\d{6}\s?m?E?\W{1,3}\d{7}\b"
    r"|\b[XxХх]\W{0,3}\d{2}\s?\d{5}\D{1,6}[YyУу]\W{0,3}\d{1,2}\s?\d{5}\b"
)
# what3words, and plus codes, which have a letter at least: 2345+67 is a sum.
CODED = re.compile(
    r"///[^\W\d_]{2,30}\.[^\W\d_]{2,30}\.[^\W\d_]{2,30}|\b(?:w3w\.co|what3words\.com)/\S{5,90}"
    r"|\b(?=[\d+]{0,8}[CFGHJMPQRVWX])(?:[2-9CFGHJMPQRVWX]{4}|[2-9CFGHJMPQRVWX]{6}|[2-9CFGHJMPQRVWX]{8})"
    r"\+[2-9CFGHJMPQRVWX]{2,3}\b",
    re.IGNORECASE,
)
# A link that opens a map at a place; one to a map as such is none.
MAP = re.compile(
    r"\bgeo:-?\d{1,2}\.\d|\b(?:maps\.app\.goo\.gl|goo\.gl/maps|osm\.org/go|yandex\.\w{2,3}/maps/-|maps\.apple\.com)/\S{3,200}"
    r"|\b(?:google\.[\w.]{2,6}/maps|maps\.google\.[\w.]{2,6}|openstreetmap\.org|osm\.org|yandex\.[\w.]{2,6}/maps|bing\.com/maps"
    r"|wikimapia\.org|2gis\.\w{2,3}|deepstatemap\.live|here\.com)/\S{0,120}?\d{1,2}\.\d{2,16}\S{0,40}",
    re.IGNORECASE,
)
# The same, dressed so that no pattern above knows it: '4 7 . 0 9 5 1', '47 virgule 0951', '47．0951', two lines.
_POINT = re.compile(
    r"(?<=\d)\s{0,3}(?:[.,·٫．，_⋅•]|(?:point|virgule|comma|dot|крапка|кома|точка|запятая)\b)\s{0,3}(?=\d)",
    re.IGNORECASE,
)
_SPREAD = re.compile(r"(?<=(?<!\d)\d) (?=\d(?!\d))")  # the space between two figures that stand alone
_ROUND = re.compile(r"(?<=\d)\s?[oо⁰*](?=\s?\d{1,2}\s?['’′ʹ´`])")  # 'o', in either alphabet, for a degree sign
_NOUGHT = re.compile(r"(?<=[\d.])[OoОо](?=\d)")
PRECISE = re.compile(r"(?<!\d)\d{2}\.\d{4,16}(?!\d)")
APART = 60  # characters between the two at most
SHOWN = 80
MOST = 300  # pairs of amounts looked at
HOSTS = ("map", "osm.org", "yandex.", "2gis.", "here.com", "geo:")
CODES = ("///", "w3w.co", "what3words", "+")
FIGURE = re.compile(r"\d")
SIGNS = (
    (re.compile(r"\d[.,]\d\d"), (PAIR, NAMED)),
    (re.compile(r"[°º˚]|\b[NSns]\s?\d\d|\d\s(?:deg|град)"), (DEGREES,)),
    (re.compile(r"\d{4}|\d\d\s\d\d"), (GRID,)),
)


def place(plain):
    """'Ils sont en 47.0951, 37.5413 !' -> '47.0951, 37.5413': the first place told in figures; '' without any."""
    for pattern in _worth_trying(plain):
        if found := pattern.search(plain):
            return found[0][:SHOWN].strip()
    return (_rough(plain) or _dressed(plain)) if FIGURE.search(plain) else ""


def _worth_trying(plain):
    """The patterns that could match at all: most comments hold no figure, and then it costs next to nothing."""
    lower = plain.lower()
    if any(host in lower for host in HOSTS):
        yield MAP
    if any(code in lower for code in CODES):
        yield CODED
    if FIGURE.search(plain):
        yield from (pattern for sign, patterns in SIGNS if sign.search(plain) for pattern in patterns)


def _rough(plain):
    """'47.095 37.541' -> itself. '47.000, 35.000 soldats' -> '', as are figures of elsewhere."""
    for found in islice(ROUGH.finditer(plain), MOST):
        one, other = (float(figure.replace(",", ".")) for figure in found.groups())
        amounts = all(figure.endswith("00") for figure in found.groups())
        if not amounts and _is_here(one, other):
            return found[0]
    return ""


def _is_here(one, other):
    """Whether the war is fought at this place, whichever of the two is the latitude."""
    return any(43 <= north <= 57 and 21 <= east <= 46 for north, east in ((one, other), (other, one)))


def _dressed(plain):
    """'47 virgule 0951 et 37 virgule 5413' -> '47.0951 et 37.5413'; figures of elsewhere are prices and shares."""
    text = _NOUGHT.sub("0", _SPREAD.sub("", _POINT.sub(".", _ROUND.sub("°", plain))))
    figures = list(islice(PRECISE.finditer(text), MOST))
    for one, other in pairwise(figures):
        near = other.start() - one.end() <= APART
        if near and _is_here(float(one[0]), float(other[0])):
            return text[one.start() : other.end()][:SHOWN]
    found = text != plain and DEGREES.search(text)
    return found[0][:SHOWN].strip() if found else ""
