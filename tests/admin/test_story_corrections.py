"""Editors say in public what was wrong; nobody else can, and nobody can unsay it."""

import re

import pytest

from articles.models import AuditEntry, Correction, Story
from articles.workflow import publishing, revisions
from tests.admin.desk import change, form_data
from tests.factories import CorrectionFactory, StoryFactory, story_data

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
WORDS = {"kind": "typo", "text": "Il fallait lire 1882.", "supersedes": ""}


@pytest.fixture
def story(reporter, editor):
    story = revisions.start(story_data(), reporter)
    publishing.publish(story, editor)
    return Story.objects.get()


def page(story):
    return f"/admin/articles/story/{story.pk}/corrections/"


class TestWhoMay:
    def test_a_stranger_has_to_log_in(self, reader, story):
        for answer in (reader.get(page(story)), reader.post(page(story), WORDS)):
            assert answer.status_code == 302
        assert not Correction.objects.exists()

    @pytest.mark.parametrize("name", ["reporter", "other_reporter", "moderator"])
    def test_the_others_are_refused_even_in_their_own_story(self, story, at_work, request, name):
        client = at_work(request.getfixturevalue(name))
        for answer in (client.get(page(story)), client.post(page(story), WORDS)):
            assert answer.status_code == 403
        assert not Correction.objects.exists()
        assert not AuditEntry.objects.filter(action="story.correct").exists()

    def test_a_reporter_is_not_even_asked(self, story, at_work, reporter):
        text = at_work(reporter).get(change(story)).content.decode()
        assert 'name="change"' not in text and "corrections/" not in text

    def test_a_reporter_who_forges_the_button_is_refused(self, story, at_work, reporter):
        client = at_work(reporter)
        data = form_data(client.get(change(story)), headline="Mieux", change="typo", correction="Un mot.", _publish="1")
        assert client.post(change(story), data).status_code == 403
        assert not Correction.objects.exists()

    def test_an_editor_adds_one(self, story, at_work, editor, reader):
        answer = at_work(editor).post(page(story), WORDS)
        assert (answer.status_code, answer.headers["Location"]) == (302, page(story))
        assert Correction.objects.get().by == editor
        assert "Il fallait lire 1882." in reader.get(story.get_absolute_url()).content.decode()


class TestThePage:
    @pytest.mark.parametrize("key", [999_999, 10**30])
    def test_of_no_story_is_not_there(self, at_work, editor, key):
        assert at_work(editor).get(f"/admin/articles/story/{key}/corrections/").status_code == 404

    @pytest.mark.parametrize("state", [{}, {"scheduled": True}])
    def test_nor_is_that_of_one_no_reader_has_seen(self, at_work, editor, state):
        client, story = at_work(editor), StoryFactory(**state)
        assert client.get(page(story)).status_code == 404
        assert client.post(page(story), WORDS).status_code == 404

    def test_replacing_one(self, story, at_work, editor):
        first = CorrectionFactory(story=story)
        client = at_work(editor)
        shown = client.get(page(story), {"replace": first.pk}).content.decode()
        assert re.search(rf'<option value="{first.pk}" selected', shown)
        client.post(page(story), WORDS | {"supersedes": first.pk})
        assert Correction.objects.get(supersedes=first).text == "Il fallait lire 1882."
        again = client.post(page(story), WORDS | {"text": "Encore.", "supersedes": first.pk})
        assert again.status_code == 422
        assert Correction.objects.count() == 2

    def test_what_is_refused_is_said_and_the_words_stay(self, story, at_work, editor):
        client = at_work(editor)
        client.post(page(story), WORDS)
        again = client.post(page(story), WORDS)
        assert again.status_code == 422
        assert again.context["form"].non_field_errors()
        assert "Il fallait lire 1882." in again.content.decode()
        assert client.post(page(story), WORDS | {"kind": "gossip"}).status_code == 422
        assert client.post(page(story)).status_code == 422
        assert Correction.objects.count() == 1

    def test_hostile_words_are_words(self, story, at_work, editor):
        client = at_work(editor)
        client.post(page(story), WORDS | {"text": "<script>alert(1)</script>"})
        text = client.get(page(story)).content.decode()
        assert "&lt;script&gt;alert(1)" in text and "<script>alert" not in text

    def test_it_costs_the_same_for_many(self, story, at_work, editor, django_assert_max_num_queries):
        client = at_work(editor)

        def count():
            with django_assert_max_num_queries(20) as queries:
                assert client.get(page(story)).status_code == 200
            return len(queries)

        CorrectionFactory(story=story, by=editor)
        few = count()
        for _ in range(30):
            CorrectionFactory(story=story, by=editor, supersedes=CorrectionFactory(story=story, by=editor))
        assert count() == few


class TestTheStoryForm:
    def publish(self, client, story, **said):
        data = form_data(client.get(change(story)), **({"headline": "Mieux"} | said), _publish="1")
        return client.post(change(story), data)

    def test_it_asks_only_about_what_readers_have_seen(self, at_work, editor, story):
        client = at_work(editor)
        assert 'name="change"' in client.get(change(story)).content.decode()
        for unseen in (StoryFactory(), StoryFactory(scheduled=True)):
            assert 'name="change"' not in client.get(change(unseen)).content.decode()
        assert 'name="change"' not in client.get("/admin/articles/story/add/").content.decode()

    def test_a_correction_goes_out_with_the_text(self, at_work, editor, story):
        self.publish(at_work(editor), story, change="substance", correction="Il fallait lire 1882.")
        after = Story.objects.get()
        assert after.headline == "Mieux"
        assert after.changed_at > story.changed_at
        assert [(each.kind, each.text) for each in after.corrections.all()] == [("substance", "Il fallait lire 1882.")]

    def test_new_facts_move_the_date_and_say_nothing(self, at_work, editor, story):
        self.publish(at_work(editor), story, change="update")
        assert Story.objects.get().changed_at > story.changed_at
        assert not Correction.objects.exists()

    def test_a_kind_without_words_publishes_nothing(self, at_work, editor, story):
        answer = self.publish(at_work(editor), story, change="typo")
        assert answer.status_code == 422
        assert Story.objects.get().headline == story.headline

    def test_with_nothing_else_to_publish_it_goes_out_alone(self, at_work, editor, story):
        self.publish(at_work(editor), story, headline=story.headline, change="typo", correction="Un mot.")
        after = Story.objects.get()
        assert (after.version, after.corrections.count()) == (story.version, 1)

    def test_a_withdrawn_story_comes_back_with_one(self, at_work, editor, story):
        publishing.unpublish(story, editor)
        self.publish(at_work(editor), story, headline=story.headline, change="typo", correction="Un mot.")
        after = Story.objects.get()
        assert (after.status, after.corrections.count()) == ("published", 1)

    def test_what_was_begun_survives_saving_the_draft_and_is_public_nowhere(self, at_work, editor, story):
        client = at_work(editor)
        begun = {"headline": "Mieux", "change": "typo", "correction": "Un mot."}
        client.post(change(story), form_data(client.get(change(story)), **begun))
        assert not Correction.objects.exists()
        form = client.get(change(story)).context["adminform"].form
        assert (form["change"].value(), form["correction"].value()) == ("typo", "Un mot.")

    def test_the_address_says_what_becomes_of_it(self, at_work, editor, story):
        form = at_work(editor).get(change(story)).context["adminform"].form
        assert not form.fields["slug"].disabled
        help_text = form.fields["slug"].help_text
        scheduled = at_work(editor).get(change(StoryFactory(scheduled=True))).context["adminform"].form
        assert scheduled.fields["slug"].help_text != help_text
