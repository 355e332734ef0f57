import pytest

from articles.models import Author, Region, Section, Tag
from tests.admin.test_story import count
from tests.factories import AuthorFactory, RegionFactory, SectionFactory, StoryFactory, TagFactory

pytestmark = pytest.mark.slow  # whole pages of the desk, one after the other

NOUNS = {"region": RegionFactory, "section": SectionFactory, "tag": TagFactory, "author": AuthorFactory}


@pytest.mark.parametrize("noun", NOUNS)
class TestWhoMay:
    def test_nobody_without_an_account(self, reader, db, noun):
        assert "/login/" in reader.get(f"/admin/articles/{noun}/").url

    def test_no_moderator(self, moderator, at_work, noun):
        assert at_work(moderator).get(f"/admin/articles/{noun}/").status_code == 403

    def test_a_reporter_only_looks(self, reporter, at_work, noun):
        thing = NOUNS[noun]()
        client = at_work(reporter)
        assert client.get(f"/admin/articles/{noun}/").status_code == 200
        assert client.post(f"/admin/articles/{noun}/add/", {}).status_code == 403
        assert client.post(f"/admin/articles/{noun}/{thing.pk}/change/", {}).status_code == 403

    def test_an_editor_adds_and_does_not_delete(self, editor, at_work, noun):
        thing = NOUNS[noun]()
        client = at_work(editor)
        assert client.get(f"/admin/articles/{noun}/add/").status_code == 200
        assert client.post(f"/admin/articles/{noun}/{thing.pk}/delete/", {"post": "yes"}).status_code == 403

    def test_the_list_costs_the_same(self, editor, at_work, noun):
        client = at_work(editor)
        NOUNS[noun]()
        few = count(client, f"/admin/articles/{noun}/")
        NOUNS[noun].create_batch(30)
        assert count(client, f"/admin/articles/{noun}/") == few


def region_data(region, **changes):
    fields = {name: getattr(region, name) for name in ("name_fr", "slug", "position")}
    return fields | {"name_en": "", "name_uk": "", "iso_code": "", "also_written": "", "parent": ""} | changes


class TestPlaces:
    def test_no_region_lies_inside_itself(self, editor, at_work):
        outer = RegionFactory()
        inner = RegionFactory(parent=outer)
        page = at_work(editor).post(f"/admin/articles/region/{outer.pk}/change/", region_data(outer, parent=inner.pk))
        assert list(page.context["adminform"].form.errors) == ["parent"]
        assert Region.objects.get(pk=outer.pk).parent is None

    def test_what_is_in_use_stays_and_says_who_uses_it(self, admin, at_work):
        region, section, author, tag = RegionFactory(), SectionFactory(), AuthorFactory(), TagFactory()
        StoryFactory(headline="Qui les emploie", regions=[region], authors=[author], section=section).tags.add(tag)
        client = at_work(admin)
        for noun, thing in (("region", region), ("section", section), ("author", author)):
            page = client.post(f"/admin/articles/{noun}/{thing.pk}/delete/", {"post": "yes"})
            assert "Qui les emploie" in page.content.decode(), noun
        assert Region.objects.filter(pk=region.pk).exists()
        assert (Section.objects.count(), Author.objects.count()) == (1, 1)
        client.post(f"/admin/articles/tag/{tag.pk}/delete/", {"post": "yes"})
        assert not Tag.objects.exists()
