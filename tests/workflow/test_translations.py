"""A story in another language: who may begin it, what it begins with, when it is behind."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import translation

from articles.models import AuditEntry, Region, Story
from articles.workflow import publishing, revisions, translations
from articles.workflow.errors import Refused
from tests.factories import (
    AuthorFactory,
    ImageFactory,
    SectionFactory,
    StoryFactory,
    TagFactory,
    UserFactory,
    story_data,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def an_english_desk(main_language):
    translation.activate("en")


@pytest.fixture
def story(reporter):
    return revisions.start(story_data(), reporter)


def published(story, editor, **changes):
    revisions.save_draft(story, story_data(**changes), editor)
    publishing.publish(story, editor)
    story.refresh_from_db()
    return story


class TestWhoMay:
    def test_strangers_and_colleagues_who_cannot_open_it_may_not(self, story, moderator, other_reporter):
        for person in (UserFactory(), moderator, other_reporter):
            with pytest.raises(PermissionDenied):
                translations.translate(story, "en", person)
        assert Story.objects.count() == 1

    def test_a_reporter_translates_their_own_and_the_draft_is_theirs(self, story, reporter):
        version = translations.translate(story, "en", reporter)
        assert (version.owner, version.status, version.language) == (reporter, "draft", "en")

    def test_an_editor_translates_any_and_the_draft_is_theirs(self, story, editor):
        assert translations.translate(story, "uk", editor).owner == editor

    def test_nobody_else_says_that_it_has_caught_up(self, story, editor, reporter, other_reporter, moderator):
        version = translations.translate(story, "en", reporter)
        published(story, editor, headline="Un autre titre")
        for person in (UserFactory(), moderator, other_reporter):
            with pytest.raises(PermissionDenied):
                translations.catch_up(version, person)
        translations.catch_up(version, reporter)


class TestRefusedInWords:
    @pytest.mark.parametrize("language", ["", "xx", "de", "EN", "fr\0", "../en"])
    def test_a_language_the_site_does_not_have(self, story, reporter, language):
        with pytest.raises(Refused, match="no such language"):
            translations.translate(story, language, reporter)

    def test_a_language_the_site_was_told_not_to_use(self, story, reporter, settings):
        settings.LANGUAGES = [("fr", "Français"), ("en", "English")]
        with pytest.raises(Refused):
            translations.translate(story, "uk", reporter)
        translations.translate(story, "en", reporter)

    def test_a_version_that_exists(self, story, reporter):
        translations.translate(story, "en", reporter)
        for language in ("en", "fr"):
            with pytest.raises(Refused, match="already"):
                translations.translate(story, language, reporter)
        assert Story.objects.count() == 2

    def test_a_version_that_a_version_would_add_again(self, story, reporter):
        english = translations.translate(story, "en", reporter)
        with pytest.raises(Refused, match="French"):
            translations.translate(english, "fr", reporter)

    def test_what_is_not_behind_cannot_catch_up(self, story, reporter):
        version = translations.translate(story, "en", reporter)
        for each in (story, version):
            with pytest.raises(Refused):
                translations.catch_up(each, reporter)


class TestWhatIsCopied:
    def test_the_structure_and_the_words_to_translate(self, editor):
        region = Region.objects.get(slug="kherson")
        one, two = AuthorFactory(), AuthorFactory()
        data = story_data(
            kind="analysis",
            kicker="Surtitre",
            standfirst="Chapô.",
            section=SectionFactory().pk,
            lead_image=ImageFactory().pk,
            primary_region=region.pk,
            regions=[region.pk],
            authors=[two.pk, one.pk],
            tags=[TagFactory().pk],
            comments_open=False,
            embargo_until="2020-01-01T08:00:00+00:00",
            expires_at="2099-01-01T08:00:00+00:00",
        )
        original = revisions.start(data, editor)
        version = translations.translate(original, "en", editor)
        copy = revisions.contents(revisions.working_draft(version))
        assert copy == revisions.tidied(data) | {"language": "en", "headline": "[TK] Un titre"}
        assert (version.translation_group, version.translated_from) == (original.translation_group, original)

    def test_what_readers_see_and_not_what_somebody_is_still_writing(self, story, editor):
        published(story, editor)
        revisions.save_draft(story, story_data(headline="En travail", body="<p>En travail.</p>"), editor)
        version = translations.translate(story, "en", editor)
        assert (version.headline, version.body) == ("[TK] Un titre", "<p>Le texte.</p>")
        assert version.translated_version == 1

    def test_the_draft_of_a_story_nobody_has_seen_yet(self, story, reporter):
        revisions.save_draft(story, story_data(headline="Mieux"), reporter)
        version = translations.translate(story, "en", reporter)
        assert (version.headline, version.translated_version) == ("[TK] Mieux", 0)

    def test_it_cannot_go_out_untranslated(self, story, editor):
        version = translations.translate(story, "en", editor)
        with pytest.raises(Refused, match="TK"):
            publishing.publish(version, editor)

    def test_an_original_that_is_marked_itself_is_marked_once(self, editor):
        original = revisions.start(story_data(headline="[TK] Un titre"), editor)
        assert translations.translate(original, "en", editor).headline == "[TK] Un titre"

    def test_its_address_is_free(self, editor):
        story = revisions.start(story_data(slug="gel"), editor)
        StoryFactory(language="en", slug="gel")
        assert translations.translate(story, "en", editor).slug == "gel-2"
        long = revisions.start(story_data(slug="a-" * 49 + "aa"), editor)
        StoryFactory(language="uk", slug="a-" * 44 + "a")
        assert len(translations.translate(long, "uk", editor).slug) <= 100

    def test_words_that_french_spaces_make_longer_still_fit(self, editor):
        words = {"headline": ("a? " * 67)[:200], "kicker": ("a? " * 27)[:80]}
        english = revisions.start(story_data(language="en", **words), editor)
        french = translations.translate(english, "fr", editor)
        assert len(french.headline) <= 200 and french.headline.startswith("[TK] a")
        assert 70 < len(french.kicker) <= 80

    def test_it_is_in_the_trail_of_both(self, story, editor):
        version = translations.translate(story, "en", editor)
        trail = AuditEntry.objects.order_by("pk").values_list("action", "key", "by_name")
        assert list(trail)[1:] == [("story.start", version.pk, "editor"), ("story.translate", story.pk, "editor")]


class TestBehind:
    def test_each_live_version_of_the_original_counts_and_nothing_else_does(self, story, editor):
        published(story, editor)
        version = translations.translate(story, "en", editor)
        assert translations.behind(version) == 0
        revisions.save_draft(story, story_data(headline="Brouillon"), editor)
        assert translations.behind(Story.objects.get(pk=version.pk)) == 0
        published(story, editor, headline="Deux")
        published(story, editor, headline="Trois")
        assert translations.behind(Story.objects.get(pk=version.pk)) == 2
        translations.catch_up(version, editor)
        assert translations.behind(Story.objects.get(pk=version.pk)) == 0
        assert AuditEntry.objects.filter(action="story.catch_up", key=version.pk).count() == 1

    def test_what_was_never_linked_is_never_behind(self):
        story = StoryFactory(public=True, version=4)
        other = StoryFactory(language="en", translation_group=story.translation_group)
        assert translations.behind(other) == translations.behind(story) == 0

    def test_an_original_that_was_deleted_leaves_nobody_behind(self, story, reporter):
        version = translations.translate(story, "en", reporter)
        Story.objects.filter(pk=story.pk).delete()
        assert translations.behind(Story.objects.get(pk=version.pk)) == 0
