"""The panel of the other languages: who may begin one, what it shows to whom, what it costs."""

import pytest
from django.test import Client

from articles.models import Language, Story
from articles.workflow import publishing, revisions, translations
from tests.admin.desk import change
from tests.admin.test_story import count
from tests.factories import StoryFactory, story_data

pytestmark = pytest.mark.slow


@pytest.fixture
def story(reporter):
    return revisions.start(story_data(), reporter)


def door(story, name="translate"):
    return change(story).replace("change", name)


def rows(client, story):
    return {row.code: row for row in client.get(change(story)).context["versions"]}


class TestWhoMay:
    @pytest.mark.parametrize("name", ["translate", "catch-up"])
    def test_nobody_without_an_account(self, reader, story, name):
        answer = reader.post(door(story, name), {"language": "en"})
        assert answer.status_code == 302 and "/login/" in answer.url

    @pytest.mark.parametrize("name", ["translate", "catch-up"])
    def test_no_moderator_and_no_other_reporter(self, moderator, other_reporter, at_work, story, name):
        for person in (moderator, other_reporter):
            assert at_work(person).post(door(story, name), {"language": "en"}).status_code == 403
        assert Story.objects.count() == 1

    @pytest.mark.parametrize("name", ["translate", "catch-up"])
    def test_a_story_that_does_not_exist(self, editor, at_work, name):
        for key in (987654, "9" * 30):
            assert at_work(editor).post(f"/admin/articles/story/{key}/{name}/").status_code == 404

    @pytest.mark.parametrize("name", ["translate", "catch-up"])
    def test_by_a_post_with_its_token(self, editor, at_work, story, name):
        assert at_work(editor).get(door(story, name), {"language": "en"}).status_code == 405
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(editor)
        assert strict.post(door(story, name), {"language": "en"}).status_code == 403
        assert Story.objects.count() == 1

    def test_the_owner_begins_one_and_stands_in_it(self, reporter, at_work, story):
        answer = at_work(reporter).post(door(story), {"language": "en"})
        version = Story.objects.get(language="en")
        assert answer.url == change(version)
        assert (version.owner, version.headline) == (reporter, "[TK] Un titre")

    @pytest.mark.parametrize("language", ["", "xx", "fr", "en\0"])
    def test_a_forged_language_is_refused_in_words(self, editor, at_work, story, language):
        page = at_work(editor).post(door(story), {"language": language}, follow=True)
        assert page.redirect_chain[-1][0] == change(story)
        assert len(page.context["messages"]) == 1
        assert Story.objects.count() == 1


class TestThePanel:
    def test_every_language_of_the_site(self, reporter, at_work, story):
        shown = rows(at_work(reporter), story)
        assert list(shown) == Language.values
        assert [row.current for row in shown.values()] == [True, False, False]
        assert shown["en"].story is None
        assert (shown["en"].language, shown["en"].word) == ("English", "anglais")

    def test_a_group_that_was_never_linked_shows_too(self, editor, at_work):
        story = StoryFactory(public=True)
        other = StoryFactory(public=True, language="en", translation_group=story.translation_group)
        row = rows(at_work(editor), story)["en"]
        assert (row.story, row.url, row.behind) == (other, change(other), 0)

    def test_a_language_the_site_no_longer_has(self, editor, at_work, settings, story):
        StoryFactory(language="uk", translation_group=story.translation_group)
        settings.LANGUAGES = [("fr", "Français"), ("en", "English")]
        assert list(rows(at_work(editor), story)) == ["fr", "en", "uk"]

    def test_a_site_of_one_language_has_no_panel(self, editor, at_work, settings, story):
        settings.LANGUAGES = [("fr", "Français")]
        assert "versions" not in at_work(editor).get(change(story)).context

    def test_what_is_behind_says_so_in_each_version_until_it_has_caught_up(self, editor, at_work, story):
        publishing.publish(story, editor)
        version = translations.translate(story, "en", editor)
        for headline in ("Deux", "Trois"):
            revisions.save_draft(story, story_data(headline=headline), editor)
            publishing.publish(story, editor)
        client = at_work(editor)
        for page in (story, version):
            row = rows(client, page)["en"]
            assert (row.behind, row.history) == (2, change(story).replace("change", "history"))
        assert client.post(door(version, "catch-up")).url == change(version)
        assert rows(client, version)["en"].behind == 0

    def test_nobody_is_led_where_they_may_not_go(self, reporter, editor, at_work, story):
        """An editor's translation of a reporter's story, and the other way round."""
        publishing.publish(story, editor)
        mine = translations.translate(story, "en", editor)
        assert rows(at_work(reporter), story)["en"].url == ""
        Story.objects.filter(pk=story.pk).update(owner=editor, version=3)
        Story.objects.filter(pk=mine.pk).update(owner=reporter)
        row = rows(at_work(reporter), mine)["en"]
        assert (row.behind, row.history) == (2, "")
        assert rows(at_work(reporter), mine)["fr"].url == ""

    def test_it_costs_the_same_for_one_version_and_for_all(self, editor, at_work, story):
        client = at_work(editor)
        few = count(client, change(story))
        for language in ("en", "uk"):
            translations.translate(story, language, editor)
        Story.objects.filter(pk=story.pk).update(version=5)
        assert count(client, change(story)) == few
