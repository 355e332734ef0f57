"""Shouting holds a comment in either alphabet; acronyms and a short cry do not."""

import pytest

from articles.lib.defences.capitals import share


@pytest.mark.parametrize(
    "body, percent",
    [
        ("ARRÊTEZ TOUS DE NOUS MENTIR CHAQUE JOUR", 100),
        ("ХВАТИТ ВРАТЬ НАМ КАЖДЫЙ ДЕНЬ ОДНО И ТО ЖЕ", 100),
        ("ДОСИТЬ БРЕХАТИ НАМ ЩОДНЯ ОДНЕ Й ТЕ САМЕ, ЇЇ ҐАНОК", 100),
        ("REGARDEZ TOUS CETTE HONTE ABSOLUE oui oui https://exemple.fr/long/chemin", 82),
    ],
)
def test_shouting(body, percent):
    assert share(body) == percent


@pytest.mark.parametrize(
    "body",
    [
        "SLAVA UKRAINI !",
        "СЛАВА УКРАЇНІ! ГЕРОЯМ СЛАВА!",
        "OTAN, ONU, OSCE, CICR et AIEA : que font-ils vraiment depuis deux ans ?",
        "Les HIMARS, ATACMS et SCALP arrivent trop tard.",
        "OK",
        "1234567890 " * 10,
        "",
    ],
)
def test_acronyms_and_short_cries_are_none(body):
    assert share(body) == 0
