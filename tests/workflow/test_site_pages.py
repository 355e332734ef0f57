"""The pages in which the paper speaks of itself: what it takes for readers to see one."""

import pytest

from articles.models import AuditEntry, Language, SitePage
from articles.workflow import site_pages
from articles.workflow.errors import Refused
from articles.workflow.foundations import lay_foundations
from articles.workflow.founding_pages import SLUGS, lay_pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return SitePage.objects.get(slug="about", language="fr")


def whole(**changes):
    return SitePage(**{"slug": "contact", "language": "fr", "title": "Nous écrire", "body": "<p>Ici.</p>"} | changes)


class TestFoundations:
    def test_four_drafts_in_each_language_with_something_left_to_fill_in(self):
        found = SitePage.objects.values_list("slug", "language", "public")
        assert sorted(found) == sorted((slug, code, False) for slug in SLUGS for code in Language.values)
        for page in SitePage.objects.all():
            assert site_pages.gaps(page), page

    def test_what_was_changed_or_deleted_stays_so(self, page):
        SitePage.objects.exclude(pk=page.pk).delete()
        SitePage.objects.filter(pk=page.pk).update(title="À nous")
        lay_pages("default")
        assert [each.title for each in SitePage.objects.all()] == ["À nous"]

    def test_editors_may_keep_them_and_nobody_else(self, editor, reporter, moderator):
        for person, may in ((editor, True), (reporter, False), (moderator, False)):
            for verb in ("view", "add", "change"):
                assert person.has_perm(f"articles.{verb}_sitepage") is may
            assert not person.has_perm("articles.delete_sitepage")

    def test_laying_them_before_there_is_a_table_does_nothing(self):
        class Earlier:
            all_models = {"articles": {"story": None}}

        SitePage.objects.all().delete()
        lay_pages("default", Earlier)
        assert SitePage.objects.count() == 0
        lay_foundations(sender=type("App", (), {"label": "articles"}))
        assert SitePage.objects.count() == len(SLUGS) * len(Language.values)


class TestSaving:
    @pytest.mark.parametrize("body", ["<p>[à compléter : le nom]</p>", "<p>TK</p>", "<p>[TK name]</p>", "", "<p> </p>"])
    def test_what_is_unfinished_does_not_become_public(self, editor, body):
        with pytest.raises(Refused):
            site_pages.save(whole(body=body, public=True), editor)
        assert not SitePage.objects.filter(slug="contact").exists()
        assert site_pages.save(whole(body=body), editor).public is False

    def test_the_refusal_names_what_is_missing(self, editor, page):
        page.public = True
        with pytest.raises(Refused) as refusal:
            site_pages.save(page, editor, on=site_pages.basis(page))
        assert "[à compléter : qui compose la rédaction]" in str(refusal.value)
        page.refresh_from_db()
        assert page.public is False

    def test_the_text_is_cleaned_and_set_as_french_is(self, editor):
        body = '<p onclick="x()">Quoi ?<script>alert(1)</script> <a href="javascript:x()">ici</a></p>'
        page = site_pages.save(whole(title="Quoi ?", body=body, public=True), editor)
        assert page.body == "<p>Quoi ? ici</p>"
        assert page.html == "<p>Quoi\u202f? ici</p>"
        assert page.title == "Quoi\u202f?"

    def test_a_title_that_typography_makes_too_long(self, editor):
        for title in ("a" * 119 + "?", "a" * 121):
            with pytest.raises(Refused):
                site_pages.save(whole(title=title), editor)
        assert len(site_pages.save(whole(title="a" * 118 + "?"), editor).title) == 120

    def test_somebody_faster_is_not_overwritten(self, editor, page):
        stale, on = SitePage.objects.get(pk=page.pk), site_pages.basis(page)
        page.body = "<p>Le premier.</p>"
        site_pages.save(page, editor, on=on)
        stale.body = "<p>Le second.</p>"
        with pytest.raises(Refused):
            site_pages.save(stale, editor, on=on)
        page.refresh_from_db()
        assert page.body == "<p>Le premier.</p>"

    def test_the_trail_keeps_what_readers_were_told(self, editor):
        page = site_pages.save(whole(body="<p>Avant.</p>", public=True), editor)
        page.body, page.public = "<p>Après.</p>", False
        site_pages.save(page, editor, on=site_pages.basis(page))
        told = AuditEntry.objects.about(page).values_list("action", "by_name", "words")
        assert [(action, by) for action, by, _words in told] == [
            ("sitepage.change", "editor"),
            ("sitepage.add", "editor"),
        ]
        assert "Avant." in told[0][2] and "True" not in told[0][2]
