"""The newsroom as it is when a day begins: accounts with a password, a section, regions."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Author
from tests.factories import SectionFactory, UserFactory

PASSWORD = "un mot de passe de test"


@pytest.fixture
def staff(live_server):
    """{name: User}: the accounts of the cast, able to log in."""
    people = {role: UserFactory(username=role, role=role) for role in ("reporter", "editor", "moderator")}
    people["admin"] = UserFactory(username="admin", is_superuser=True)
    for person in people.values():
        person.set_password(PASSWORD)
        person.save()
    Author.objects.create(name="Camille Auteur", slug="camille-auteur", user=User.objects.get(username="reporter"))
    SectionFactory(name_fr="International", slug="international")
    return people


@pytest.fixture
def desk(live_server, staff, open_page):
    """desk("editor") -> a browser in which this person has logged in, standing in the admin."""

    def log_in(name, **options):
        page = open_page(**options)
        let_in(page, staff[name], live_server)
        page.goto(f"{live_server.url}/admin/")
        return page

    return log_in


def let_in(page, person, live_server):
    """Gives the browser the session that a login would give it; logging in by hand is for test_signing_in.py."""
    client = Client()
    client.force_login(person)
    page.context.add_cookies([{"name": "session", "value": client.cookies["session"].value, "url": live_server.url}])
