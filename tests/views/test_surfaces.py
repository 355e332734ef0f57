"""Decision 1: what is not public leaks through no surface. Decision 2: every reader gets the same bytes."""

from datetime import timedelta

import pytest
from django.urls import get_resolver
from django.utils import timezone
from django.utils.translation import gettext

from articles.lib.light import twin
from articles.models import Comment, Edition, Region, RegionBrief, Section, Story
from articles.queries.navigation import navigation
from articles.queries.rulebook import rulebook
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

ENDINGS = ["", "rss/", "json/"]  # of each feed
LONG_AGO = timezone.now() - timedelta(days=900)
HIDDEN = {
    "draft": {},
    "in review": {"status": Story.Status.IN_REVIEW},
    "scheduled": {"scheduled": True},
    "expired": {"expired": True},
    "withdrawn": {"withdrawn": True},
}


@pytest.fixture
def newsroom():
    """A public story in French and English, and one of each hidden kind that could show up beside it."""
    kherson = Region.objects.get(slug="kherson")
    section = SectionFactory()
    everywhere = {"regions": [kherson, *Region.objects.exclude(pk=kherson.pk)], "section": section}
    public = StoryFactory(public=True, headline="Visible", slug="visible", **everywhere)
    StoryFactory(
        public=True,
        language="en",
        headline="Visible",
        slug="visible",
        translation_group=public.translation_group,
        **everywhere,
    )
    for number, (name, state) in enumerate(HIDDEN.items()):
        hidden = {"headline": f"SECRET {name}", "slug": f"secret-{number}", "standfirst": "SECRET"}
        CorrectionFactory(story=StoryFactory(**hidden, **state, **everywhere), text="SECRET")
        said = {"status": "approved", "name": "SECRET", "html": "<p>SECRET</p>"}
        said["story"] = Story.objects.get(slug=hidden["slug"])
        CommentFactory(parent=CommentFactory(**said), **said)
    StoryFactory(language="uk", slug="secret-uk", headline="SECRET uk", translation_group=public.translation_group)
    for where in (None, section):  # chosen by editors, and not public, or not any more
        keys = Story.objects.filter(headline__startswith="SECRET", language="fr").values_list("pk", flat=True)
        slots = {"lead": list(keys[:1]), "secondary": list(keys[1:]), "regions": {}}
        Edition.objects.create(language="fr", section=where, slots=slots, starts_at=public.published_at)
    secrets = Story.objects.filter(slug__startswith="secret-", language="fr")
    for region, secret in zip(Region.objects.all(), secrets, strict=True):
        RegionBrief.objects.create(region=region, lead=secret).background.set([secret])
    tag, author = TagFactory(slug="eau"), AuthorFactory(slug="ada")
    for story in Story.objects.all():
        story.tags.add(tag)
        story.bylines.create(author=author, position=0)
    CommentFactory(story=public, status="approved", body="Approuvé", html="<p>Approuvé</p>")
    for status in ("pending", "refused", "spam"):
        CommentFactory(story=public, status=status, name="SECRET", html="<p>SECRET</p>")
    searchable.index_all()
    return public


def public_addresses():
    """Every address an anonymous reader can ask for with a plain GET, in every language."""
    prefixes = ["", "/en", "/uk"]
    regions = Region.objects.values_list("slug", flat=True)
    sections = Section.objects.values_list("slug", flat=True)
    pages = ["/", *(f"/regions/{slug}/" for slug in regions), *(f"/sections/{slug}/" for slug in sections)]
    pages += ["/corrections/", "/comments/privacy/", "/tags/eau/", "/authors/ada/", "/pages/about/"]
    pages += ["/archives/", *(f"/archives/{part}/" for part in archive_parts())]
    pages += ["/search/", *(f"/search/?q={word}" for word in ("visible", "secret", "range", "kherson", "zzz"))]
    fed = ["/", "/regions/kherson/", *(f"/sections/{slug}/" for slug in sections)]
    fed += ["/tags/eau/", "/authors/ada/", "/corrections/", "/comments/", "/search/"]
    pages += [f"{page}feed/{ending}" for page in fed for ending in ENDINGS]
    found = [prefix + page for prefix in prefixes for page in pages]
    found += [story.get_absolute_url() for story in Story.objects.exclude(published_at=None)]
    comments = Comment.objects.values_list("pk", flat=True)
    said = [f"/comments/{kind}/{pk}/" for kind in ("link", "thread") for pk in comments]
    said += [f"/comments/feed/{pk}/{ending}" for pk in Story.objects.values_list("pk", flat=True) for ending in ENDINGS]
    found += [prefix + page for prefix in prefixes for page in said]
    found += [*(f"{prefix}/leger/" for prefix in prefixes), *(twin(page) for page in found if twin(page))]
    sitemaps = ["/sitemap.xml", "/sitemap-pages.xml", "/sitemap-news.xml", "/sitemap-region-kherson.xml", month_slice()]
    told = ["/robots.txt", "/.well-known/security.txt", "/manifest.webmanifest"]
    return [*found, *sitemaps, *told, "/no-such-page/", "/regions/no-such-region/"]


