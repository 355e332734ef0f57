"""Models of SQL that was worked out once are those of the queryset itself."""

import pytest
from django.db import connection

from articles.models import Story
from articles.queries.worked import WorkedModels
from tests.factories import StoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def find():
    return WorkedModels(lambda pk: Story.objects.filter(pk=pk).select_related("section").defer("body"), pk=-1)


def test_the_same_story_as_the_queryset_finds(find):
    one, other = StoryFactory(), StoryFactory()
    found = [find(pk=story.pk)[0] for story in (one, other)]
    assert found == [one, other]
    assert found[0].get_deferred_fields() == {"body"}
    for field in Story._meta.concrete_fields:
        if field.attname != "body":
            assert getattr(found[0], field.attname) == getattr(Story.objects.get(pk=one.pk), field.attname)


def test_what_is_joined_costs_nothing_more(find, django_assert_num_queries):
    story = StoryFactory()
    with django_assert_num_queries(1):
        assert find(pk=story.pk)[0].section == story.section


def test_nothing_for_what_is_not_there(find):
    assert find(pk=0) == []


def test_it_sees_what_the_transaction_has_just_changed(find):
    story = StoryFactory()
    find(pk=story.pk)
    Story.objects.filter(pk=story.pk).update(headline="Nouveau")
    assert find(pk=story.pk)[0].headline == "Nouveau"
    assert connection.vendor in find.worked
