"""Sections at the desk: whether one wants a second pair of eyes is not for those whom it would watch."""

import pytest

from articles.models import AuditEntry, Section
from tests.factories import SectionFactory, UserFactory

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/section/"


def form(section=None, **changes):
    data = {"name_fr": "Enquêtes", "name_en": "", "name_uk": "", "slug": "enquetes", "position": 0}
    return data | ({name: getattr(section, name) for name in data} if section else {}) | changes


def change(section):
    return f"{LIST}{section.pk}/change/"


@pytest.mark.parametrize("before", [True, False])
def test_an_editor_does_not_switch_it(editor, at_work, before):
    section = SectionFactory(second_reader=before)
    client = at_work(editor)
    assert "second_reader" not in client.get(change(section)).context["adminform"].form.fields
    for sent in ({"second_reader": "on"}, {"second_reader": ""}, {}):
        assert client.post(change(section), form(section, name_fr="Autre", **sent)).status_code == 302
    section.refresh_from_db()
    assert (section.name_fr, section.second_reader) == ("Autre", before)


def test_nor_in_a_new_section(editor, at_work):
    assert at_work(editor).post(f"{LIST}add/", form(second_reader="on")).status_code == 302
    assert not Section.objects.get().second_reader


def test_a_superuser_who_has_left_switches_nothing(at_work):
    section = SectionFactory()
    client = at_work(UserFactory(is_superuser=True, is_active=False))
    assert client.post(change(section), form(section, second_reader="on")).status_code == 302
    section.refresh_from_db()
    assert not section.second_reader


def test_a_superuser_does_and_it_is_written_down(admin, at_work):
    section = SectionFactory()
    assert at_work(admin).post(change(section), form(section, second_reader="on")).status_code == 302
    section.refresh_from_db()
    assert section.second_reader
    assert AuditEntry.objects.filter(action="section.change", key=section.pk, by=admin).count() == 1