def archive_parts():
    """Of every day something came out or is to come out: 2026, 2026/11, 2026/11/23."""
    moments = Story.objects.exclude(published_at=None).values_list("published_at", flat=True)
    days = [timezone.localdate(moment) for moment in moments]
    return sorted({f"{day:{part}}" for day in days for part in ("%Y", "%Y/%m", "%Y/%m/%d")})


def month_slice():
    return f"/sitemap-{timezone.localdate():%Y-%m}.xml"


def test_the_list_of_surfaces_is_complete():
    """A new public address must be added above, or said here not to be a surface."""
    names = set()
    # The desk and the accounts are one person's: test_permission_matrix.py, tests/newsroom/accounts/test_addresses.py.
    personal = ("admin/", "accounts/")
    branches = [branch for branch in get_resolver().url_patterns if str(branch.pattern) not in personal]
    while branches:
        branch = branches.pop()
        branches.extend(getattr(branch, "url_patterns", []))
        if not hasattr(branch, "url_patterns"):
            names.add(branch.name)
    walked = {"front", "region", "section", "story", "corrections", "comment_privacy"}
    walked |= {"comment_link", "comment_thread", "tag", "author", "site_page"}
    walked |= {"archive", "archive_year", "archive_month", "archive_day"}
    fed = ["front", "region", "section", "tag", "author", "search", "corrections", "comments", "story_comments"]
    walked |= {f"{name}_feed{ending}" for name in fed for ending in ("", "_rss", "_json")}
    walked |= {"sitemap", "sitemap_pages", "sitemap_news", "sitemap_region", "sitemap_month"}
    walked |= {"robots", "security_txt", "manifest", "search"}
    light = ["front", "region", "section", "tag", "author", "archive_day", "story", "search"]
    walked |= {f"light_{name}" for name in light}
    walked |= {"cut_to_year", "cut_to_month", "cut_to_day"}  # lead to the archive, whatever is there
    private = {"comment", "comment_preview", "preview", "set_language", "livez", "readyz"}
    private |= {"comment_edit", "comment_withdraw", "comment_flag", "comment_appeal"}
    private |= {"comment_person", "comment_person_export", "comment_person_erase", "comment_verify"}
    private |= {"comment_verify_ask", "comment_notices_off", "comment_never_write"}
    pictures = {None, "share_story", "share_page"}  # bytes of pictures, tested in test_media.py, test_share.py
    assert names == walked | private | pictures


@pytest.mark.slow
def test_nothing_hidden_shows_anywhere(newsroom, reader):
    for address in public_addresses():
        answer = reader.get(address)
        text = answer.content.decode()
        assert "SECRET" not in text, address
        assert "secret-" not in text.replace(address, ""), address


