"""Names that would break out of what they are printed in, on every address that prints them, programs' ones too."""

import json
import re
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from articles.models import Region, RegionBrief, SitePage
from articles.workflow import searchable
from tests.factories import AuthorFactory, CommentFactory, CorrectionFactory, SectionFactory, StoryFactory, TagFactory
from tests.vocabulary.checker import linked_data

pytestmark = pytest.mark.django_db

# HTML, the end of CDATA, what no XML may hold, signs that turn the direction of writing, quotes, templates.
EVIL = "pont ]]></script><script>alert(1)</script><!-- \x01\x0b\x1b\ufffe\u202e\u2066 ' \" & {{ 1 }} {% x %} %s , =1+1"
FEEDS = [f"{page}feed/" for page in ("", "regions/kherson/", "sections/s/", "tags/t/", "authors/a/", "corrections/")]
FEEDS += ["comments/feed/", "search/feed/"]
XML = ["sitemap.xml", "sitemap-pages.xml", "sitemap-news.xml", "sitemap-region-kherson.xml"]
PAGES = ["", "regions/kherson/", "sections/s/", "tags/t/", "authors/a/", "corrections/", "archives/", "pages/about/"]


@pytest.fixture
def story(settings):
    settings.SITE_NAME = settings.SITE_TAGLINE = EVIL
    kherson = Region.objects.get(slug="kherson")
    Region.objects.update(name_fr=EVIL, name_en=EVIL, name_uk=EVIL, also_written=EVIL)
    told = {"headline": EVIL, "standfirst": EVIL, "kicker": EVIL[:80], "slug": "s", "body": "<p>pont</p>"}
    story = StoryFactory(
        public=True,
        section=SectionFactory(slug="s", name_fr=EVIL[:80]),
        regions=[kherson],
        authors=[AuthorFactory(slug="a", name=EVIL[:80], bio=EVIL)],
        **told,
    )
    story.tags.add(TagFactory(slug="t", name_fr=EVIL[:80]))
    CorrectionFactory(story=story, text=EVIL)
    CommentFactory(story=story, name=EVIL[:80], body=EVIL, status="approved", html="<p>x</p>")
    RegionBrief.objects.create(region=kherson, state=EVIL, as_of=timezone.localdate(), lead=story)
    SitePage.objects.update(title=EVIL[:120], html="<p>x</p>", public=True)
    searchable.index_all()
    return story


@pytest.mark.slow
def test_pages_stay_whole(story, reader):
    path = story.get_absolute_url()
    day = f"archives/{timezone.localdate(story.published_at):%Y/%m/%d}/"
    light = [f"leger/{page}" for page in (*PAGES[:5], day, "search/?q=pont")] + [f"leger{path}"]
    for address in [*(f"/{page}" for page in (*PAGES, day, "search/?q=pont", "x-pont-x/", *light)), path]:
        page = reader.get(address).content.decode()
        assert "<script>alert" not in page, address
        assert "alert(1)" in page, address  # it is printed there
        if "ld+json" in page:
            assert linked_data(page)["@graph"], address


@pytest.mark.parametrize("ending", ["", "rss/", "json/"])
def test_feeds_are_read(story, reader, ending):
    for address in FEEDS:
        answer = reader.get(f"/{address}{ending}", {"q": "pont"})
        if ending == "json/":
            assert json.loads(answer.content)["title"], address
        else:
            ElementTree.fromstring(answer.content)
        for sign in "\x01\x0b\x1b\ufffe\u202e\u2066":
            assert sign not in answer.text, (address, sign)


def test_sitemaps_and_what_browsers_ask_for_are_read(story, reader):
    month = f"sitemap-{timezone.localdate(story.published_at):%Y-%m}.xml"
    for address in [*XML, month]:
        assert len(ElementTree.fromstring(reader.get(f"/{address}").content)), address
    assert json.loads(reader.get("/manifest.webmanifest").content)["name"]
    assert reader.get("/robots.txt").text.count("\n") == 7


def test_the_cards_of_such_words_are_drawn(story, reader):
    pages = [reader.get(address).text for address in (story.get_absolute_url(), "/regions/kherson/", "/pages/about/")]
    cards = re.findall(r'og:image" content="http://testserver(/share/[^"]+)"', "".join(pages))
    assert (len(cards), len(set(cards))) == (3, 2)  # the region and the page of the site are called the same
    assert [reader.get(card).content[:2] for card in cards] == [b"\xff\xd8"] * 3


@pytest.mark.parametrize("letter", ["Ї", "😀", '"', "\x01"])
def test_words_of_any_length_have_a_card(story, reader, settings, letter):
    """They travel in its address, and a page without an address for its card could not be shown."""
    settings.SITE_TAGLINE = letter * 2_000
    SitePage.objects.update(title=letter * 120)
    for page in ("/", "/pages/about/"):
        card = re.search(r'og:image" content="http://testserver(/share/[^"]+)"', reader.get(page).text)
        assert reader.get(card[1]).content[:2] == b"\xff\xd8"
