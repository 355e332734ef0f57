"""What the story form asks about readers before it publishes anew, and the form for a correction alone."""

import pytest

from articles.forms.correction import CorrectionForm
from articles.models import Correction
from tests.factories import CorrectionFactory, StoryFactory
from tests.forms.test_story import filled

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return StoryFactory(public=True, slug="un-titre")


class TestWithThePublishButton:
    @pytest.mark.parametrize(
        ("change", "text"), [("", ""), ("update", ""), *((kind, "Un mot.") for kind in Correction.Kind.values)]
    )
    def test_what_makes_sense_passes(self, story, change, text):
        form = filled(instance=story, move="publish", change=change, correction=text)
        assert form.is_valid(), form.errors
        assert (form.cleaned_data["change"], form.cleaned_data["correction"]) == (change, text)

    @pytest.mark.parametrize("kind", Correction.Kind.values)
    def test_a_kind_wants_its_words(self, story, kind):
        assert list(filled(instance=story, move="publish", change=kind, correction="  ").errors) == ["correction"]

    def test_words_want_their_kind(self, story):
        assert list(filled(instance=story, move="publish", change="", correction="Un mot.").errors) == ["change"]

    def test_new_facts_may_be_told_in_a_few_words(self, story):
        form = filled(instance=story, move="publish", change="update", correction="Un mot.")
        assert form.is_valid(), form.errors

    def test_a_kind_that_does_not_exist(self, story):
        assert list(filled(instance=story, move="publish", change="gossip", correction="Un mot.").errors) == ["change"]

    @pytest.mark.parametrize("text", ["a" * 1001, "«" + "a" * 998 + "»", "a\0b"])
    def test_words_that_cannot_be_printed(self, story, text):
        form = filled(instance=story, move="publish", change="typo", correction=text)
        assert list(form.errors) == ["correction"]

    def test_a_draft_is_saved_whatever_is_begun_there(self, story):
        assert filled(instance=story, change="typo", correction="").is_valid()
        assert filled(instance=story, change="", correction="Un mot.").is_valid()


class TestTheAddressOfAPublicStory:
    def test_it_may_change(self, story):
        form = filled(instance=story, slug="Nouveau")
        assert form.is_valid(), form.errors
        assert form.cleaned_data["slug"] == "nouveau"

    def test_emptied_it_stays(self, story):
        form = filled(instance=story, slug="", headline="Tout autre chose")
        assert form.is_valid(), form.errors
        assert form.cleaned_data["slug"] == "un-titre"

    def test_not_to_one_that_another_story_had(self, story):
        CorrectionFactory().story.old_addresses.create(language="fr", slug="jadis")
        assert list(filled(instance=story, slug="jadis").errors) == ["slug"]
        assert list(filled(slug="jadis").errors) == ["slug"]
        proposed = filled(slug="", headline="Jadis")
        assert proposed.is_valid()
        assert proposed.cleaned_data["slug"] == "jadis-2"

    def test_back_to_one_it_had_itself(self, story):
        story.old_addresses.create(language="fr", slug="jadis")
        assert filled(instance=story, slug="jadis").is_valid()


class TestAlone:
    def test_it_offers_to_replace_what_stands_under_this_story(self, story):
        CorrectionFactory()
        first = CorrectionFactory(story=story)
        second = CorrectionFactory(story=story, supersedes=first)
        other = CorrectionFactory(story=story)
        form = CorrectionForm(story=story)
        assert set(form.fields["supersedes"].queryset) == {second, other}

    @pytest.mark.parametrize("key", ["999999", "9" * 40, "zzz", "a\0b", "-1"])
    def test_a_forged_one_is_refused(self, story, key):
        form = CorrectionForm({"kind": "typo", "text": "Un mot.", "supersedes": key}, story=story)
        assert list(form.errors) == ["supersedes"]

    def test_it_is_added(self, story, editor):
        first = CorrectionFactory(story=story)
        form = CorrectionForm({"kind": "typo", "text": "Un mot.", "supersedes": first.pk}, story=story)
        assert form.is_valid(), form.errors
        assert form.save(editor).supersedes == first
