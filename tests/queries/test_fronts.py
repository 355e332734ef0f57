"""The fronts as the desk sees them."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from articles.models import Edition, Story
from articles.queries.fronts import candidates, chosen_stories, fronts_overview, stale_fronts
from articles.workflow import words
from tests.factories import SectionFactory, StoryFactory

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def edition(lead=None, ago=HOUR, language="fr", section=None, **more):
    slots = {"lead": [lead.pk] if lead else [], "secondary": [], "regions": {}}
    starts_at = timezone.now() - ago
    return Edition.objects.create(language=language, section=section, slots=slots, starts_at=starts_at, **more)


def old(**more):
    return StoryFactory(public=True, published_at=timezone.now() - 30 * HOUR, **more)


class TestOverview:
    def test_every_front_of_every_language_once(self):
        section = SectionFactory(slug="monde")
        wheres = [front.where for front in fronts_overview()]
        assert wheres == [["fr"], ["en"], ["uk"], ["fr", "monde"], ["en", "monde"], ["uk", "monde"]]
        assert fronts_overview()[3].section == section

    def test_current_former_and_coming(self):
        story = StoryFactory(public=True)
        former = [edition(story, ago=hours * HOUR) for hours in range(2, 12)]
        current = edition(story)
        coming = [edition(ago=-hours * HOUR) for hours in (1, 2)]
        edition(ago=-HOUR, cancelled_at=timezone.now())
        edition(ago=HOUR / 2, cancelled_at=timezone.now())
        front = fronts_overview()[0]
        assert (front.current, front.former, front.scheduled) == (current, former[:5], coming)
        assert front.current.lead == front.former[0].lead == story
        assert front.scheduled[0].lead is None

    def test_it_costs_the_same_for_one_and_for_thirty(self, django_assert_num_queries):
        edition(StoryFactory(public=True))
        with django_assert_num_queries(4):
            fronts_overview()
        for section in SectionFactory.create_batch(10):
            for hours in (3, 2, 1, -1):
                edition(StoryFactory(public=True, section=section), ago=hours * HOUR, section=section)
        with django_assert_num_queries(4):
            fronts_overview()


class TestStale:
    def reasons(self):
        with translation.override("en"):
            return [(front.where, front.stale) for front in stale_fronts()]

    def test_a_fresh_lead_is_no_news(self):
        edition(StoryFactory(public=True))
        assert self.reasons() == []

    def test_nor_a_front_nobody_composed_or_without_a_chosen_lead(self):
        old()
        edition(None)
        assert self.reasons() == []

    def test_an_old_lead(self):
        edition(old())
        assert self.reasons() == [(["fr"], "The chosen lead has had no news for 1\xa0day.")]

    def test_unless_it_was_brought_up_to_date(self):
        edition(old(changed_at=timezone.now() - HOUR))
        assert self.reasons() == []

    def test_the_operator_says_when(self, settings):
        settings.FRONT_STALE_HOURS = 48
        edition(old())
        assert self.reasons() == []

    @pytest.mark.parametrize("state", [{"withdrawn": True}, {"expired": True}, {}])
    def test_a_lead_that_readers_do_not_see(self, state):
        edition(StoryFactory(**state))
        words = "The chosen lead is no longer public: another story has taken its place."
        assert self.reasons() == [(["fr"], words)]

    def test_an_archived_one_and_a_deleted_one(self):
        one, other = StoryFactory(public=True), StoryFactory()
        edition(one), edition(other, language="en")
        Story.objects.filter(pk=one.pk).update(status="archived")
        other.delete()
        assert [where for where, words in self.reasons()] == [["fr"], ["en"]]

    def test_one_that_is_still_to_come_is_not_stale(self):
        edition(StoryFactory(scheduled=True))
        assert self.reasons() == []

    def test_former_and_coming_editions_are_not_on_the_page(self):
        fresh = StoryFactory(public=True)
        edition(old(), ago=3 * HOUR), edition(fresh), edition(old(), ago=-HOUR)
        assert self.reasons() == []

    def test_a_section_too_in_three_queries(self, django_assert_num_queries):
        for section in SectionFactory.create_batch(10):
            edition(old(section=section), section=section)
        with django_assert_num_queries(3):
            assert len(stale_fronts()) == 10


class TestCandidates:
    @pytest.fixture
    def written(self):
        section = SectionFactory()
        made = {
            "ancien": old(headline="Ancien été", section=section),
            "neuf": StoryFactory(public=True, headline="Neuf"),
            "prévu": StoryFactory(scheduled=True, headline="Prévu"),
        }
        for state in ({}, {"withdrawn": True}, {"expired": True}, {"public": True, "language": "en"}):
            StoryFactory(headline="Secret", **state)
        words.index_all()
        return made

    def test_published_and_scheduled_ones_the_newest_first(self, written):
        assert candidates("fr", None) == [written["prévu"], written["neuf"], written["ancien"]]

    def test_a_section_offers_its_own(self, written):
        assert candidates("fr", written["ancien"].section) == [written["ancien"]]

    def test_by_words_without_accents(self, written):
        assert candidates("fr", None, "ete") == [written["ancien"]]
        assert candidates("fr", None, "secret") == []

    @pytest.mark.parametrize("hostile", ["\0", "'; DROP TABLE", '"', "* OR *", "a" * 10_000, "🦊", "NEAR(", "%", "&|!"])
    def test_no_words_break_it(self, written, hostile):
        assert isinstance(candidates("fr", None, hostile), list)


def test_a_form_learns_nothing_about_drafts():
    draft, english, public = StoryFactory(), StoryFactory(public=True, language="en"), StoryFactory(public=True)
    found = chosen_stories("fr", {draft.pk, english.pk, public.pk, 10**12})
    assert found == {public.pk: public}
