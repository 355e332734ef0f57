"""What search engines may find: everything readers can open from a list, once, and nothing else."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from articles.models import Region, SitePage
from tests.factories import AuthorFactory, ImageFactory, RegionFactory, SectionFactory, StoryFactory, TagFactory

pytestmark = pytest.mark.django_db

NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "xhtml": "http://www.w3.org/1999/xhtml",
    "image": "http://www.google.com/schemas/sitemap-image/1.1",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
}
HERE = "http://testserver"


def read(reader, address):
    answer = reader.get(address)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/xml; charset=utf-8")
    return ElementTree.fromstring(answer.content)


def named(reader, address="/sitemap.xml"):
    """The addresses a sitemap names, on this site."""
    return [place.text.removeprefix(HERE) for place in read(reader, address).iterfind("*/s:loc", NAMES)]


def out(at, **words):
    return StoryFactory(public=True, published_at=datetime.fromisoformat(at).replace(tzinfo=UTC), **words)


def test_a_newspaper_without_stories_names_its_pages_and_regions(reader):
    regions = [f"/sitemap-region-{region.slug}.xml" for region in Region.objects.filter(parent=None)]
    assert named(reader) == ["/sitemap-pages.xml", *regions]


def test_a_slice_a_month_in_which_something_came_out(reader):
    out("2024-12-31T22:59"), out("2024-12-31T23:00"), out("2026-03-15T12:00", language="uk")
    StoryFactory(archived=True, published_at=timezone.now() - timedelta(days=2000))
    StoryFactory(scheduled=True)
    months = [place for place in named(reader) if place.startswith("/sitemap-2")]
    assert months == ["/sitemap-2026-03.xml", "/sitemap-2025-01.xml", "/sitemap-2024-12.xml"]
    assert [len(named(reader, month)) for month in months] == [1, 1, 1]


def test_an_archive_of_generations(reader):
    out("1925-05-01T12:00"), out("1950-05-01T12:00"), out("2026-03-15T12:00")
    months = [place for place in named(reader) if place.startswith(("/sitemap-1", "/sitemap-2"))]
    assert months == ["/sitemap-2026-03.xml", "/sitemap-1950-05.xml"]  # a hundred years of them
    assert len(named(reader, "/sitemap-1925-05.xml")) == 1


@pytest.mark.parametrize("month", ["2026-02", "2026-13", "2026-00", "1800-01", "9999-12", "2026-1"])
def test_there_is_no_slice_of_nothing(reader, month):
    out("2026-03-15T12:00")
    assert reader.get(f"/sitemap-{month}.xml").status_code == 404
    assert reader.get("/sitemap-region-rien.xml").status_code == 404


@pytest.mark.parametrize("state", [{}, {"scheduled": True}, {"expired": True}, {"withdrawn": True}, {"archived": True}])
def test_what_is_listed_is_found_and_nothing_else(reader, state):
    kherson = Region.objects.get(slug="kherson")
    public = StoryFactory(public=True, regions=[kherson])
    hidden = StoryFactory(slug="secret", regions=[kherson], authors=[AuthorFactory(slug="secret-author")], **state)
    hidden.tags.add(TagFactory(slug="secret-tag"))
    StoryFactory(slug="secret-uk", language="uk", translation_group=public.translation_group, **state)
    sitemaps = [*named(reader), "/sitemap-news.xml"]
    texts = [reader.get(address).text for address in sitemaps]
    assert "secret" not in "".join(texts)
    naming = [address for address, text in zip(sitemaps, texts, strict=True) if public.get_absolute_url() in text]
    month = f"/sitemap-{timezone.localdate(public.published_at):%Y-%m}.xml"
    assert naming == ["/sitemap-news.xml", month, "/sitemap-region-kherson.xml", "/sitemap-news.xml"]


def test_versions_in_other_languages_name_each_other(reader):
    french = out("2026-03-01T12:00", slug="un")
    english = out("2026-04-01T12:00", slug="one", language="en", translation_group=french.translation_group)
    StoryFactory(public=True, slug="seul")
    versions = [("en", HERE + english.get_absolute_url()), ("fr", HERE + french.get_absolute_url())]
    for month in ("2026-03", "2026-04"):
        links = read(reader, f"/sitemap-{month}.xml").iterfind("*/xhtml:link", NAMES)
        assert [(link.get("hreflang"), link.get("href")) for link in links] == versions
        assert {link.get("rel") for link in links} <= {"alternate"}


def test_when_it_was_changed_and_its_picture(reader):
    shown, graphic, away = ImageFactory(), ImageFactory(graphic=True), ImageFactory(shelved=True)
    changed = datetime(2026, 4, 2, 8, 30, 15, 250_000, tzinfo=UTC)
    out("2026-03-01T12:00", lead_image=shown, changed_at=changed)
    out("2026-03-01T11:00", lead_image=graphic)
    out("2026-03-01T10:00", lead_image=away)
    root = read(reader, "/sitemap-2026-03.xml")
    stamps = [stamp.text for stamp in root.iterfind("*/s:lastmod", NAMES)]
    assert stamps == ["2026-04-02T08:30:15+00:00", "2026-03-01T11:00:00+00:00", "2026-03-01T10:00:00+00:00"]
    assert [image.text for image in root.iterfind("*/image:image/image:loc", NAMES)] == [HERE + shown.url]


class TestNews:
    def test_two_days_in_the_words_search_engines_ask_for(self, reader):
        story = StoryFactory(public=True, language="uk", headline="Хліб & <вода> \x07")
        StoryFactory(public=True, published_at=timezone.now() - timedelta(days=2, minutes=1))
        (url,) = read(reader, "/sitemap-news.xml")
        told = {path: url.findtext(path, namespaces=NAMES) for path in ("s:loc", "news:news/news:title")}
        assert told == {"s:loc": HERE + story.get_absolute_url(), "news:news/news:title": "Хліб & <вода>"}
        publication = url.find("news:news/news:publication", NAMES)
        assert [each.text for each in publication] == ["Newsroom", "uk"]
        stamp = url.findtext("news:news/news:publication_date", namespaces=NAMES)
        assert datetime.fromisoformat(stamp) == story.published_at.replace(microsecond=0)
        assert "/sitemap-news.xml" in named(reader)

    def test_in_a_quiet_week_it_is_empty_and_the_index_does_not_name_it(self, reader):
        out("2026-03-15T12:00")
        assert named(reader, "/sitemap-news.xml") == []
        assert "/sitemap-news.xml" not in named(reader)


def test_pages_in_every_language(reader):
    section, tag, author = SectionFactory(), TagFactory(), AuthorFactory()
    StoryFactory(public=True, language="en", authors=[author]).tags.add(tag)
    for language in ("fr", "uk"):
        SitePage.objects.create(slug="essai", language=language, title="Essai", public=language == "fr")
    paths = ["/", "/archives/", "/corrections/", *(f"/regions/{region.slug}/" for region in Region.objects.all())]
    paths += [f"/sections/{section.slug}/", f"/tags/{tag.slug}/", f"/authors/{author.slug}/"]
    wanted = [language + path for path in paths for language in ("", "/en", "/uk")]
    assert named(reader, "/sitemap-pages.xml") == [*wanted, "/pages/essai/"]
    links = read(reader, "/sitemap-pages.xml")[1].iterfind("xhtml:link", NAMES)
    assert [link.get("href") for link in links] == [f"{HERE}/", f"{HERE}/en/", f"{HERE}/uk/"]


def test_the_slice_of_a_region_has_its_page_and_what_is_told_of_its_places(reader):
    kherson = Region.objects.get(slug="kherson")
    story = StoryFactory(public=True, regions=[kherson, RegionFactory(parent=kherson)])
    StoryFactory(public=True, regions=[Region.objects.get(slug="crimea")])
    pages = ["/regions/kherson/", "/en/regions/kherson/", "/uk/regions/kherson/"]
    assert named(reader, "/sitemap-region-kherson.xml") == [*pages, story.get_absolute_url()]


def test_a_language_that_the_site_has_no_addresses_for_is_left_out(reader, settings):
    settings.LANGUAGES = [("fr", "Français"), ("uk", "Українська")]
    french = out("2026-03-15T12:00")
    out("2026-03-15T12:00", language="en", translation_group=french.translation_group)
    assert named(reader, "/sitemap-2026-03.xml") == [french.get_absolute_url()]
    assert list(read(reader, "/sitemap-2026-03.xml").iterfind("*/xhtml:link", NAMES)) == []
    assert not [place for place in named(reader, "/sitemap-pages.xml") if place.startswith("/en/")]


def test_addresses_are_the_sites_whatever_the_request_says(reader, settings):
    out("2026-03-15T12:00")
    settings.ALLOWED_HOSTS = ["*"]
    for address in ("/sitemap.xml", *named(reader)):
        plain, strange = reader.get(address), reader.get(address, headers={"Host": "evil.example"})
        assert plain.content == strange.content
        again = reader.get(address, headers={"If-None-Match": plain.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert reader.post(address).status_code == 405


@pytest.mark.slow
def test_thirty_cost_as_many_queries_as_one(reader, navigation_is_kept, django_assert_num_queries):
    most = {"/sitemap.xml": 4, "/sitemap-pages.xml": 2, "/sitemap-news.xml": 2, "/sitemap-region-kherson.xml": 2}
    for number in (1, 29):
        for _ in range(number):
            about = {"regions": [Region.objects.get(slug="kherson")], "lead_image": ImageFactory()}
            story = StoryFactory(public=True, authors=[AuthorFactory()], **about)
            StoryFactory(public=True, language="uk", translation_group=story.translation_group, **about)
            story.tags.add(TagFactory())
        most[f"/sitemap-{timezone.localdate(story.published_at):%Y-%m}.xml"] = 2
        for address, queries in most.items():
            with django_assert_num_queries(queries):
                reader.get(address)
