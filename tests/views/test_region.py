"""A region's page: its stories and those of the places inside it, and what editors put around them."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from articles.models import Region, RegionBrief, Story
from articles.queries.region import BACKGROUND, DISCUSSED
from tests.factories import RegionFactory, StoryFactory

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def donetsk():
    return Region.objects.get(slug="donetsk")


def page_of(reader, query=""):
    return reader.get(f"/regions/donetsk/{query}").context


def shown(reader, query=""):
    return [story.headline for story in page_of(reader, query)["page"]]


def stories(number, region, **more):
    """Public ones, an hour apart, the newest first."""
    now = timezone.now()
    moments = [now - (n + 1) * HOUR for n in range(number)]
    return [StoryFactory(public=True, published_at=moment, regions=[region], **more) for moment in moments]


def brief(region, background=(), **fields):
    made = RegionBrief.objects.create(region=region, **({"state": "Dit ainsi.", "as_of": date(2026, 1, 2)} | fields))
    made.background.set(background)
    return made


def test_stories_of_the_region_and_of_the_places_in_it_the_newest_first_each_once(donetsk, reader):
    city = RegionFactory(parent=donetsk)
    hours = lambda n: timezone.now() - timedelta(hours=n)  # noqa: E731
    StoryFactory(public=True, headline="ancien", published_at=hours(3), regions=[donetsk, city])
    StoryFactory(public=True, headline="neuf", published_at=hours(1), regions=[city])
    StoryFactory(public=True, headline="ailleurs", regions=[Region.objects.get(slug="crimea")])
    StoryFactory(public=True, headline="english", language="en", regions=[donetsk])
    assert shown(reader) == ["neuf", "ancien"]


ODD = ["?page=2", "?page=-1", "?page=zzz", "?page=1000000000000000000", "?before=zzz", "?before=0-0", "?before=%00"]


@pytest.mark.parametrize("query", ODD)
def test_any_page_leads_to_one_there_is(donetsk, reader, query):
    stories(2, donetsk)
    answer = reader.get(f"/regions/donetsk/{query}", follow=True)
    assert (answer.status_code, answer.request["PATH_INFO"], answer.request["QUERY_STRING"]) == (
        200,
        "/regions/donetsk/",
        "",
    )


@pytest.mark.slow
def test_older_pages_hold_what_the_first_does_not_and_nothing_around_it(donetsk, reader):
    all_of_them = stories(25, donetsk)
    brief(donetsk, lead=all_of_them[3])
    older = page_of(reader, page_of(reader)["page"].older)
    assert list(older["page"]) == all_of_them[20:]
    assert [story for _day, those in older["days"] for story in those] == all_of_them[20:]
    assert (older["brief"], older["lead"], older["discussed"], older["background"]) == (None, None, [], [])


def test_a_region_nobody_knows_is_not_found(reader):
    answer = reader.get("/regions/nulle-part/")
    assert answer.status_code == 404
    assert "<h1" in answer.content.decode()


def test_an_empty_region_has_its_brief_and_says_that_there_is_no_story(donetsk, reader):
    brief(donetsk)
    context = page_of(reader)
    assert (context["lead"], context["days"], context["brief"].state) == (None, [], "Dit ainsi.")


class TestByDay:
    def test_each_story_stands_under_its_day_in_newsroom_time(self, donetsk, reader):
        midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=1)
        moments = [midnight + HOUR, midnight, midnight - timedelta(minutes=1)]
        all_of_them = [StoryFactory(public=True, regions=[donetsk], published_at=each) for each in moments]
        lead = stories(1, donetsk)[0]
        context = page_of(reader)
        assert context["lead"] == lead
        assert context["days"] == [
            (midnight.date(), all_of_them[:2]),
            (midnight.date() - timedelta(days=1), all_of_them[2:]),
        ]


HIDDEN = [{}, {"status": "in_review"}, {"scheduled": True}, {"expired": True}, {"withdrawn": True}, {"archived": True}]


class TestBrief:
    @pytest.mark.parametrize("state", HIDDEN)
    def test_a_story_readers_cannot_see_neither_leads_nor_explains(self, donetsk, reader, state):
        newest = stories(1, donetsk)[0]
        hidden = StoryFactory(headline="SECRET", slug="secret", regions=[donetsk], comment_count=9, **state)
        brief(donetsk, lead=hidden, background=[hidden])
        answer = reader.get("/regions/donetsk/")
        assert "SECRET" not in answer.content.decode()
        assert (answer.context["lead"], answer.context["background"]) == (newest, [])

    def test_nor_one_of_elsewhere_or_of_another_language(self, donetsk, reader):
        newest = stories(1, donetsk)[0]
        abroad = StoryFactory(public=True, regions=[Region.objects.get(slug="crimea")], kind="explainer")
        english = StoryFactory(public=True, regions=[donetsk], language="en")
        brief(donetsk, lead=abroad, background=[abroad, english])
        context = page_of(reader)
        assert (context["lead"], context["background"]) == (newest, [])

    def test_what_was_chosen_leads_and_explains_however_old(self, donetsk, reader):
        old = StoryFactory(public=True, regions=[donetsk], published_at=timezone.now() - timedelta(days=900))
        older = StoryFactory(public=True, regions=[donetsk], published_at=timezone.now() - timedelta(days=901))
        newer = stories(3, donetsk, kind="explainer")
        brief(donetsk, lead=old, background=[older, old])
        context = page_of(reader)
        assert (context["lead"], context["background"]) == (old, [older])
        assert [story for _day, those in context["days"] for story in those] == [*newer, older]

    def test_it_is_said_in_its_language_only_with_its_day(self, donetsk, reader):
        brief(donetsk, language="en", state="<b>So</b> it stands.\n\nAnd so.", as_of=date(2026, 5, 1))
        assert page_of(reader)["brief"] is None
        text = reader.get("/en/regions/donetsk/").content.decode()
        assert "<p>&lt;b&gt;So&lt;/b&gt; it stands.</p>\n\n<p>And so.</p>" in text
        assert '<time datetime="2026-05-01">1 May 2026</time>' in text

    @pytest.mark.parametrize(("days", "old"), [(0, False), (30, False), (31, True)])
    def test_after_a_month_readers_are_told_that_it_is_old(self, donetsk, reader, days, old):
        brief(donetsk, as_of=timezone.localdate() - timedelta(days=days))
        assert page_of(reader)["state_is_old"] is old

    def test_of_a_place_it_is_its_own(self, donetsk, reader):
        brief(donetsk)
        place = RegionFactory(parent=donetsk)
        context = reader.get(place.get_absolute_url()).context
        assert context["brief"] is None
        assert [spot.region for spot in context["map"].spots if spot.current] == [donetsk]


class TestBeside:
    def test_the_newest_that_explain_and_not_the_one_that_leads(self, donetsk, reader):
        all_of_them = stories(BACKGROUND + 2, donetsk, kind="analysis")
        stories(2, donetsk)
        context = page_of(reader)
        assert context["lead"] not in context["background"]
        assert context["background"] == [story for story in all_of_them if story != context["lead"]][:BACKGROUND]

    def test_the_most_discussed_first_and_none_without_a_comment(self, donetsk, reader):
        all_of_them = stories(DISCUSSED + 3, donetsk)
        for number, story in enumerate(all_of_them):
            Story.objects.filter(pk=story.pk).update(comment_count=number)
        assert page_of(reader)["discussed"] == all_of_them[::-1][:DISCUSSED]
        Story.objects.exclude(pk=all_of_them[4].pk).update(comment_count=0)
        assert page_of(reader)["discussed"] == [all_of_them[4]]

    def test_an_old_story_that_was_chosen_is_not_discussed_today(self, donetsk, reader, monkeypatch):
        monkeypatch.setattr("articles.queries.region.RECENT", 2)
        all_of_them = stories(4, donetsk)
        Story.objects.filter(pk=all_of_them[3].pk).update(comment_count=99)
        brief(donetsk, background=[all_of_them[3]])
        context = page_of(reader)
        assert (context["discussed"], context["background"]) == ([], [all_of_them[3]])


def test_the_page_of_a_place_that_holds_others_costs_what_a_small_one_does(
    donetsk, reader, navigation_is_kept, django_assert_max_num_queries
):
    stories(3, donetsk)
    lead, *others = stories(9, donetsk, kind="explainer")
    brief(donetsk, lead=lead, background=others[:6])
    with django_assert_max_num_queries(6):
        reader.get("/regions/donetsk/")


def test_the_map_tells_the_number_in_words_and_links_once_by_keyboard(donetsk, reader):
    stories(2, donetsk)
    text = reader.get("/en/regions/donetsk/").content.decode()
    start = text.index("<svg")
    drawing, after = text[start : text.index("</svg>")], text[text.index("</svg>") :]
    assert drawing.count("<a ") == drawing.count('tabindex="-1"') == 10
    assert '<a href="/en/regions/donetsk/" aria-current="true">Donetsk</a>' in after
    assert "68/262" in after


def test_its_other_names_are_what_search_knows_not_what_it_is_called(donetsk, reader):
    """The Donbass is more than Donetsk: it is searched for under that name, and not called so."""
    Region.objects.filter(pk=donetsk.pk).update(also_written="Donbass, Донеччина")
    text = reader.get("/en/regions/donetsk/").content.decode()
    assert '<span>Search also knows it as: Donbass, <span lang="uk">Донеччина</span></span>' in text


def test_foreign_words_are_marked_wherever_the_page_names_a_story(donetsk, reader):
    told = {"language": "en", "kind": "explainer", "comment_count": 1, "standfirst": "In Київ."}
    first, *_others = [StoryFactory(public=True, headline="The Крим", regions=[donetsk], **told) for _ in range(3)]
    brief(donetsk, language="en", state="Near Київ.", background=[first])
    text = reader.get("/en/regions/donetsk/").content.decode()
    main = text.partition("<main")[2].partition("</main>")[0]
    links = main.count('>The <span lang="uk">Крим</span></a>')
    assert (links, main.count(">The Крим</a>")) == (main.count('class="headline-link"') + 3, 0)
    assert 'Near <span lang="uk">Київ</span>.' in main
    assert "In Київ." not in main
