"""How much spam the learning filter holds, and how many honest comments with it: python -m benchmarks.spam_set

The comments are written by us, from templates, in French, English, Ukrainian and Russian: the spam that news sites get,
and what readers write under stories of this war. Those it learns from and those it is tried on share no template; real
spam will differ from both. `manage.py learn` prints the same two figures for a newsroom's own comments.
"""

import random
import re
import sys
from itertools import product
from pathlib import Path

from articles.lib import bayes
from articles.lib.defences.text import read

BANKS = Path(__file__).parent / "spam_banks"
SLOT = re.compile(r"\{(\w+)\}")


def comments(bank, seed=5):
    """'train_spam' -> every comment of that bank, each template filled in a few ways; always the same ones.

    A bank is a text file: '[name] one | two' says what may stand for {name}, each other line is a comment.
    """
    lines = (BANKS / f"{bank}.txt").read_text(encoding="utf-8").splitlines()
    slots = dict(_slot(line) for line in lines if line.startswith("["))
    chance = random.Random(seed)
    written = [line for line in lines if line and line[0] not in "[#"]
    return [comment for line in written for comment in _filled(line, slots, chance)]


def _slot(line):
    name, values = line[1:].split("]", 1)
    return name, [value.strip() for value in values.split("|")]


def _filled(line, slots, chance, ways=8):
    names = list(dict.fromkeys(SLOT.findall(line)))
    filled = list(product(*(slots[name] for name in names)))
    for values in chance.sample(filled, min(ways, len(filled))):
        chosen = dict(zip(names, values, strict=True))
        yield SLOT.sub(lambda match, chosen=chosen: chosen[match[1]], line)


def learned():
    """A filter that has seen the two banks to learn from, every comment by somebody else."""
    kinds = [enumerate(comments(bank)) for bank in ("train_spam", "train_ham")]
    spam, ham = ([(f"{n}", bayes.traits(read({"body": body})).keys()) for n, body in kind] for kind in kinds)
    return bayes.Filter(bayes.learn(spam, ham))


def tried(judge):
    """({spam: the words that hold it}, {ham: the same}) of comments it has not seen; no words: not held."""
    banks = [comments("test_spam"), comments("test_ham")]
    return tuple({body: judge.suspects(read({"body": body})) for body in bank} for bank in banks)


def main():
    judge = learned()
    for kind, found in zip(("spam", "honest"), tried(judge), strict=True):
        held = [body for body, words in found.items() if words]
        print(f"{kind}: {len(held)} of {len(found)} held, {len(held) / len(found):.1%}")
        wrong = found.keys() - held if kind == "spam" else held
        for body in sorted(wrong):
            score = judge.score(bayes.traits(read({"body": body})).keys())
            print(f"  {score:5.1f}  {body[:100]}  {', '.join(found[body])}")


if __name__ == "__main__":
    sys.exit(main())
