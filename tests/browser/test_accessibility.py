"""axe finds nothing on any kind of page, in light and in dark."""

import pytest

from articles.models import Region
from tests.browser.barriers import overflows, violations
from tests.factories import AuthorFactory, CommentFactory, ImageFactory, StoryFactory, TagFactory

pytestmark = pytest.mark.any_database


@pytest.fixture
def story(live_server):
    body = (
        "<h2>Un intertitre</h2><p>Du texte avec <a href='/'>un lien</a>.</p><blockquote><p>Cité.</p></blockquote>"
        "<ul><li>Un</li></ul><table><thead><tr><th>A</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>"
    )
    regions = list(Region.objects.all())
    for _ in range(12):
        StoryFactory(public=True, regions=regions[1:3], authors=[AuthorFactory()])
    story = StoryFactory(public=True, html=body, kicker="Surtitre", regions=regions, authors=[AuthorFactory()])
    story.tags.add(TagFactory())
    parent = CommentFactory(story=story, status="approved", website="https://example.org")
    CommentFactory(story=story, status="approved", parent=parent)
    CommentFactory(story=story)
    return story


@pytest.mark.parametrize("width", [320, 1300])
def test_readers_pages(live_server, story, open_page, width):
    page = open_page(viewport={"width": width, "height": 900})
    page.expected_errors.append("404")
    for path in ("/", story.get_absolute_url(), "/regions/luhansk/", "/en/", "/uk/", "/rien/"):
        page.goto(f"{live_server.url}{path}")
        assert violations(page) == [], path
        assert not overflows(page), path


def test_the_form_with_errors_and_the_preview(live_server, story, page):
    page.expected_errors.append("422")
    page.goto(f"{live_server.url}{story.get_absolute_url()}")
    page.locator("#comment-form").evaluate("form => form.noValidate = true")
    page.get_by_label("Site web").fill("pas une adresse")
    page.get_by_role("button", name="Laisser un commentaire").click()
    page.locator("[data-error-summary]").wait_for()
    assert violations(page) == []
    page.get_by_label("Commentaire *").fill("Mes mots.")
    page.get_by_label("Nom *").fill("Anne")
    page.get_by_label("E-mail *").fill("anne@example.org")
    page.get_by_label("Site web").fill("")
    page.get_by_role("button", name="Laisser un commentaire").click()
    page.get_by_text("en attente de modération").wait_for()
    assert violations(page) == []


def test_our_admin_pages(live_server, story, desk):
    comment = story.comments.filter(status="pending").get()
    image = ImageFactory(widths=[])
    page = desk("admin")
    page.expected_errors.append(image.url)  # the factory stores no file
    page.expected_errors.append("404")
    for path in (
        "",
        "articles/story/",
        "articles/story/add/",
        f"articles/story/{story.pk}/change/",
        "articles/comment/",
        f"articles/comment/{comment.pk}/change/",
        "articles/image/",
        "articles/image/add/",
        "articles/region/",
    ):
        page.goto(f"{live_server.url}/admin/{path}")
        if page.locator("textarea[data-type=ckeditortype]").count():
            page.locator(".cke_editable").wait_for()
        assert violations(page) == [], path
