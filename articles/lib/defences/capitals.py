"""Shouting: a comment written in capitals, in either alphabet."""

import re

LEAST = 30  # letters; «СЛАВА УКРАЇНІ! ГЕРОЯМ СЛАВА!» has 23, and is a greeting
SHARE = 70  # per cent; what somebody writes about OTAN, HIMARS and the ONU stays far below
CAPITALS = re.compile("[A-ZÀ-ÖØ-ÞŒŸΑ-ΩА-ЯЀ-ЏҐ]")
LETTERS = re.compile(r"[^\W\d_]")
ADDRESS = re.compile(r"https?://\S+")


def share(body):
    """'ARRÊTEZ TOUS DE NOUS MENTIR CHAQUE JOUR' -> 100, the share of capitals in per cent; 0 where nobody shouts."""
    capitals = len(CAPITALS.findall(body))
    if capitals < LEAST * SHARE / 100:
        return 0
    letters = len(LETTERS.findall(ADDRESS.sub("", body)))
    found = min(100, 100 * capitals // letters) if letters else 0
    return found if letters >= LEAST and found >= SHARE else 0
