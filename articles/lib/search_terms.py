"""The same question in the words of each database. Stems are letters and digits, marks begin with '#': no escaping."""

from articles.lib.search_entry import pairs

IN_ORDER = "{headline standfirst names body}"  # the other columns are no running text


def tsquery(asked, marks=()):
    """-> "('drone') & ('mer' & 'noir' & '=8c1f') & !('port':*) & ('#r1' | '#r2')". `marks`: of each tuple one must be.

    A phrase is its words and the pairs of its neighbours. Of stories that hold the words apart, one in some hundreds
    passes for one that holds the phrase: two pairs may have one name, and those of three words stand in two places.
    """
    return _tsquery(asked, marks, _neighbours)


def rough_tsquery(asked, marks=()):
    """The same, to estimate how many there are: a phrase is its first pair, ("('drone') & ('=8c1f')").

    PostgreSQL takes words for strangers to each other: of names it would expect a hundredth of what there is.
    """
    return _tsquery(asked, marks, lambda phrase: pairs(phrase)[:1] or phrase)


def _tsquery(asked, marks, words):
    parts = [_tsquery_term(term, words) for term in asked.wanted]
    parts += [f"!{_tsquery_term(term, words)}" for term in asked.unwanted]
    return " & ".join([*parts, *(_either(f"'{mark}'" for mark in some) for some in marks)])


def _neighbours(phrase):
    return dict.fromkeys((*phrase, *pairs(phrase)))


def _tsquery_term(term, words=tuple, weight=""):
    """`words`: of a phrase, those that must all be there."""
    ways = [" & ".join(f"'{word}'{weight and ':' + weight}" for word in words(phrase)) for phrase in term.phrases]
    ways += [f"'{beginning}':*{weight}" for beginning in term.beginnings]
    return _either([*ways, *(f"'{mark}'{weight and ':' + weight}" for mark in term.marks)])


def _either(ways):
    return f"({' | '.join(ways)})"


def head_query(term, weight):
    """As `head` of an entry is asked, which has no order: "('mer':A & 'noir':A)"."""
    return _tsquery_term(term, weight=weight)


def fts5(asked, marks=()):
    """-> '("drone") AND ({headline …} : "mer noir") AND ("#r1" OR "#r2") NOT ("port"*)'."""
    parts = [_fts5_term(term) for term in asked.wanted]
    parts += [f"({' OR '.join(_quoted(mark) for mark in some)})" for some in marks]
    without = "".join(f" NOT {_fts5_term(term)}" for term in asked.unwanted)
    return f"({' AND '.join(parts)}){without}"


def _fts5_term(term):
    ways = [_fts5_phrase(phrase) for phrase in term.phrases]
    ways += [f"{_quoted(beginning)}*" for beginning in term.beginnings]
    return f"({' OR '.join([*ways, *map(_quoted, term.marks)])})"


def _fts5_phrase(phrase):
    text = _quoted(" ".join(phrase))
    return text if len(phrase) == 1 else f"{IN_ORDER} : {text}"


def _quoted(text):
    return f'"{text}"'


def looked_for(term):
    """What stands in a column of stems, as text with a space at both ends: [' drone ', ' mer noir ', ' port']."""
    ways = [f" {' '.join(phrase)} " for phrase in term.phrases] + [f" {beginning}" for beginning in term.beginnings]
    return [*ways, *(f" {mark} " for mark in term.marks)]
