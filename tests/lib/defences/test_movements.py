"""Where troops are, told in plain talk, in four languages; and what is only talk about the war."""

import pytest

from articles.lib.defences.movements import told
from articles.lib.defences.text import read

GIVEN_AWAY = [
    "L’artillerie est cachée derrière l’école n° 5.",
    "Une colonne de chars passe en ce moment à Koupiansk.",
    "Je vois un convoi de blindés près de la gare",
    "Les soldats sont en ce moment devant la mairie",
    "Le dépôt de munitions est sous le pont",
    "The battery is behind the school",
    "A column of tanks is passing through Kupiansk right now",
    "Air defence next to the petrol station",
    "HIMARS inside the old factory",
    "Колона танків зараз проїжджає через Куп’янськ",
    "ППО стоїть біля лікарні на вулиці Шевченка",
    "ЗРК працює з посадки за селом",
    "Артилерія б’є з-за школи, щойно бачив",
    "Солдати зараз біля школи",
    "Колонна бронетехники сейчас идёт на Купянск",
    "ПВО стоит возле школы номер три",
    "САУ под мостом",
    "Рота, миномёты возле старой больницы",
]
ONLY_TALK = [
    "L’artillerie russe a frappé l’école hier.",
    "Les colonnes russes avancent vers Pokrovsk depuis des mois.",
    "En 2022 la colonne de chars était bloquée près de la gare",
    "Il faut plus de Patriot et de Caesar pour Kharkiv",
    "Le radar de la route nationale m’a flashé",
    "Les obus tombent sur la ville maintenant, c’est horrible",
    "Je suis devant mon poste, et les soldats meurent.",
    "La caserne des pompiers a brûlé",
    "The Russian army is now in Pokrovsk, it is a tragedy",
    "Send Patriot batteries to Ukraine now!",
    "The column near the bridge was destroyed yesterday",
    "Дякуємо ЗСУ за школи та будинки",
    "Наша артилерія найкраща, слава ЗСУ!",
    "Ракета вдарила біля школи",
    "Вчора біля мосту знищили колону",
    "Буква закону біля школи",
    "В 1943 году танки стояли под Курском",
    "Наша бригада тримається, дякуємо!",
    "Bravo.",
]


def sentence(body):
    return told(read({"body": body}))


@pytest.mark.parametrize("body", GIVEN_AWAY)
def test_a_position_is_held(body):
    assert sentence(f"Bonjour. {body}") == body.rstrip(".")


@pytest.mark.parametrize("body", GIVEN_AWAY)
def test_whatever_its_case_and_invisible_letters(body):
    assert sentence(body[:1] + "\u200b" + body[1:]) != ""


@pytest.mark.parametrize("body", ONLY_TALK)
def test_talk_about_the_war_is_not(body):
    assert sentence(body) == ""


@pytest.mark.parametrize("body", ["Les tanks sont\nderrière l’école", "Колона\nзараз іде на\nКуп’янськ"])
def test_a_line_that_breaks_a_sentence_hides_nothing(body):
    assert sentence(body) == body.replace("\n", " ")


@pytest.mark.parametrize("between", [".\n", "\n\n", "\n \n"])
def test_the_end_of_a_paragraph_is_the_end_of_a_sentence(between):
    assert sentence(f"L’artillerie tonne{between}J’habite derrière l’école") == ""


def test_the_name_begins_no_sentence():
    assert told(read({"name": "Grad", "website": "", "body": "J’habite derrière l’école"})) == ""


def test_unit_and_place_in_two_sentences_are_two_things():
    assert sentence("L’artillerie tonne. J’habite derrière l’école.") == ""
