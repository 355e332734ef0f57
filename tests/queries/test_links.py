"""Links of a text to our own site: which of them a reader can follow."""

import pytest
from django.urls import get_resolver

from articles.models import Byline, Image, OldAddress, Region, SitePage, Story
from articles.queries import links
from articles.queries.links import leading_nowhere
from tests.factories import (
    AuthorFactory,
    CommentFactory,
    ImageFactory,
    RegionFactory,
    SectionFactory,
    StoryFactory,
    TagFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", [{}, {"scheduled": True}, {"expired": True}, {"withdrawn": True}])
def test_a_story_readers_cannot_open_is_no_place_to_send_them(state):
    story = StoryFactory(slug="secret", **state)
    OldAddress.objects.create(story=story, language="fr", slug="ancien")
    hrefs = ["/2026/11/23/secret/", "http://testserver/2026/11/23/secret/", "/2026/11/23/ancien/"]
    assert leading_nowhere(hrefs) == hrefs


@pytest.mark.parametrize(
    "href",
    [
        "/rien/",
        "/regions/atlantide/",
        "/sections/rien/",
        "/2026/11/23/rien/",
        "/en/2026/11/23/visible/",  # the French story has no English page
        "/fr/",
        "/admin/",
        "/admin/articles/story/1/change/",
        "/readyz",
        "/comments/1/",
        "/comments/preview/x/",
        "/preview/x/",
        "www.example.org",
        "visible/",
        "/media/images/" + "0" * 32 + ".jpg",
        "/../etc/passwd",
        "/%00/",
        "/regions/" + "x" * 2_000 + "/",
    ],
)
def test_these_lead_nowhere(href):
    StoryFactory(public=True, slug="visible")
    assert leading_nowhere([href]) == [href]


def test_these_lead_somewhere():
    story, english = StoryFactory(public=True), StoryFactory(public=True, language="en")
    StoryFactory(public=True, status=Story.Status.ARCHIVED, slug="aux-archives")
    OldAddress.objects.create(story=story, language="fr", slug="ancien")
    section, image = SectionFactory(), ImageFactory()
    base = image.file.name.removesuffix(".jpg")
    hrefs = [
        "/",
        "/en/",
        "/uk/?page=2",
        "/corrections/",
        "/regions/kherson/",
        "/en/regions/kherson",
        "#note",
        "?page=2",
    ]
    hrefs += [story.get_absolute_url(), english.get_absolute_url(), "/2001/01/01/ancien/", "/2026/11/23/aux-archives/"]
    hrefs += [f"/sections/{section.slug}/", f"http://testserver{story.get_absolute_url()}#x", "http://testserver"]
    hrefs += [f"/media/{base}.jpg", f"/media/{base}-640.webp", "https://example.org/rien/", "mailto:a@example.org"]
    assert leading_nowhere(hrefs) == []
    Image.objects.update(shelved=True)
    assert leading_nowhere(hrefs) == [f"/media/{base}.jpg", f"/media/{base}-640.webp"]


def test_a_comment_that_readers_see_is_somewhere():
    seen, held = CommentFactory(status="approved"), CommentFactory()
    hidden = CommentFactory(story=StoryFactory(withdrawn=True), status="approved")
    for kind in ("link", "thread"):
        hrefs = [f"/comments/{kind}/{key}/" for key in (seen.pk, held.pk, hidden.pk, 10**30)]
        assert leading_nowhere(hrefs) == hrefs[1:]


def test_tags_authors_and_pages_of_the_site_are_there_when_readers_can_open_them():
    shown, draft = StoryFactory(public=True, authors=[AuthorFactory(slug="ada")]), StoryFactory()
    Byline.objects.create(story=draft, author=AuthorFactory(slug="secrete"), position=0)
    shown.tags.add(TagFactory(slug="eau"))
    draft.tags.add(TagFactory(slug="secret"))
    SitePage.objects.filter(slug="about", language="fr").update(public=True)
    there = ["/authors/ada/", "/en/tags/eau/", "/pages/about/", "/archives/", "/archives/2025/08/", "/2025/08/15/"]
    nowhere = ["/authors/secrete/", "/tags/secret/", "/en/pages/about/", "/pages/legal/"]
    assert leading_nowhere([*there, *nowhere]) == nowhere


def test_as_many_queries_for_a_hundred_links_as_for_one_of_each(django_assert_num_queries):
    regions, sections = RegionFactory.create_batch(30), SectionFactory.create_batch(30)
    stories, images = StoryFactory.create_batch(30, public=True), ImageFactory.create_batch(30)
    for number in (1, 30):
        hrefs = [f"/regions/{each.slug}/" for each in regions[:number]]
        hrefs += [f"/sections/{each.slug}/" for each in sections[:number]]
        hrefs += [each.get_absolute_url() for each in stories[:number]]
        hrefs += [f"/media/{each.file.name}" for each in images[:number]]
        with django_assert_num_queries(5):
            assert leading_nowhere([*hrefs, "/regions/rien/"]) == ["/regions/rien/"]


def test_links_that_leave_cost_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert leading_nowhere(["https://example.org/", "mailto:a@example.org", "#x"]) == []


@pytest.mark.slow
@pytest.mark.timeout(60)
def test_a_text_of_nothing_but_links_is_looked_up_all_the_same():
    hrefs = [f"/2026/11/23/rien-{number}/" for number in range(10_000)]
    assert leading_nowhere(hrefs) == hrefs


def test_every_public_address_is_known_here():
    """Whoever adds an address says here whether a text may link to it."""
    names, branches = set(), [get_resolver()]
    while branches:
        for branch in branches.pop().url_patterns:
            if getattr(branch, "app_name", None) == "admin" or str(branch.pattern).startswith("accounts/"):
                continue
            branches += [branch] if hasattr(branch, "url_patterns") else []
            names |= set() if hasattr(branch, "url_patterns") else {branch.name}
    closed = {"comment", "comment_preview", "preview", "set_language", "livez", "readyz"}
    closed |= {"comment_edit", "comment_withdraw", "comment_flag", "comment_appeal"}
    closed |= {"comment_person_export", "comment_person_erase", "comment_verify", "comment_verify_ask"}
    closed |= {"comment_notices_off", "comment_never_write"}
    # For programs; those of which there is one are among the pages.
    fed = ["region", "section", "tag", "author", "search", "story_comments"]
    closed |= {f"{name}_feed{ending}" for name in fed for ending in ("", "_rss", "_json")}
    closed |= {"sitemap_region", "sitemap_month", "security_txt", "manifest"}
    pictures = {None}
    closed |= {"share_story", "share_page"}  # for programs
    looked_up = {"story", "region", "section", "tag", "author", "site_page", "comment_link", "comment_thread"}
    light = ["front", "region", "section", "tag", "author", "archive_day", "story", "search"]
    light = {f"light_{name}" for name in light}
    assert names == links.PAGES | looked_up | light | pictures | closed


def test_regions_of_the_foundation_are_there():
    assert leading_nowhere([f"/regions/{slug}/" for slug in Region.objects.values_list("slug", flat=True)]) == []
