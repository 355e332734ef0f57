"""What the defences of the comments cost: python -m benchmarks.defences

All of them together, with 65,000 listed terms and a filter that has learned, on ordinary comments and on the longest
ones there may be, made of what is dear to read. In processor time, the best of five: milliseconds a comment.
"""

import random
import sys
import time
import timeit
from dataclasses import dataclass

from articles.lib import bayes
from articles.lib.defences import reasons
from articles.lib.defences.listed import BUILT_IN, Listed, parse
from articles.lib.defences.text import read
from benchmarks.spam_set import learned

TERMS, LONGEST = 65_000, 65_525
ORDINARY = {
    "French, 300 letters": "L’été dernier, mon frère était à Zaporijjia quand les sirènes ont retenti ; il n’a "
    "rien vu, et personne ici ne mesure ce que c’est que de vivre ainsi. Merci pour cet article, qui dit enfin ce que "
    "d’autres taisent : https://www.lemonde.fr/international/ et la suite, que j’attends avec vous.",
    "Ukrainian, 300 letters": "Дякую за статтю. Минулого літа мій брат був у Запоріжжі, коли вночі завили сирени; він "
    "нічого не чув, і ніхто тут не розуміє, що таке жити під тривогами. Дякую, що нарешті кажете те, про що інші "
    "мовчать. Тримаймося разом, друзі, і не забуваймо про тих, хто на фронті, бо без них нас би вже не було.",
    "about artillery": "L’artillerie russe a frappé l’immeuble d’en face, mon frère était à Zaporijjia et n’a rien vu. "
    "Les chars et les colonnes avancent depuis des mois vers Pokrovsk, et personne ici ne mesure ce que c’est que de "
    "vivre sous les alertes, jour et nuit, sans savoir si l’on se réveillera. Merci pour cet article.",
}
DEAR = {
    "one letter": "a", "one figure": "1", "figures": "1.1 ", "decimals": "11.111 ", "letters apart": "a b ",
    "marks": "\u0301\u0316", "Arabic sentences": "\ufdfa", "squares": "㌀", "invisible": "a\u200b",
    "mixed letters": "аb ", "fancy letters": "𝒂𝒃 ", "links": "http://a.fr ", "dots": "a.b.", "emoji": "😀",
    "tanks": "танк біля ", "tanks now": "en ce moment tank vers ", "degrees": "1°1'", "grids": "37U CQ ",
    "maps": "google.com/maps/a1.a ", "three words": "///a.b", "capitals": "ABC ", "amounts": "1 1 1 1 € ",
}  # fmt: skip


@dataclass
class Book:
    listed: Listed
    learned: bayes.Filter
    most_links: int = 2


def terms(seed=5):
    """Words of nine letters, and some phrases."""
    chance = random.Random(seed)
    made = ("".join(chance.choices("abcdefghijklmnopqrstuvwxyzабвгдежзик", k=9)) for _ in range(TERMS))
    return [BUILT_IN, *(term if n % 10 else f"{term[:4]} {term[4:]}" for n, term in enumerate(made))]


def cost(work, number):
    """Milliseconds of processor time of one call."""
    return min(timeit.repeat(work, number=number, repeat=5, timer=time.process_time)) / number * 1000


def main():
    listing = "\n".join(terms())
    print(f"{cost(lambda: parse(listing), 1):8.0f} ms  to read {TERMS} terms, once after a change")
    book = Book(parse(listing), learned())
    text = read({"body": ORDINARY["French, 300 letters"]})
    print(f"{cost(lambda: book.listed.find(text), 500):8.3f} ms  to look them up in a comment")
    for name, body in ORDINARY.items():
        print(f"{cost(lambda body=body: reasons({'body': body}, book=book), 500):8.3f} ms  all together, {name}")
    for name, unit in DEAR.items():
        body = (unit * LONGEST)[:LONGEST]
        print(f"{cost(lambda body=body: reasons({'body': body}, book=book), 1):8.1f} ms  65,525 of {name}")


if __name__ == "__main__":
    sys.exit(main())
