import pytest

from articles.models import Region
from tests.factories import AuthorFactory, SectionFactory, TagFactory


@pytest.fixture
def about():
    """What a story is filed under, and the five lists it is then in."""
    return {
        "regions": [Region.objects.get(slug="kherson")],
        "section": SectionFactory(slug="monde", name_fr="Monde"),
        "authors": [AuthorFactory(name="Anne Un", slug="anne"), AuthorFactory(name="Boris Deux", slug="boris")],
    }


@pytest.fixture
def tag():
    return TagFactory(slug="ble", name_fr="Blé")
