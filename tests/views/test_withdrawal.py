"""A story that is withdrawn is gone from everywhere at the next request, and says why when the newsroom does."""

import pytest
from django.utils import timezone
from django.utils.translation import gettext

from articles.lib.light import twin
from articles.lib.tokens import preview_token
from articles.models import OldAddress, Region
from articles.workflow import corrections, publishing, searchable
from tests.factories import CommentFactory, SectionFactory, StoryFactory
from tests.views.test_surfaces import ENDINGS, month_slice, public_addresses

pytestmark = pytest.mark.django_db


@pytest.fixture
def told():
    """A story that every surface names: lists, feeds, sitemap, its neighbour, its translation."""
    beside = {"regions": [Region.objects.get(slug="kherson")], "section": SectionFactory()}
    story = StoryFactory(public=True, headline="Retirée", slug="retiree", **beside)
    StoryFactory(public=True, slug="voisine", **beside)
    StoryFactory(public=True, language="en", translation_group=story.translation_group, **beside)
    OldAddress.objects.create(story=story, language="fr", slug="retiree-jadis")
    searchable.index_all()
    return story


def naming(reader):
    """The addresses whose answer names the story."""
    answers = {address: reader.get(address).content.decode() for address in public_addresses()}
    return {address for address, text in answers.items() if "Retirée" in text or "/retiree/" in text}


@pytest.mark.slow
def test_it_is_gone_from_every_surface(told, editor, reader):
    corrections.add(told, "typo", "Un mot.", editor)
    home = told.get_absolute_url()
    neighbour, english = (other.get_absolute_url() for other in type(told).objects.exclude(pk=told.pk).order_by("pk"))
    lists = {"/", "/regions/kherson/", told.section.get_absolute_url(), "/corrections/"}
    feeds = {f"{each}feed/" for each in lists} | {f"/comments/feed/{told.pk}/"}
    lists |= {feed + ending for feed in feeds for ending in ENDINGS}
    sitemaps = {"/sitemap-news.xml", "/sitemap-region-kherson.xml", month_slice()}
    day = timezone.localdate(told.published_at)
    lists |= {f"/archives/{day:%Y/%m}/", f"/archives/{day:%Y/%m/%d}/"}
    pages = {home, neighbour, english, *lists}
    found = {"/search/?q=kherson", "/leger/search/?q=kherson"}
    assert naming(reader) == {*pages, *found, *sitemaps, "/leger/", *(twin(page) for page in pages if twin(page))}
    publishing.unpublish(told, editor)
    assert naming(reader) - {home} == set()
    assert reader.get(home).status_code == 410
    assert reader.get("/1999/01/31/retiree-jadis/").status_code == 410
    assert b"Retir\xc3\xa9e" not in reader.get(home).content


def test_its_comments_are_out_of_reach(told, editor, reader):
    waiting = CommentFactory(story=told)
    CommentFactory(story=told, status="approved", html="<p>Dit.</p>")
    preview = f"/comments/preview/{preview_token(waiting.pk)}/"
    assert reader.get(preview).status_code == 200
    publishing.unpublish(told, editor)
    assert reader.get(preview).status_code == 404
    assert reader.get(f"/comments/{told.pk}/").status_code == 404
    assert "Dit." not in reader.get(told.get_absolute_url()).content.decode()
    post = reader.post(f"/comments/{told.pk}/", {"body": "Mes mots"}, headers={"Sec-Fetch-Site": "same-origin"})
    assert post.status_code == 410
    assert "Mes mots" in post.content.decode()


def test_the_reason_is_printed_and_harmless(told, editor, reader):
    publishing.unpublish(told, editor, reason="Une <b>source</b> s’est rétractée.\n<script>alert(1)</script>")
    text = reader.get(told.get_absolute_url()).content.decode()
    assert gettext("The newsroom’s reason:") in text
    assert "Une &lt;b&gt;source&lt;/b&gt; s’est rétractée.<br>&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "<script>alert" not in text


def test_without_a_reason_none_is_announced(told, editor, reader):
    publishing.unpublish(told, editor)
    assert gettext("The newsroom’s reason:") not in reader.get(told.get_absolute_url()).content.decode()


def test_the_reason_of_a_withdrawal_is_none_of_an_expiry(reader):
    story = StoryFactory(expired=True, withdrawal_reason="Autrefois.")
    answer = reader.get(story.get_absolute_url())
    assert answer.status_code == 410
    assert "Autrefois." not in answer.content.decode()


@pytest.mark.slow
def test_back_again_it_is_everywhere_as_before(told, editor, reader):
    before = naming(reader)
    publishing.unpublish(told, editor, reason="Par erreur.")
    publishing.publish(told, editor)
    assert naming(reader) == before