@pytest.mark.slow
def test_what_is_public_shows_on_each_surface(newsroom, reader):
    shown = {address for address in public_addresses() if "Visible" in reader.get(address).content.decode()}
    english = Story.objects.get(language="en").get_absolute_url()
    regions = [f"/regions/{slug}/" for slug in Region.objects.values_list("slug", flat=True)]
    regions.append(newsroom.section.get_absolute_url())
    here = {"/", newsroom.get_absolute_url(), *regions}
    here |= {f"/comments/thread/{Comment.objects.get(body='Approuvé').pk}/"}
    here |= {f"{prefix}/search/?q={word}" for prefix in ("", "/en") for word in ("visible", "kherson")}
    here |= {"/tags/eau/", "/authors/ada/", "/en/tags/eau/", "/en/authors/ada/"}
    for story, prefix in ((newsroom, ""), (Story.objects.get(language="en"), "/en")):
        day = timezone.localdate(story.published_at)
        here |= {f"{prefix}/archives/{day:%Y/%m}/", f"{prefix}/archives/{day:%Y/%m/%d}/"}
    fed = ["/", "/regions/kherson/", "/tags/eau/", "/authors/ada/", newsroom.section.get_absolute_url()]
    fed = [*fed, *(f"/en{page}" for page in fed), "/comments/"]
    feeds = {f"{page}feed/" for page in fed} | {f"/comments/feed/{newsroom.pk}/"}
    feeds |= {f"/en/comments/feed/{Story.objects.get(language='en').pk}/"}
    here |= {f"{feed}{ending}" for feed in feeds for ending in ENDINGS}
    here |= {"/sitemap-news.xml"}  # the others tell addresses only
    here |= {"/en/", english, *(f"/en{page}" for page in regions)}
    assert shown == here | {"/leger/", "/en/leger/", *(twin(page) for page in here if twin(page))}
    for sitemap in ("/sitemap-news.xml", "/sitemap-region-kherson.xml", month_slice()):
        assert newsroom.get_absolute_url() in reader.get(sitemap).content.decode()


@pytest.mark.slow
def test_an_archived_story_is_read_at_its_address_and_named_on_no_list(newsroom, reader):
    """Every list there is has room for it; what was said about it in public stays said: its corrections."""
    kherson = Region.objects.get(slug="kherson")
    beside = {"regions": [kherson], "section": newsroom.section}
    archived = StoryFactory(archived=True, headline="Rangé", slug="range", **beside)
    answer = reader.get(archived.get_absolute_url())
    assert answer.status_code == 200
    archived_line = f"<p>{gettext('Archived story')}</p>"
    assert archived_line in answer.content.decode()
    assert archived_line not in reader.get(newsroom.get_absolute_url()).content.decode()
    for address in public_addresses():
        here = archived.get_absolute_url()
        if address not in (here, twin(here)) and f"/comments/feed/{archived.pk}/" not in address:
            assert "Rangé" not in reader.get(address).content.decode(), address
            assert "/range/" not in reader.get(address).content.decode(), address
    CorrectionFactory(story=archived)
    assert "Rangé" in reader.get("/corrections/").content.decode()


STATES = [("scheduled", 404), ("expired", 410), ("withdrawn", 410), ("public", 200), ("archived", 200)]


@pytest.mark.parametrize(("state", "code"), STATES)
def test_never_public_is_404_and_public_once_is_410(reader, state, code):
    story = StoryFactory(**{state: True})
    assert reader.get(story.get_absolute_url()).status_code == code


def test_a_draft_has_no_address_to_guess(reader):
    StoryFactory(slug="brouillon")
    assert reader.get("/2025/08/15/brouillon/").status_code == 404


@pytest.mark.slow
def test_every_public_address_is_the_same_for_everybody(newsroom, reader):
    strange = {
        "Accept-Language": "uk,en;q=0.5",
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-For": "192.0.2.7",
        "User-Agent": "Something else",
    }
    for address in public_addresses():
        plain = reader.get(address)
        other = reader.get(f"{address}{'&' if '?' in address else '?'}utm_source=somewhere", headers=strange)
        again = reader.get(address)
        assert plain.content == other.content == again.content, address
        for answer in (plain, other):
            assert "Set-Cookie" not in answer.headers and not answer.cookies, address
            assert answer.headers.get("Vary", "Accept-Encoding") == "Accept-Encoding", address
            assert answer.headers["Cache-Control"] == "public, max-age=0, s-maxage=1, stale-if-error=86400", address


@pytest.mark.parametrize("cookie", ["csrf=abc", "csrf=", "session =", "commenter=abc", "django_language=uk"])
def test_a_broken_cookie_brings_no_new_one_into_shared_caches(newsroom, reader, cookie):
    for address in ("/", "/feed/", "/sitemap.xml", "/search/?q=visible", "/robots.txt", "/none/", "/REGIONS/kherson"):
        plain, answer = reader.get(address), reader.get(address, headers={"Cookie": cookie})
        public = answer.headers["Cache-Control"].startswith("public")
        assert (public, answer.content) == ("session" not in cookie, plain.content), address
        assert not (public and (answer.cookies or "Cookie" in answer.headers.get("Vary", ""))), address


