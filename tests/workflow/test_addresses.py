"""Permalinks that never die: each address once public leads to its own story for ever."""

from functools import partial

import pytest
from django.utils.translation import gettext_lazy as gettext
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from articles.models import OldAddress, Story
from articles.queries.slugs import free_slug
from articles.workflow import publishing, revisions
from articles.workflow.errors import Refused
from tests.factories import StoryFactory, UserFactory, story_data
from tests.workflow.test_races import PEOPLE, at_once, kinds

TAKEN = gettext("Another story in this language has this address already.")
OLD = gettext("Another story was read at this address, and its readers’ links still lead there.")


def out(by, slug, **changes):
    """A story that readers can read at this address."""
    story = revisions.start(story_data(slug=slug, **changes), by)
    publishing.publish(story, by)
    return Story.objects.get(pk=story.pk)


def move(story, slug, by):
    """Gives a story a new address, as an editor does: in the draft, then by publishing."""
    revisions.save_draft(story, story_data(slug=slug, language=story.language), by)
    publishing.publish(story, by)


def old(story):
    return sorted(story.old_addresses.values_list("slug", flat=True))


@pytest.mark.django_db
class TestWhatIsLeftBehind:
    def test_a_story_that_was_public_keeps_its_old_address(self, editor):
        story = out(editor, "un")
        move(story, "deux", editor)
        assert old(story) == ["un"]

    def test_nothing_while_the_new_one_is_only_in_the_draft(self, editor):
        story = out(editor, "un")
        revisions.save_draft(story, story_data(slug="deux"), editor)
        assert Story.objects.get().slug == "un"
        assert old(story) == []

    def test_a_draft_leaves_nothing(self, editor):
        story = revisions.start(story_data(slug="un"), editor)
        revisions.save_draft(story, story_data(slug="deux"), editor)
        publishing.publish(story, editor)
        assert old(story) == []

    def test_a_story_that_was_only_scheduled_leaves_nothing(self, editor):
        story = StoryFactory(scheduled=True, slug="un")
        move(story, "deux", editor)
        assert Story.objects.get().slug == "deux"
        assert old(story) == []

    def test_a_withdrawn_one_that_comes_back_elsewhere_leaves_one(self, editor):
        story = out(editor, "un")
        publishing.unpublish(story, editor)
        move(story, "deux", editor)
        assert old(story) == ["un"]

    def test_publishing_again_at_the_same_address_adds_nothing(self, editor):
        story = out(editor, "un")
        revisions.save_draft(story, story_data(slug="un", headline="Autrement"), editor)
        publishing.publish(story, editor)
        assert old(story) == []

    def test_a_refused_publication_leaves_nothing(self, editor):
        story = out(editor, "un")
        revisions.save_draft(story, story_data(slug="deux", body=""), editor)
        with pytest.raises(Refused):
            publishing.publish(story, editor)
        assert (Story.objects.get().slug, old(story)) == ("un", [])


@pytest.mark.django_db
class TestNoChainsNoLoops:
    def test_through_three_addresses_and_back(self, editor):
        story = out(editor, "a")
        for slug, left in [("b", ["a"]), ("c", ["a", "b"]), ("a", ["b", "c"]), ("b", ["a", "c"])]:
            move(story, slug, editor)
            assert (Story.objects.get().slug, old(story)) == (slug, left)

    def test_two_stories_cannot_swap(self, editor):
        one, two = out(editor, "a"), out(editor, "b")
        move(one, "c", editor)
        with pytest.raises(Refused, match=str(OLD)):
            move(two, "a", editor)
        assert (Story.objects.get(pk=one.pk).slug, old(one)) == ("c", ["a"])
        assert (Story.objects.get(pk=two.pk).slug, old(two)) == ("b", [])


@pytest.mark.django_db
class TestNobodyElseTakesIt:
    @pytest.fixture
    def story(self, editor):
        story = out(editor, "ancien")
        move(story, "nouveau", editor)
        return story

    @pytest.mark.parametrize("slug", ["ancien", "nouveau"])
    def test_a_new_story_is_refused_in_words(self, editor, story, slug):
        with pytest.raises(Refused, match=str(OLD if slug == "ancien" else TAKEN)):
            revisions.start(story_data(slug=slug), editor)
        assert Story.objects.get() == story

    @pytest.mark.parametrize("slug", ["ancien", "nouveau"])
    def test_so_is_a_draft_of_another(self, editor, story, slug):
        other = revisions.start(story_data(slug="autre"), editor)
        with pytest.raises(Refused, match=str(OLD if slug == "ancien" else TAKEN)):
            revisions.save_draft(other, story_data(slug=slug), editor)
        assert Story.objects.get(pk=other.pk).slug == "autre"

    def test_in_another_language_it_is_free(self, editor, story):
        assert revisions.start(story_data(slug="ancien", language="en"), editor).slug == "ancien"

    def test_no_proposal_names_it(self, story):
        assert free_slug("ancien", "fr", None) == "ancien-2"
        assert free_slug("ancien", "fr", story.pk) == "ancien"
        assert free_slug("ancien", "en", None) == "ancien"

    def test_a_withdrawn_story_keeps_it_too(self, editor, story):
        publishing.unpublish(story, editor)
        with pytest.raises(Refused):
            revisions.start(story_data(slug="ancien"), editor)


@pytest.mark.slow
class TestWhateverEditorsDo(TestCase):
    """Any moves of three stories among six addresses: each stays with the story that was first read at it."""

    @settings(max_examples=25, deadline=None)
    @given(st.lists(st.tuples(st.integers(0, 2), st.sampled_from("abcdef")), max_size=12))
    def test_an_address_never_changes_its_story(self, moves):
        by = UserFactory(is_superuser=True)
        stories = [out(by, slug) for slug in "abc"]
        home = {story.slug: story.pk for story in stories}
        for number, slug in moves:
            story = stories[number]
            try:
                move(story, slug, by)
            except Refused:
                continue
            home.setdefault(slug, story.pk)
            now = dict(Story.objects.values_list("slug", "pk"))
            before = dict(OldAddress.objects.values_list("slug", "story"))
            assert not now.keys() & before.keys()
            assert now | before == home


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("live_server")
class TestEverybodyAtOnce:
    """The live server is not called: with it the database is one that several threads can really share."""

    def test_many_stories_want_one_address(self, admin):
        stories = [out(admin, f"un-{number}") for number in range(PEOPLE)]
        results = at_once(*[partial(move, story, "voulu", admin) for story in stories])
        assert kinds(results) == sorted(["NoneType"] + ["Refused"] * (PEOPLE - 1))
        winner = Story.objects.get(slug="voulu")
        assert OldAddress.objects.values_list("story", flat=True).get() == winner.pk

    def test_one_leaves_an_address_while_others_want_it(self, admin):
        leaving = out(admin, "voulu")
        others = [out(admin, f"un-{number}") for number in range(PEOPLE - 1)]
        calls = [partial(move, leaving, "ailleurs", admin), *(partial(move, each, "voulu", admin) for each in others)]
        assert kinds(at_once(*calls)) == sorted(["NoneType"] + ["Refused"] * (PEOPLE - 1))
        assert not Story.objects.filter(slug="voulu").exists()
        assert OldAddress.objects.get(slug="voulu").story_id == leaving.pk

    def test_two_swap_at_the_same_moment(self, admin):
        one, two = out(admin, "a"), out(admin, "b")
        results = at_once(partial(move, one, "b", admin), partial(move, two, "a", admin))
        assert kinds(results) == ["Refused", "Refused"]
        assert OldAddress.objects.count() == 0
