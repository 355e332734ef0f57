"""The text-only edition: everything there is to read, 15 kB a page, and no way out of it but the one that is named."""

import re
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.utils import timezone

from articles.models import Edition, OldAddress, Region, RegionBrief, Story
from articles.queries.navigation import navigation
from articles.views import light
from articles.workflow import searchable
from tests.factories import (
    AuthorFactory,
    CommentFactory,
    CorrectionFactory,
    ImageFactory,
    RegionFactory,
    SectionFactory,
    StoryFactory,
    TagFactory,
)

pytestmark = pytest.mark.django_db
BUDGET = 15_000
SHEET = (settings.BASE_DIR / "static" / "css" / "light.css").stat().st_size
LONGEST = {"headline": "Щ" * 200, "standfirst": "Щ" * 1_500, "kicker": "Щ" * 80}


def crowd(number, **columns):
    """The newest of `number` stories of one region, section, tag and author, with as many comments and corrections."""
    region, section, tag, author = Region.objects.get(slug="donetsk"), SectionFactory(), TagFactory(), AuthorFactory()
    for place in range(there := Story.objects.count(), there + number):
        story = StoryFactory(
            public=True,
            section=section,
            regions=[region, RegionFactory()],
            authors=[author, AuthorFactory()],
            lead_image=ImageFactory(),
            slug=f"{place:03}{'x' * 97}",
            **columns,
        )
        story.tags.add(tag)
        CommentFactory(story=story, status="approved")
    for _ in range(number):
        CorrectionFactory(story=story, supersedes=CorrectionFactory(story=story, kind="substance"))
    slots = {"lead": [story.pk], "secondary": [], "regions": {}}
    Edition.objects.create(language=story.language, section=section, slots=slots, starts_at=story.published_at)
    return story


def addresses(story):
    """{kind: address in the edition} of one page of each kind that has this story."""
    prefix = "" if story.language == "fr" else f"/{story.language}"
    day = timezone.localdate(story.published_at)
    pages = {
        "front": "/",
        "region": "/regions/donetsk/",
        "section": f"/sections/{story.section.slug}/",
        "tag": f"/tags/{story.tags.get().slug}/",
        "author": f"/authors/{story.author_list[0].slug}/",
        "day": f"/archives/{day:%Y/%m/%d}/",
        "story": f"/{day:%Y/%m/%d}/{story.slug}/",
    }
    return {kind: f"{prefix}/leger{page}" for kind, page in pages.items()}


def test_every_page_has_its_twin_which_names_it(reader):
    story = crowd(1, headline="Visible")
    for address in addresses(story).values():
        full = address.replace("/leger", "")
        text = reader.get(address).content.decode()
        assert "Visible" in text, address
        assert f'<link rel="canonical" href="http://testserver{full}">' in text
        assert f'href="http://testserver{full}">' in text.partition("<footer")[2]
        assert f'<a href="{address}">' in reader.get(full).content.decode().partition("<footer")[2]


def test_a_page_without_a_twin_leads_to_the_first_one(reader):
    assert '<a href="/en/leger/">' in reader.get("/en/corrections/").content.decode()


def test_nothing_is_fetched_but_one_small_sheet(reader):
    story = crowd(1)
    for address in addresses(story).values():
        text = reader.get(address).content.decode()
        assert re.findall(r"<(?:img|script|picture|source|iframe|video|audio|object|style|form)\b", text) == []
        assert re.findall(r'<link rel="(\w+)"', text) == ["stylesheet", "icon", "canonical"], address
        assert "light.css" in text
    assert SHEET <= light.SHEET
    sheet = (settings.BASE_DIR / "static" / "css" / "light.css").read_text()
    assert "url(" not in sheet and "@import" not in sheet and "@font-face" not in sheet


@pytest.mark.slow
def test_no_page_weighs_more_than_fifteen_kilobytes_with_its_sheet(reader):
    """The longest headlines and addresses there can be, in letters of two bytes."""
    story = crowd(30, language="uk", html=f"<p>{'Слово. ' * 6_000}</p>", body="<p>x</p>", **LONGEST)
    region = Region.objects.get(slug="donetsk")
    RegionBrief.objects.create(region=region, language="uk", state="Щ" * 800, as_of=timezone.localdate())
    weights = {address: len(reader.get(address).content) + SHEET for address in addresses(story).values()}
    assert {address: weight for address, weight in weights.items() if weight > BUDGET} == {}


