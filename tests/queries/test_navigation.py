"""What stands around every page: the same object for as long as it would look the same."""

import pytest

from articles.lib import kept
from articles.models import Region, Section
from articles.queries.navigation import navigation
from tests.factories import RegionFactory, SectionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def a_second_later(monkeypatch):
    """A function: the next question is asked after the second of the one before."""
    now = [1000.0]
    monkeypatch.setattr(kept.time, "monotonic", lambda: now[0])
    navigation.forget()
    return lambda: now.__setitem__(0, now[0] + 2)


def test_while_nothing_changes_it_stays_the_one_it_was(a_second_later):
    RegionFactory(), SectionFactory()
    first = navigation()
    a_second_later()
    assert navigation() is first


@pytest.mark.parametrize("model, factory", [(Region, RegionFactory), (Section, SectionFactory)])
def test_a_new_name_a_new_place_and_a_new_row_are_seen_after_a_second(a_second_later, model, factory):
    row = factory()
    for change in (
        lambda: model.objects.filter(pk=row.pk).update(name_uk="Інша назва"),
        lambda: model.objects.filter(pk=row.pk).update(position=1),
        factory,
    ):
        before = navigation()
        change()
        a_second_later()
        assert navigation() is not before
    found = {"Region": navigation().tree.regions, "Section": navigation().sections}[model.__name__]
    assert next(each for each in found if each.pk == row.pk).name_uk == "Інша назва"
