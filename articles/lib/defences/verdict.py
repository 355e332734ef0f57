"""All the defences together."""

from articles.lib.defences import capitals, coordinates, links, lookalikes, movements
from articles.lib.defences.text import read

# What trust weighs more than: that somebody is new, loud, or corrects a word. Everything else a person decides,
# and what a later version may add, too.
MILD = frozenset(["first_time", "capitals", "edited"])


def reasons(words, *, book, first_time=False, trapped=False, extra=()):
    """{'name': 'Zoé', 'website': '', 'body': 'Casino ! http://a.b http://c.d http://e.f'} ->
    [['links', 3], ['words', 'casino']].

    `words`: name, website, body. `book`: what they go by: `listed` (listed.Listed), `learned` (bayes.Filter or None),
    `most_links`. `extra`: reasons found elsewhere (rates, a person's standing), put after those of the words.
    """
    text = read(words)
    number = links.count(text.body)
    found = [
        ["honeypot", "" if trapped else None],
        ["links", number if number > book.most_links else None],
        ["words", ", ".join(book.listed.find(text)) or None],
        ["capitals", capitals.share(text.body) or None],
        ["lookalikes", lookalikes.deceit(text.typed) or None],
        ["positions", coordinates.place(text.plain) or movements.told(text) or None],
        ["learned", (book.learned and ", ".join(book.learned.suspects(text))) or None],
        ["first_time", "" if first_time else None],
    ]
    return [reason for reason in found if reason[1] is not None] + [list(reason) for reason in extra]


def never_alone(reasons):
    """[['links', 3]] -> True, [['first_time', '']] -> False: whether a person decides, however trusted the author."""
    return any(code not in MILD for code, *_ in reasons)