class TestStory:
    def test_it_is_read_whole_in_parts(self, reader):
        words = [f"mot{number}." for number in range(6_000)]
        story = StoryFactory(
            public=True, html="".join(f"<p>{' '.join(words[at : at + 50])}</p>" for at in range(0, 6_000, 50))
        )
        address, read = f"/leger{story.get_absolute_url()}", []
        while address:
            text = reader.get(address).content.decode()
            assert len(text.encode()) + SHEET <= BUDGET
            assert f'<link rel="canonical" href="http://testserver{story.get_absolute_url()}">' in text
            read += re.findall(r"mot\d+\.", text)
            address = (re.findall(r'<link rel="next" href="([^"]*)"', text) or [""])[0]
        assert read == words

    @pytest.mark.parametrize("part", ["0", "1", "-1", "99", "zzz", "", "9" * 30, "²", "2"])
    def test_a_part_there_is_not_leads_to_the_beginning(self, reader, part):
        address = f"/leger{StoryFactory(public=True).get_absolute_url()}"
        answer = reader.get(address, {"part": part})
        assert (answer.status_code, answer.headers["Location"]) == (302, address)

    def test_its_pictures_are_told_and_its_links_stay_within(self, reader):
        image = ImageFactory(alt="Un pont", caption="À Kherson", credit="Anne")
        figure = f'<figure class="figure"><picture><img src="/media/x.jpg" alt="Une {"rive"}"></picture></figure>'
        links = '<p><a href="/regions/kherson/">K</a> <a href="http://testserver/en/2026/11/23/x/?a&amp;b#c">X</a>'
        links += ' <a href="https://example.org/regions/kherson/">E</a> <a href="/corrections/">C</a></p>'
        story = StoryFactory(public=True, lead_image=image, html=figure + links)
        text = reader.get(f"/leger{story.get_absolute_url()}").content.decode()
        assert all(words in text for words in ("Un pont", "À Kherson", "Anne", "Une rive"))
        assert "/media/" not in text
        assert re.findall(r'<a href="([^"]*)">[KXEC]</a>', text) == [
            "/leger/regions/kherson/",
            "/en/leger/2026/11/23/x/",
            "https://example.org/regions/kherson/",
            "/corrections/",
        ]

    def test_a_link_cannot_break_out_of_its_attribute(self, reader):
        story = StoryFactory(public=True, html='<p><a href="/tags/%22onclick=x%3E/">T</a></p>')
        text = reader.get(f"/leger{story.get_absolute_url()}").content.decode()
        assert '<a href="/leger/tags/%22onclick%3Dx%3E/">T</a>' in text

    def test_what_was_corrected_is_told_and_the_discussion_is_named(self, reader):
        story = StoryFactory(public=True, language="en", minutes=3)
        CorrectionFactory(story=story, kind="substance", text="It was 1882.")
        CommentFactory(story=story, status="approved", html="<p>Approved words</p>")
        text = reader.get(f"/en/leger{story.get_absolute_url()[3:]}").content.decode()
        assert "It was 1882." in text and "Reading time: 3 min" in text
        assert f'<a href="http://testserver{story.get_absolute_url()}#comments">1 comment, on the full page</a>' in text
        assert "Approved words" not in text

    def test_its_versions_are_linked_within_the_edition(self, reader):
        story = StoryFactory(public=True)
        english = StoryFactory(public=True, language="en", translation_group=story.translation_group)
        text = reader.get(f"/leger{story.get_absolute_url()}").content.decode()
        assert f'<a href="/en/leger{english.get_absolute_url()[3:]}" lang="en"' in text

    def test_wrong_and_former_addresses_lead_to_it(self, reader):
        story = StoryFactory(public=True, slug="titre")
        OldAddress.objects.create(story=story, language="fr", slug="ancien")
        address = f"/leger{story.get_absolute_url()}"
        for wrong in ("/leger/1999/01/31/titre/", "/leger/2025/13/45/TITRE/", "/leger/2001/01/01/ancien/"):
            answer = reader.get(wrong)
            assert (answer.status_code, answer.headers["Location"]) == (301, address)

    def test_what_is_gone_says_so_in_the_same_dress(self, reader):
        story = StoryFactory(withdrawn=True, withdrawal_reason="Une <erreur>.")
        answer = reader.get(f"/leger/2026/01/01/{story.slug}/")
        assert answer.status_code == 410
        assert "Une &lt;erreur&gt;." in answer.content.decode() and "light.css" in answer.content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/leger/regions/atlantide/",
        "/leger/sections/rien/",
        "/leger/tags/rien/",
        "/leger/authors/rien/",
        "/leger/archives/2026/02/30/",
        "/leger/archives/2026/02/03/",
        "/leger/archives/1900/01/01/",
        "/leger/2026/11/23/rien/",
    ],
)
def test_what_is_not_there_is_told_in_the_same_dress(reader, path):
    answer = reader.get(path)
    assert answer.status_code == 404
    assert "light.css" in answer.content.decode() and "noindex" in answer.content.decode()


