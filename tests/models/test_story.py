"""What the database promises about stories, whatever the code above it does."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from articles.models import Byline, Story, StoryRegion
from tests.factories import AuthorFactory, RegionFactory, StoryFactory

HOUR = timedelta(hours=1)


def refuses(make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make()


@pytest.mark.django_db
class TestPromises:
    def test_a_slug_is_taken_once_in_its_language_and_free_in_another(self):
        StoryFactory(slug="meme-titre", language="fr")
        StoryFactory(slug="meme-titre", language="en")
        refuses(lambda: StoryFactory(slug="meme-titre", language="fr"))

    def test_a_story_has_one_version_a_language(self):
        story = StoryFactory(language="fr")
        StoryFactory(language="en", translation_group=story.translation_group)
        refuses(lambda: StoryFactory(language="fr", translation_group=story.translation_group))

    @pytest.mark.parametrize(
        "wrong",
        [
            {"language": "ru"},
            {"kind": "gossip"},
            {"status": "maybe"},
            {"headline": ""},
            {"slug": ""},
            {"slug": "Grande-Vague"},
            {"status": "published", "published_at": None},
            {"status": "withdrawn", "published_at": None},
        ],
    )
    def test_what_makes_no_sense_is_not_stored(self, wrong):
        refuses(lambda: StoryFactory(**wrong))

    def test_nothing_goes_out_before_its_embargo(self):
        now = timezone.now()
        refuses(lambda: StoryFactory(status="published", published_at=now, embargo_until=now + HOUR))
        StoryFactory(status="published", published_at=now, embargo_until=now)

    def test_nothing_expires_before_it_goes_out(self):
        now = timezone.now()
        refuses(lambda: StoryFactory(status="published", published_at=now, expires_at=now))

    def test_one_region_is_the_primary_one(self):
        story = StoryFactory(regions=[RegionFactory(), RegionFactory()])
        refuses(lambda: StoryRegion.objects.filter(story=story).update(primary=True))

    def test_an_author_signs_once_and_a_place_is_taken_once(self):
        one, two = AuthorFactory(), AuthorFactory()
        story = StoryFactory(authors=[one])
        refuses(lambda: Byline.objects.create(story=story, author=one, position=5))
        refuses(lambda: Byline.objects.create(story=story, author=two, position=0))


@pytest.mark.django_db
def test_the_address_is_the_newsrooms_date_of_first_publication():
    late = timezone.datetime(2025, 8, 14, 22, 30, tzinfo=timezone.get_fixed_timezone(0))  # 15 August in Paris
    story = StoryFactory(status="published", published_at=late, slug="sommet")
    assert story.get_absolute_url() == "/2025/08/15/sommet/"
    story.language = "uk"
    assert story.get_absolute_url() == "/uk/2025/08/15/sommet/"
    assert StoryFactory().get_absolute_url() == ""


@pytest.mark.django_db
def test_the_primary_region_comes_first():
    one, two = RegionFactory(position=1), RegionFactory(position=2)
    story = StoryFactory(regions=[two, one])
    assert story.primary_region == two
    assert story.all_regions == [two, one]


moments = st.one_of(st.none(), st.integers(-48, 48))


class TestPublicRule(TestCase):
    """`public()` in SQL and `is_public` in Python are one rule."""

    @settings(max_examples=60, deadline=None)
    @given(status=st.sampled_from(Story.Status.values), published=moments, expires=moments)
    def test_query_and_property_agree(self, status, published, expires):
        def moment(hours):
            return None if hours is None else timezone.now() + timedelta(hours=hours, minutes=30)

        try:
            with transaction.atomic():
                story = StoryFactory(status=status, published_at=moment(published), expires_at=moment(expires))
        except IntegrityError:
            return  # the constraints above say why
        assert Story.objects.public().filter(pk=story.pk).exists() == story.is_public
        if story.is_public:
            assert not Story.objects.gone().filter(pk=story.pk).exists()
