"""The newsroom as it is when a day begins: accounts with a password, a section, regions."""

import pytest
from django.contrib.auth.models import User

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
        page.goto(f"{live_server.url}/admin/")
        page.get_by_label("Nom d’utilisateur").or_(page.locator("#id_username")).first.fill(name)
        page.locator("#id_password").fill(PASSWORD)
        page.locator("#id_password").press("Enter")
        page.wait_for_url(f"{live_server.url}/admin/")
        return page

    return log_in