@pytest.mark.parametrize("query", ["page=2", "page=-1", "before=zzz", f"before={'9' * 99}", "before=1-1", "before=%00"])
def test_a_page_of_a_list_there_is_not_leads_to_one_there_is(reader, query):
    StoryFactory(public=True, regions=[Region.objects.get(slug="kherson")])
    answer = reader.get(f"/leger/regions/kherson/?{query}")
    assert answer.status_code in (301, 302)
    assert answer.headers["Location"].startswith("/leger/regions/kherson/")


@pytest.mark.slow
def test_one_gets_through_a_long_list_within_the_edition(reader):
    stories = [crowd(1, headline=f"Titre {number}") for number in range(1)]
    region = Region.objects.get(slug="donetsk")
    stories += StoryFactory.create_batch(50, public=True, regions=[region])
    address, seen = "/leger/regions/donetsk/", []
    while address:
        text = reader.get(address).content.decode()
        seen += re.findall(r'<li><a href="/leger/\d{4}/\d\d/\d\d/([^/]*)/">', text)
        address = (re.findall(r'<a rel="next" href="([^"]*)"', text) or [""])[0]
        assert address.startswith("/leger/") or not address
    assert sorted(seen) == sorted(Story.objects.values_list("slug", flat=True))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["front", "region", "section", "tag", "author", "day", "story"])
def test_the_number_of_queries_does_not_grow(name, reader, django_assert_max_num_queries):
    def count(story):
        address = addresses(story)[name]
        navigation.forget()
        navigation.seconds = 60
        navigation()
        with django_assert_max_num_queries(50) as queries:
            assert reader.get(address).status_code == 200
        return len(queries)

    few, many = count(crowd(1)), count(crowd(30))
    assert few == many
    assert many <= {"front": 8, "story": 6}.get(name, 5)


class TestSearch:
    @pytest.fixture
    def found(self):
        story = StoryFactory(public=True, headline="Le pont de Kertch", body="<p>Un pont.</p>")
        StoryFactory(headline="Le pont SECRET")
        searchable.index_all()
        return story

    def test_it_finds_what_the_full_one_finds(self, reader, found):
        text = reader.get("/leger/search/", {"q": "ponts"}).content.decode()
        assert re.findall(r'<li><a href="(/leger/2[^"]*)">', text) == [f"/leger{found.get_absolute_url()}"]
        assert '<link rel="canonical" href="http://testserver/search/?q=ponts">' in text
        assert "SECRET" not in text
        assert '<a href="/leger/search/?q=ponts">' in reader.get("/search/", {"q": "ponts"}).content.decode()

    @pytest.mark.parametrize("q", ["", " ", '" OR 1=1', "-", "*", "a" * 10_000, "\u202eabc", "\0", "<script>", "((("])
    def test_whatever_is_asked_there_is_an_answer(self, reader, found, q):
        answer = reader.get("/leger/search/", {"q": q})
        assert answer.status_code in (200, 400)
        assert "<script" not in answer.content.decode()

    @pytest.mark.parametrize("before", ["zzz", "-1", "7", "40", "9" * 18])
    def test_a_page_of_results_there_is_not_leads_to_the_first(self, reader, found, before):
        answer = reader.get("/leger/search/", {"q": "pont", "before": before})
        assert (answer.status_code, answer.headers["Location"]) == (302, "/leger/search/?q=pont")


def test_a_story_leads_to_its_day_from_which_all_days_are_reached(reader):
    story = StoryFactory(public=True, language="en", published_at=datetime(2025, 8, 14, 22, 30, tzinfo=UTC))
    text = reader.get(f"/en/leger{story.get_absolute_url().removeprefix('/en')}").content.decode()
    assert '<a href="/en/leger/archives/2025/08/15/">All the stories of this day</a>' in text  # the day in Paris
    assert reader.get("/en/leger/archives/2025/08/15/").status_code == 200


def test_a_language_without_stories_does_not_say_that_there_is_none_at_all(reader):
    StoryFactory(public=True)
    for address in ("/en/", "/en/leger/", "/en/archives/"):
        assert "No story has been published in this language yet." in reader.get(address).content.decode()