def test_an_unchanged_page_is_not_sent_again(newsroom, reader):
    for address in ("/", newsroom.get_absolute_url(), "/regions/kherson/"):
        etag = reader.get(address).headers["ETag"]
        again = reader.get(address, headers={"If-None-Match": etag})
        assert (again.status_code, again.content) == (304, b"")


def test_somebody_logged_in_gets_a_page_of_their_own(newsroom, at_work, reporter):
    answer = at_work(reporter).get(newsroom.get_absolute_url())
    assert "no-store" in answer.headers["Cache-Control"]
    assert "private" in answer.headers["Cache-Control"]
    assert "csrfmiddlewaretoken" in answer.content.decode()


def test_a_page_carries_the_strict_headers(newsroom, reader):
    headers = reader.get(newsroom.get_absolute_url()).headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy and "nonce" not in policy and "http" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Embedder-Policy"] == "require-corp"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_pages_are_for_reading(newsroom, reader, method):
    for address in ("/", newsroom.get_absolute_url(), "/regions/kherson/"):
        assert getattr(reader, method)(address).status_code == 405


FEEDS = ["corrections", "feed", "comments", "comments of story"]


@pytest.mark.slow
class TestNumberOfQueries:
    """The same for one thing and for thirty."""

    def fill(self, number):
        """`number` stories beside one with `number` comments, which is given back."""
        section = SectionFactory()
        for _ in range(number + 1):
            regions = [Region.objects.get(slug="donetsk"), RegionFactory()]
            authors = [AuthorFactory(), AuthorFactory()]
            story = StoryFactory(
                public=True, regions=regions, authors=authors, section=section, lead_image=ImageFactory()
            )
        donetsk = Region.objects.get(slug="donetsk")
        brief, _new = RegionBrief.objects.get_or_create(region=donetsk, defaults={"lead": story})
        brief.background.add(story)
        gone = StoryFactory(withdrawn=True, section=section)  # chosen, and looked for in vain among the newest
        for where in (None, section):
            slots = {"lead": [story.pk], "secondary": [gone.pk], "regions": {}}
            Edition.objects.create(language="fr", section=where, slots=slots, starts_at=LONG_AGO)
        for comment in CommentFactory.create_batch(number, story=story, status="approved"):
            answer = CommentFactory(story=story, status="approved", parent=comment)
            CommentFactory(story=story, status="approved", parent=answer)
        Comment.objects.filter(pk=comment.pk).update(picked_at=story.published_at)
        for _ in range(number):
            CorrectionFactory(story=story, supersedes=CorrectionFactory(story=story))
        searchable.index_all()
        return story

    def address(self, name, story):
        pages = {"front": "/", "region": "/regions/donetsk/", "section": story.section.get_absolute_url()}
        pages |= {"search": "/search/?q=titre", "corrections": "/corrections/", "feed": "/corrections/feed/"}
        pages |= {"comments": "/comments/feed/", "comments of story": f"/comments/feed/{story.pk}/"}
        return pages.get(name) or story.get_absolute_url()

    def count(self, reader, django_assert_max_num_queries, address):
        navigation.seconds = 60  # read every second, whatever the page
        navigation.forget()
        navigation()
        rulebook()  # read every few seconds
        with django_assert_max_num_queries(50) as queries:
            assert reader.get(address).status_code == 200
        return len(queries)

    @pytest.mark.parametrize("name", ["front", "region", "section", "story", "search", *FEEDS])
    def test_it_does_not_grow(self, name, reader, django_assert_max_num_queries):
        few = self.count(reader, django_assert_max_num_queries, self.address(name, self.fill(1)))
        many = self.count(reader, django_assert_max_num_queries, self.address(name, self.fill(30)))
        assert few == many
        most = {"front": 6, "region": 6, "section": 5, "story": 8, "corrections": 1, "feed": 1}
        most |= {"search": 5, "comments": 1, "comments of story": 2}
        assert many <= most[name]


def test_comments_come_in_the_order_they_were_sent(newsroom, reader):
    later = CommentFactory(story=newsroom, status="approved", html="<p>Le second</p>")
    Comment.objects.filter(pk=later.pk).update(created_at="2099-01-01T00:00:00Z")
    text = reader.get(newsroom.get_absolute_url()).content.decode()
    assert text.index("Approuvé") < text.index("Le second")
