"""A correction is public, dated and for ever: never rewritten, never deleted, only replaced."""

from datetime import timedelta
from functools import partial

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles.models import AppendOnly, AuditEntry, Correction, Story
from articles.workflow import corrections, publishing, revisions
from articles.workflow.errors import Refused, Vanished
from tests.factories import CorrectionFactory, StoryFactory, UserFactory, story_data
from tests.workflow.test_races import PEOPLE, at_once, kinds

Kind = Correction.Kind


@pytest.fixture
def story(db):
    return StoryFactory(public=True, changed_at=timezone.now() - timedelta(hours=1))


class TestWhoMay:
    @pytest.mark.parametrize("name", ["reporter", "other_reporter", "moderator"])
    def test_nobody_who_may_not_publish(self, story, request, name):
        with pytest.raises(PermissionDenied):
            corrections.add(story, Kind.TYPO, "Un mot.", request.getfixturevalue(name))
        assert not Correction.objects.exists()

    def test_not_even_the_storys_own_reporter_nor_a_stranger(self, reporter):
        story = StoryFactory(public=True, owner=reporter)
        for person in (reporter, AnonymousUser()):
            with pytest.raises(PermissionDenied):
                corrections.add(story, Kind.TYPO, "Un mot.", person)

    def test_an_editor(self, story, editor):
        correction = corrections.add(story, Kind.TYPO, "Un mot.", editor)
        assert (correction.kind, correction.text, correction.by, correction.supersedes) == (
            *("typo", "Un mot.", editor),
            None,
        )
        assert Correction.objects.get() == correction

    def test_the_trail_tells_it_on_the_story(self, story, editor):
        corrections.add(story, Kind.TYPO, "Un mot.", editor)
        line = AuditEntry.objects.about(story).get()
        assert (line.action, line.by) == ("story.correct", editor)
        assert "Un mot." in line.words


class TestWhichStories:
    @pytest.mark.parametrize("state", [{}, {"status": "in_review"}, {"scheduled": True}])
    def test_none_that_no_reader_has_seen(self, db, editor, state):
        with pytest.raises(Refused):
            corrections.add(StoryFactory(**state), Kind.TYPO, "Un mot.", editor)
        assert not Correction.objects.exists()

    @pytest.mark.parametrize("state", ["public", "archived", "withdrawn", "expired"])
    def test_every_one_that_was_public_once(self, db, editor, state):
        corrections.add(StoryFactory(**{state: True}), Kind.TYPO, "Un mot.", editor)
        assert Correction.objects.count() == 1

    def test_one_that_is_no_longer_there(self, story, editor):
        Story.objects.filter(pk=story.pk).delete()
        with pytest.raises(Vanished):
            corrections.add(story, Kind.TYPO, "Un mot.", editor)


class TestTheWords:
    @pytest.mark.parametrize("text", ["", "  \n ", "\u200b", "\x07"])
    def test_something_has_to_be_said(self, story, editor, text):
        with pytest.raises(Refused):
            corrections.add(story, Kind.TYPO, text, editor)

    @pytest.mark.parametrize("kind", ["", "update", "gossip"])
    def test_of_a_kind(self, story, editor, kind):
        with pytest.raises(Refused):
            corrections.add(story, kind, "Un mot.", editor)

    def test_they_get_the_typography_of_the_story(self, story, editor):
        assert corrections.add(story, Kind.TYPO, 'Il fallait lire "1882" !', editor).text == (
            "Il fallait lire «\u00a01882\u00a0»\u202f!"
        )
        english = StoryFactory(public=True, language="en")
        assert corrections.add(english, Kind.TYPO, 'Read "1882"!', editor).text == 'Read "1882"!'

    def test_they_are_one_line_without_anything_invisible(self, story, editor):
        assert corrections.add(story, Kind.TYPO, " Un\r\nmot\x07\u202e. ", editor).text == "Un mot."

    def test_they_are_measured_as_they_are_printed(self, story, editor):
        fits = "a" * 997 + " !"  # the space stays one character
        assert len(corrections.add(story, Kind.TYPO, fits, editor).text) == 999
        with pytest.raises(Refused, match="1000"):
            corrections.add(story, Kind.TYPO, "«" + "b" * 998 + "»", editor)

    def test_the_same_one_twice_stands_once(self, story, editor):
        corrections.add(story, Kind.TYPO, "Un mot.", editor)
        with pytest.raises(Refused):
            corrections.add(story, Kind.TYPO, " Un mot. ", editor)
        assert Correction.objects.count() == 1


