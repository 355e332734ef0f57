"""Who signs as one of the newsroom without being one: it is seen whatever the name is dressed in."""

import pytest

from articles.queries.colleagues import is_name_of_ours
from tests.factories import AuthorFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def newsroom(settings):
    settings.SITE_NAME = "Cinq Régions"
    AuthorFactory(name="Camille Auteur")
    AuthorFactory(name="Anne")
    UserFactory(username="o.koval", first_name="Olha", last_name="Koval")
    UserFactory(username="night_desk")


@pytest.mark.parametrize(
    "name",
    [
        "Camille Auteur",
        "  camille   AUTEUR",
        "Ca\u00admille Auteur",
        "Camille\u200b\u2060 Auteur",
        "\u0421amille \u0410uteur",  # Cyrillic С and А
        "Cami11e Auteur",
        "Auteur, Camille",
        "Camille Auteur (journaliste)",
        "Camille.Auteur",
        "anne",
        "Olha Koval",
        "night_desk",
        "Cinq Régions",
        "L’équipe de Cinq Régions",
        "La rédaction",
        "Anne, rédaction",
        "The Newsroom",
        "Редакція",
        "Paul (auteur de l’article)",
        "Modérateur",
        "Paul, admin",
        "Paul ✓",
        "Paul ✅",
    ],
)
def test_what_readers_could_take_for_one_of_ours_is_recognised(name):
    assert is_name_of_ours(name)


@pytest.mark.parametrize(
    "name", ["Anne Martin", "Camille", "Auteur", "Olha", "Koval Petro", "Cinq", "Régions", "Rédacteur en herbe", "☺"]
)
def test_other_people_are_other_people(name):
    assert not is_name_of_ours(name)


def test_the_name_of_who_has_left_is_free_again():
    UserFactory(username="b", first_name="Bohdan", last_name="Melnyk", is_active=False)
    assert not is_name_of_ours("Bohdan Melnyk")
