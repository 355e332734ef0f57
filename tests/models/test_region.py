import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

from articles.models import Region
from tests.factories import RegionFactory

pytestmark = pytest.mark.django_db


def test_every_newsroom_starts_with_the_five_regions():
    assert list(Region.objects.values_list("slug", "iso_code", "name_fr", "name_uk")) == [
        ("donetsk", "UA-14", "Donetsk", "Донецьк"),
        ("luhansk", "UA-09", "Louhansk", "Луганськ"),
        ("zaporizhzhia", "UA-23", "Zaporijjia", "Запоріжжя"),
        ("kherson", "UA-65", "Kherson", "Херсон"),
        ("crimea", "UA-43", "Crimée", "Крим"),
    ]


@pytest.mark.parametrize(("language", "name"), [("fr", "Crimée"), ("en", "Crimea"), ("uk", "Крим")])
def test_a_region_is_named_in_the_language_of_the_page(language, name):
    with translation.override(language):
        assert Region.objects.get(slug="crimea").name == name


def test_a_name_nobody_translated_stays_french():
    with translation.override("uk"):
        assert RegionFactory(name_fr="Marioupol").name == "Marioupol"


def test_the_tree_knows_what_lies_inside_what():
    donetsk = Region.objects.get(slug="donetsk")
    city = RegionFactory(parent=donetsk)
    quarter = RegionFactory(parent=city)
    tree = Region.objects.tree()
    assert set(tree.ids_within(donetsk)) == {donetsk.pk, city.pk, quarter.pk}
    assert tree.ancestors(quarter) == [donetsk, city]
    assert tree.places(donetsk) == [city]
    assert city not in tree.top()


def test_a_region_inside_itself_is_refused_in_words_and_by_the_database():
    outer = RegionFactory()
    inner = RegionFactory(parent=outer)
    outer.parent = inner
    with pytest.raises(ValidationError, match="intérieur"):
        outer.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        Region.objects.filter(pk=inner.pk).update(parent=inner.pk)


def test_a_loop_that_was_made_all_the_same_is_not_endless():
    one, two = RegionFactory(), RegionFactory()
    Region.objects.filter(pk=one.pk).update(parent=two)
    Region.objects.filter(pk=two.pk).update(parent=one)
    tree = Region.objects.tree()
    region = tree.by_id[one.pk]
    assert set(tree.ids_within(region)) == {one.pk, two.pk}
    assert {each.pk for each in tree.ancestors(region)} == {one.pk, two.pk}