class TestTheDate:
    """dateModified moves only for changes of substance."""

    @pytest.mark.parametrize("kind", [Kind.TYPO, Kind.CLARIFICATION])
    def test_small_ones_leave_it(self, story, editor, kind):
        corrections.add(story, kind, "Un mot.", editor)
        assert Story.objects.get().changed_at == story.changed_at

    def test_substance_moves_it(self, story, editor):
        corrections.add(story, Kind.SUBSTANCE, "Un fait.", editor)
        after = Story.objects.get()
        assert after.changed_at > story.changed_at
        assert (after.published_at, after.version) == (story.published_at, story.version)

    @pytest.mark.parametrize(
        ("change", "text", "moves"),
        [
            ("", "", False),
            ("typo", "Un mot.", False),
            ("clarification", "Un mot.", False),
            ("update", "", True),
            ("substance", "Un fait.", True),
        ],
    )
    def test_publishing_anew_with_a_word_for_readers(self, story, editor, change, text, moves):
        revisions.save_draft(story, story_data(slug=story.slug, headline="Autrement"), editor)
        publishing.publish(story, editor, change=change, correction=text)
        after = Story.objects.get()
        assert after.headline == "Autrement"
        assert (after.changed_at > story.changed_at) == moves
        assert [(each.kind, each.text) for each in Correction.objects.all()] == ([(change, text)] if text else [])

    def test_a_publication_that_is_refused_corrects_nothing(self, story, editor):
        revisions.save_draft(story, story_data(slug=story.slug, body=""), editor)
        with pytest.raises(Refused):
            publishing.publish(story, editor, change="substance", correction="Un fait.")
        assert not Correction.objects.exists()
        assert Story.objects.get().changed_at == story.changed_at

    def test_an_import_says_when(self, story, editor):
        at = timezone.now() - timedelta(minutes=30)
        corrections.add_as_of(story, Kind.SUBSTANCE, "Un fait.", editor, at)
        assert Correction.objects.get().created_at == Story.objects.get().changed_at == at


class TestReplacing:
    def test_the_one_before_stays(self, story, editor):
        first = corrections.add(story, Kind.TYPO, "Un.", editor)
        second = corrections.add(story, Kind.SUBSTANCE, "Deux.", editor, supersedes=first)
        assert second.supersedes == first
        assert Correction.objects.get(pk=first.pk).successor == second

    def test_once(self, story, editor):
        first = corrections.add(story, Kind.TYPO, "Un.", editor)
        corrections.add(story, Kind.TYPO, "Deux.", editor, supersedes=first)
        with pytest.raises(Refused):
            corrections.add(story, Kind.TYPO, "Trois.", editor, supersedes=first)
        assert Correction.objects.count() == 2

    def test_of_the_same_story_only(self, story, editor):
        other = CorrectionFactory()
        with pytest.raises(Refused):
            corrections.add(story, Kind.TYPO, "Un.", editor, supersedes=other)

    def test_what_was_replaced_may_be_said_again(self, story, editor):
        first = corrections.add(story, Kind.TYPO, "Un.", editor)
        second = corrections.add(story, Kind.TYPO, "Deux.", editor, supersedes=first)
        corrections.add(story, Kind.TYPO, "Un.", editor, supersedes=second)
        assert Correction.objects.count() == 3


class TestForEver:
    @pytest.mark.parametrize(
        "attempt",
        [
            lambda correction: correction.save(),
            lambda correction: correction.delete(),
            lambda correction: Correction.objects.update(text="Autre."),
            lambda correction: Correction.objects.all().delete(),
            lambda correction: correction.story.corrections.all().delete(),
        ],
    )
    def test_nothing_rewrites_or_deletes_it(self, db, attempt):
        correction = CorrectionFactory(text="Un mot.")
        with pytest.raises(AppendOnly):
            attempt(correction)
        assert Correction.objects.get().text == "Un mot."

    def test_it_outlives_the_account_of_its_author(self, story):
        by = UserFactory(is_superuser=True)
        Correction.objects.create(story=story, kind=Kind.TYPO, text="Un mot.", by=by)
        by.delete()
        assert Correction.objects.get().by is None


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("live_server")
class TestEverybodyAtOnce:
    def test_a_correction_is_replaced_once(self, admin):
        first = CorrectionFactory()
        calls = [
            partial(corrections.add, first.story, Kind.TYPO, f"n° {number}", admin, supersedes=first)
            for number in range(PEOPLE)
        ]
        assert kinds(at_once(*calls)) == sorted(["Correction"] + ["Refused"] * (PEOPLE - 1))

    def test_sent_many_times_it_stands_once(self, admin):
        story = StoryFactory(public=True)
        results = at_once(*[partial(corrections.add, story, Kind.TYPO, "Un mot.", admin)] * PEOPLE)
        assert kinds(results) == sorted(["Correction"] + ["Refused"] * (PEOPLE - 1))
