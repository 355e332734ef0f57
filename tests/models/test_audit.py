"""The trail is written once: neither our code nor a hand at the database rewrites it."""

import pytest
from django.db import DatabaseError, connection, transaction

from articles.models import AppendOnly, AuditEntry
from articles.workflow import audit

pytestmark = pytest.mark.django_db

TABLE = AuditEntry._meta.db_table


@pytest.fixture
def line(editor):
    return audit.record(editor, None, "as it was", "story.save")


def refused(statement, *parameters):
    """Whether the database itself says no, and what it says."""
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, parameters)
    return True


def test_not_by_the_row(line):
    line.words = "as it should have been"
    for rewrite in (line.save, line.delete, lambda: line.save(update_fields=["words"])):
        with pytest.raises(AppendOnly):
            rewrite()
    assert AuditEntry.objects.get().words == "as it was"


def test_not_by_the_queryset(line):
    lines = AuditEntry.objects.filter(pk=line.pk)
    line.words = "x"
    for rewrite in (
        lambda: lines.update(words="x"),
        lines.delete,
        lambda: AuditEntry.objects.bulk_update([line], ["words"]),
        lambda: AuditEntry.objects.update_or_create(pk=line.pk, defaults={"words": "x"}),
    ):
        with pytest.raises(AppendOnly), transaction.atomic():
            rewrite()
    assert AuditEntry.objects.get().words == "as it was"


def test_not_around_our_queryset(line):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AuditEntry._base_manager.filter(pk=line.pk).update(words="x")
    assert AuditEntry.objects.get().words == "as it was"


def test_not_by_hand(line):
    assert refused(f"UPDATE {TABLE} SET words = 'x' WHERE id = %s", line.pk)
    assert refused(f"UPDATE {TABLE} SET at = '2001-01-01'")
    if connection.vendor == "postgresql":  # SQLite's tests empty the tables by DELETE
        assert refused(f"DELETE FROM {TABLE}")
    assert AuditEntry.objects.get().words == "as it was"


def test_whoever_did_something_cannot_be_deleted_with_it(line, editor):
    from django.db.models import ProtectedError

    with pytest.raises(ProtectedError):
        editor.delete()


def test_a_line_keeps_the_name_and_the_label_of_then(editor):
    from tests.factories import SectionFactory

    section = SectionFactory(name_fr="Avant")
    line = audit.record(editor, section, "x")
    section.name_fr, editor.username = "Après", "renamed"
    section.save(), editor.save()
    line.refresh_from_db()
    assert (line.by_name, line.label, line.noun, line.key, line.action) == (
        *("editor", "Avant", "section", section.pk, "section.change"),
    )
