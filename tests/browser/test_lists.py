"""Lists, the archive, the pages about the paper and the page that searches, in a real browser."""

from datetime import UTC, datetime, timedelta

import pytest

from articles.models import Region, SitePage, Story
from tests.browser.barriers import overflows, violations
from tests.factories import AuthorFactory, ImageFactory, SectionFactory, StoryFactory, TagFactory

pytestmark = [pytest.mark.any_database, pytest.mark.slow]


@pytest.fixture
def paper(live_server):
    """Three pages of stories of one tag, author and section, a day apart."""
    tag, author, section = TagFactory(slug="eau"), AuthorFactory(slug="ada", bio="Écrit."), SectionFactory(slug="monde")
    last = datetime(2025, 8, 15, 9, tzinfo=UTC)
    for number in range(45):
        out = last - timedelta(days=number)
        story = StoryFactory(public=True, section=section, published_at=out, kind="analysis", authors=[author])
        Story.tags.through.objects.create(tag=tag, story=story)
    SitePage.objects.filter(slug="about").update(public=True)


LISTS = ("/tags/eau/?before=end", "/authors/ada/", "/sections/monde/", "/corrections/")
ARCHIVE = ("/archives/", "/archives/2025/", "/archives/2025/08/", "/archives/2025/08/15/")
OTHERS = ("/pages/about/", "/de/corrections/", "/titre/")


def test_nothing_bars_the_way_and_nothing_is_pushed_sideways(live_server, paper, open_page):
    for width, paths in ((320, [*LISTS, *ARCHIVE, *OTHERS]), (1300, ["/tags/eau/", "/archives/2025/08/", "/titre/"])):
        page = open_page(viewport={"width": width, "height": 900})
        page.expected_errors.append("404")
        for path in paths:
            page.goto(f"{live_server.url}{path}")
            assert violations(page) == [], path
            assert not overflows(page), path


def test_from_the_foot_of_the_front_to_a_day_by_the_keyboard(live_server, paper, page_without_javascript):
    page = page_without_javascript
    page.goto(f"{live_server.url}/")
    for name in ("Archives", "Août", "15"):
        link = page.locator("main, footer").get_by_role("link", name=name).first
        link.focus()
        with page.expect_navigation():
            page.keyboard.press("Enter")
    assert page.url == f"{live_server.url}/archives/2025/08/15/"
    assert page.locator("main h1").inner_text() == "Vendredi 15 août 2025"
    assert page.locator("main .card").count() == 1


# What reaches past the margin: a word in the gutter is not read wholly, though nobody is made to push the page.
PAST = """() => [...document.querySelectorAll(".masthead a, main a, .footer a")].filter((link) => {
  const words = document.createRange();
  words.selectNodeContents(link);
  if (link.querySelector(".off-screen")) words.setEndBefore(link.querySelector(".off-screen"));
  return !link.closest("svg") && words.getBoundingClientRect().right > innerWidth - 8;
}).map((link) => link.textContent)"""


def test_twice_the_text_on_a_telephone_stays_between_the_margins(live_server, open_page, settings):
    settings.SITE_NAME = "Théâtre-Indépendances"
    kherson, word = Region.objects.get(slug="kherson"), "Військовополоненими"
    for number in range(2):
        told = {"headline": word, "kind": "explainer", "comment_count": number + 1}
        StoryFactory(public=True, language="uk", regions=[kherson], **told)
    page = open_page(viewport={"width": 360, "height": 740})
    for path in ("/uk/", "/uk/regions/kherson/"):
        page.goto(f"{live_server.url}{path}")
        page.evaluate("document.documentElement.style.fontSize = '32px'")
        assert page.evaluate(PAST) == [], path
        assert not overflows(page), path


def test_on_paper_the_lead_stays_under_its_headline_and_nothing_asks_for_a_click(live_server, open_page):
    kherson = Region.objects.get(slug="kherson")
    StoryFactory(public=True, regions=[kherson], comment_count=2, lead_image=ImageFactory(width=1600, height=1067))
    page = open_page(viewport={"width": 700, "height": 1000})
    page.expected_errors.append("/media/")  # the factory stores no file
    page.goto(f"{live_server.url}/regions/kherson/")
    page.emulate_media(media="print")
    assert page.locator(".card-lead .card-picture img").bounding_box()["height"] <= 284  # 75 mm
    for useless in (".card-comments", ".region-feed", ".pagination"):
        assert [each.is_visible() for each in page.locator(useless).all() if each.is_visible()] == [], useless
