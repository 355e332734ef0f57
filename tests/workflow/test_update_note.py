"""Why a story carries a second date: what the newsroom says was new, kept as long as that date stands."""

import pytest

from articles.models import Story
from articles.workflow import corrections, publishing, revisions
from articles.workflow.errors import Refused
from tests.admin.test_story import form_data
from tests.factories import StoryFactory, story_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return StoryFactory(public=True)


def publish(story, editor, headline="Mieux", **said):
    revisions.save_draft(story, story_data(slug=story.slug, headline=headline), editor)
    publishing.publish(story, editor, **said)
    return Story.objects.get()


def test_what_is_new_is_said_in_the_typography_of_the_story(story, editor):
    after = publish(story, editor, change="update", correction='Le bilan de  "l\'ONU" !\n')
    assert after.update_note == "Le bilan de «\u00a0l’ONU\u00a0»\u202f!"
    assert after.changed_at > story.published_at
    assert not after.corrections.exists()


def test_it_may_be_left_unsaid(story, editor):
    assert publish(story, editor, change="update").update_note == ""


def test_a_change_that_moves_no_date_leaves_it(story, editor):
    publish(story, editor, change="update", correction="Le bilan.")
    assert publish(story, editor, "Encore mieux", change="typo", correction="Un mot.").update_note == "Le bilan."
    assert publish(story, editor, "Toujours mieux").update_note == "Le bilan."


def test_the_next_date_ends_it(story, editor):
    publish(story, editor, change="update", correction="Le bilan.")
    assert publish(story, editor, "Encore", change="substance", correction="Un fait.").update_note == ""
    publish(story, editor, "De plus", change="update", correction="Le bilan.")
    corrections.add(story, "substance", "Un autre fait.", editor)
    assert Story.objects.get().update_note == ""


def test_it_has_room_for_a_few_words(story, editor):
    with pytest.raises(Refused, match="300"):
        publish(story, editor, change="update", correction="a" * 301)
    assert Story.objects.get().headline == story.headline


@pytest.mark.slow
class TestTheStoryForm:
    def send(self, at_work, editor, story, **said):
        client, address = at_work(editor), f"/admin/articles/story/{story.pk}/change/"
        return client.post(address, form_data(client.get(address), headline="Mieux", **said, _publish="1"))

    def test_it_takes_the_words(self, at_work, editor, story):
        assert self.send(at_work, editor, story, change="update", correction="Le bilan.").status_code == 302
        assert Story.objects.get().update_note == "Le bilan."

    def test_words_too_long_come_back(self, at_work, editor, story):
        assert self.send(at_work, editor, story, change="update", correction="a" * 301).status_code == 422
        assert Story.objects.get().headline == story.headline

    def test_words_that_tell_of_nothing_come_back(self, at_work, editor, story):
        assert self.send(at_work, editor, story, change="", correction="Le bilan.").status_code == 422
