"""How editors keep the pages about the paper."""

import pytest

from articles.models import AuditEntry, SitePage
from articles.workflow import site_pages
from tests.factories import StoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return SitePage.objects.get(slug="about", language="fr")


def address(page):
    return f"/admin/articles/sitepage/{page.pk}/change/"


def typed(page, **changes):
    return {
        "title": page.title,
        "body": "<p>Tout est dit.</p>",
        "position": page.position,
        "basis": site_pages.basis(page),
    } | changes


def test_an_editor_writes_it_and_readers_see_it(page, at_work, editor, reader):
    answer = at_work(editor).post(address(page), typed(page, title="À propos", public="on"))
    assert answer.status_code == 302
    text = reader.get("/pages/about/").content.decode()
    assert "<h1>À propos</h1>" in text and "<p>Tout est dit.</p>" in text
    line = AuditEntry.objects.about(page).get()
    assert (line.action, line.by) == ("sitepage.change", editor)


def test_with_a_gap_the_form_comes_back_with_every_word(page, at_work, editor, reader):
    body = "<p>Écrivez à [à compléter : adresse].</p>"
    answer = at_work(editor).post(address(page), typed(page, body=body, public="on"))
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "[à compléter : adresse]" in text
    assert reader.get("/pages/about/").status_code == 404
    assert not AuditEntry.objects.about(page).exists()


def test_two_editors_at_once(page, at_work, editor, admin):
    first, second = typed(page, body="<p>Un.</p>"), typed(page, body="<p>Deux.</p>")
    assert at_work(editor).post(address(page), first).status_code == 302
    answer = at_work(admin).post(address(page), second)
    assert answer.status_code == 422
    assert "Deux." in answer.content.decode()
    page.refresh_from_db()
    assert page.body == "<p>Un.</p>"


@pytest.mark.parametrize("basis", ["", "x" * 5_000, "\0", "2026-11-23"])
def test_a_forged_basis_overwrites_nothing(page, at_work, editor, basis):
    assert at_work(editor).post(address(page), typed(page, basis=basis)).status_code in (422, 200)
    page.refresh_from_db()
    assert page.body != "<p>Tout est dit.</p>"


def test_its_address_and_language_stay(page, at_work, editor):
    at_work(editor).post(address(page), typed(page, slug="autre", language="uk"))
    page.refresh_from_db()
    assert (page.slug, page.language) == ("about", "fr")


def test_a_new_page_and_one_that_exists_already(at_work, editor):
    desk, new = at_work(editor), {"title": "Nous écrire", "slug": "contact", "language": "fr", "body": "<p>Ici.</p>"}
    new |= {"position": 50, "basis": ""}
    for status in (302, 422):
        assert desk.post("/admin/articles/sitepage/add/", new).status_code == status
    assert desk.post("/admin/articles/sitepage/add/", new | {"slug": "Contact"}).status_code == 422
    assert SitePage.objects.filter(slug__iexact="contact").count() == 1


@pytest.mark.parametrize("who", ["reporter", "moderator"])
def test_others_may_not(page, at_work, who, request):
    desk = at_work(request.getfixturevalue(who))
    assert desk.get(address(page)).status_code == 403
    assert desk.post(address(page), typed(page)).status_code == 403


def test_the_editor_offers_neither_pictures_nor_cards(page, at_work, editor):
    answer = at_work(editor).get(address(page))
    text = answer.content.decode()
    assert "newspaste.js" in text
    assert "newsfigure.js" not in text and "newsembed.js" not in text
    assert "'unsafe-inline'" in answer.headers["Content-Security-Policy"]
    # The form of a story keeps its own.
    story = StoryFactory(owner=editor)
    assert "newsfigure.js" in at_work(editor).get(f"/admin/articles/story/{story.pk}/change/").content.decode()
