"""Which pictures the desk offers, and who uses them."""

import pytest
from django.utils import timezone

from articles.models import Story
from articles.queries.pictures import counted_uses, drafts_with, offered, uses_of
from articles.workflow import publishing, revisions
from tests.factories import ImageFactory, StoryFactory, story_data

pytestmark = pytest.mark.django_db


def text_with(*images):
    return "<p>Texte.</p>" + "".join(f'<figure data-image="{image.pk}"></figure>' for image in images)


def told(uses):
    return [(use.story.headline, use.lead, use.text, use.draft) for use in uses.found]


class TestOffered:
    def test_what_is_put_away_or_withdrawn_is_asked_for_by_number_only(self):
        shown = ImageFactory()
        shelved = ImageFactory(shelved=True)
        withdrawn = ImageFactory(withdrawn_at=timezone.now())
        assert list(offered()) == [shown]
        assert list(offered("carte")) == [shown]
        assert [list(offered(key=str(image.pk))) for image in (shelved, withdrawn)] == [[shelved], [withdrawn]]


class TestUses:
    def test_lead_text_both_and_only_the_draft(self, editor):
        image, other = ImageFactory(), ImageFactory()
        revisions.start(story_data(headline="Chapeau", slug="a", lead_image=image.pk), editor)
        revisions.start(story_data(headline="Texte", slug="b", body=text_with(other, image)), editor)
        revisions.start(story_data(headline="Deux", slug="c", body=text_with(image), lead_image=image.pk), editor)
        public = revisions.start(story_data(headline="Public", slug="d"), editor)
        publishing.publish(public, editor)
        revisions.save_draft(public, story_data(headline="Public", slug="d", body=text_with(image)), editor)
        revisions.start(story_data(headline="Sans", slug="e", lead_image=other.pk), editor)
        uses = uses_of(image)
        assert told(uses) == [
            ("Deux", True, True, False),
            ("Texte", False, True, False),
            ("Chapeau", True, False, False),
            ("Public", False, True, True),
        ]
        assert (uses.total, uses.more) == (4, 0)
        assert counted_uses([image, other]) == {image.pk: 3, other.pk: 2}

    def test_a_picture_that_leaves_a_text_is_no_longer_used(self, editor):
        image, second = ImageFactory(), ImageFactory()
        story = revisions.start(story_data(body=text_with(image)), editor)
        revisions.save_draft(story, story_data(body=text_with(second)), editor)
        assert (uses_of(image).total, uses_of(second).total) == (0, 1)

    def test_a_number_that_only_begins_alike_is_another_picture(self, editor):
        image = ImageFactory(pk=12)
        other = ImageFactory(pk=123)
        story = revisions.start(story_data(), editor)
        publishing.publish(story, editor)
        revisions.save_draft(story, story_data(body=text_with(other)), editor)
        assert not drafts_with(image).exists() and drafts_with(other).exists()

    def test_the_list_is_bounded_and_counted(self, django_assert_num_queries):
        image = ImageFactory()
        StoryFactory.create_batch(30, lead_image=image)
        with django_assert_num_queries(4):
            uses = uses_of(image)
        assert (len(uses.found), uses.total, uses.more) == (20, 30, 10)

    def test_a_reporter_hears_the_names_of_their_own_and_of_public_stories(self, reporter, editor):
        image = ImageFactory()
        StoryFactory(lead_image=image, owner=reporter, headline="À moi")
        StoryFactory(lead_image=image, owner=editor, headline="SECRET")
        StoryFactory(lead_image=image, owner=editor, headline="Publique", public=True)
        uses = uses_of(image, known_to=reporter)
        assert sorted(use.story.headline for use in uses.found) == ["Publique", "À moi"]
        assert (uses.total, uses.more) == (3, 1)

    def test_counts_are_two_queries_for_any_number(self, django_assert_num_queries):
        images = ImageFactory.create_batch(30)
        for image in images:
            StoryFactory(lead_image=image)
        with django_assert_num_queries(2):
            assert counted_uses(images) == {image.pk: 1 for image in images}
        assert Story.objects.count() == 30
