"""The front page: what the editors chose first, the newest behind it, each story once, and never a gap."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Edition, Region, Story
from articles.queries import front
from articles.queries.front import front_page
from tests.factories import RegionFactory, SectionFactory, StoryFactory

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def stories(number, **more):
    """Public ones, the newest first."""
    now = timezone.now()
    return [StoryFactory(public=True, published_at=now - (n + 1) * HOUR, **more) for n in range(number)]


def chosen(lead=(), secondary=(), regions=None, at=None, **more):
    slots = {"lead": [story.pk for story in lead], "secondary": [story.pk for story in secondary]}
    slots["regions"] = {str(region.pk): [story.pk for story in those] for region, those in (regions or {}).items()}
    return Edition.objects.create(language="fr", slots=slots, starts_at=at or timezone.now() - HOUR, **more)


def everything(page):
    blocks = [story for block in page.blocks for story in block.stories]
    return [story for story in [page.lead, *page.secondary, *blocks, *page.river] if story]


class TestNeverCurated:
    def test_the_newest_leads_and_a_third_stands_beside_it(self):
        all_of_them = stories(9)
        page = front_page("fr")
        assert (page.lead, page.secondary, page.river) == (all_of_them[0], all_of_them[1:4], all_of_them[4:])

    def test_nothing_at_all(self):
        page = front_page("fr")
        assert (page.lead, page.secondary, page.blocks, page.river) == (None, [], [], [])

    def test_an_archived_story_is_on_no_list(self):
        one, other = stories(2)
        Story.objects.filter(pk=one.pk).update(status="archived")
        assert everything(front_page("fr")) == [other]


class TestCurated:
    def test_what_was_chosen_stands_where_it_was_put(self):
        all_of_them = stories(15)
        chosen(all_of_them[7:8], [all_of_them[9], all_of_them[2]])
        page = front_page("fr")
        assert page.lead == all_of_them[7]
        assert page.secondary == [all_of_them[9], all_of_them[2], all_of_them[0], all_of_them[1]]
        assert page.river == [all_of_them[n] for n in (3, 4, 5, 6, 8, 10, 11, 12, 13, 14)]

    def test_a_story_older_than_all_the_page_is_made_from(self, monkeypatch):
        monkeypatch.setattr(front, "NEWEST", 5)
        all_of_them = stories(9)
        chosen(all_of_them[8:], all_of_them[7:8])
        page = front_page("fr")
        assert (page.lead, page.secondary[0]) == (all_of_them[8], all_of_them[7])
        assert everything(page) == [all_of_them[n] for n in (8, 7, 0, 1, 2, 3, 4)][: len(everything(page))]
        assert len(everything(page)) == 7

    @pytest.mark.parametrize("state", [{"withdrawn": True}, {"expired": True}, {"scheduled": True}, {}])
    def test_what_readers_may_not_see_leaves_no_gap_and_no_trace(self, state):
        all_of_them = stories(9)
        hidden = StoryFactory(**state)
        chosen([hidden], [all_of_them[5]])
        page = front_page("fr")
        assert page.lead == all_of_them[0]
        assert page.secondary == [all_of_them[5], all_of_them[1], all_of_them[2]]
        assert hidden not in everything(page)

    def test_a_story_that_was_deleted_or_speaks_another_language(self):
        (only,) = stories(1)
        english = StoryFactory(public=True, language="en")
        chosen([english])
        Edition.objects.update(slots={"lead": [10**9], "secondary": [english.pk], "regions": {"99": [only.pk]}})
        assert everything(front_page("fr")) == [only]

    def test_no_story_stands_twice_whatever_was_stored(self):
        crimea = Region.objects.get(slug="crimea")
        all_of_them = stories(12, regions=[crimea])
        chosen(all_of_them[:1], all_of_them[1:3], {crimea: all_of_them[3:5]})
        shown = everything(front_page("fr"))
        assert sorted(story.pk for story in shown) == sorted(story.pk for story in all_of_them)

    def test_when_every_story_was_chosen_and_the_lead_is_gone_the_next_one_leads(self):
        one, two = stories(2)
        gone = StoryFactory(withdrawn=True)
        chosen([gone], [two, one])
        page = front_page("fr")
        assert (page.lead, page.secondary) == (two, [one])

    def test_the_last_story_may_stand_under_its_region_and_leads_all_the_same(self):
        crimea = Region.objects.get(slug="crimea")
        (only,) = stories(1, regions=[crimea])
        chosen(regions={crimea: [only]})
        page = front_page("fr")
        assert (page.lead, page.blocks) == (only, [])


class TestBlocks:
    def test_a_region_begins_with_what_was_chosen_and_is_filled_up(self):
        crimea = Region.objects.get(slug="crimea")
        all_of_them = stories(12, regions=[crimea])
        chosen(regions={crimea: [all_of_them[9]]})
        (block,) = front_page("fr").blocks
        assert (block.of, block.stories) == (crimea, [all_of_them[9], all_of_them[5], all_of_them[6]])

    def test_also_one_filed_there_in_the_second_place_or_in_a_place_inside(self):
        crimea, kherson = Region.objects.get(slug="crimea"), Region.objects.get(slug="kherson")
        yalta = RegionFactory(parent=crimea)
        stories(3)
        (shared,) = stories(1, regions=[kherson, yalta])
        chosen(regions={crimea: [shared]})
        assert [(block.of, block.stories) for block in front_page("fr").blocks] == [(crimea, [shared])]

    def test_what_was_filed_elsewhere_meanwhile_waits_like_the_others(self):
        crimea, kherson = Region.objects.get(slug="crimea"), Region.objects.get(slug="kherson")
        all_of_them = stories(3)
        (moved,) = stories(1, regions=[kherson])
        chosen(all_of_them[:1], regions={crimea: [moved]})
        assert [(block.of, block.stories) for block in front_page("fr").blocks] == []
        assert set(everything(front_page("fr"))) == {*all_of_them, moved}

    def test_sections_come_after_the_regions_in_their_order(self):
        second, first = SectionFactory(position=2), SectionFactory(position=1)
        stories(2)
        lower, upper = StoryFactory(public=True, section=second), StoryFactory(public=True, section=first)
        Story.objects.filter(pk__in=[lower.pk, upper.pk]).update(published_at=timezone.now() - 20 * HOUR)
        assert [block.of for block in front_page("fr").blocks] == [first, second]


class TestTime:
    def test_as_it_will_be(self):
        (today,) = stories(1)
        tomorrow = StoryFactory(scheduled=True)
        later = timezone.now() + 2 * HOUR
        chosen([tomorrow], at=timezone.now() + HOUR)
        assert front_page("fr").lead == today
        assert front_page("fr", at=later).lead == tomorrow

    def test_as_it_was(self):
        new, old = stories(2)
        chosen([new], at=timezone.now() - timedelta(minutes=30))
        assert front_page("fr", at=timezone.now() - timedelta(minutes=90)).lead == old

    def test_a_cancelled_edition_never_counts(self):
        new, old = stories(2)
        chosen([old], cancelled_at=timezone.now())
        assert front_page("fr").lead == new

    def test_an_edition_of_a_section_or_a_language_is_for_it_alone(self):
        new, old = stories(2)
        chosen([old], section=SectionFactory())
        chosen([old]).__class__.objects.filter(section=None).update(language="en")
        assert front_page("fr").lead == new

    def test_with_other_slots_than_those_decided_on(self):
        new, old = stories(2)
        chosen([new])
        assert front_page("fr", slots={"lead": [old.pk]}).lead == old
