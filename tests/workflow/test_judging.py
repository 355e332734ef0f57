"""What moderators decide about a person is theirs alone to decide, and has an end they named."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles.models import AuditEntry, Person, Sender
from articles.workflow import judging
from articles.workflow.errors import Refused
from tests.factories import CommentFactory

pytestmark = pytest.mark.django_db

ANNE = "anne@example.org"


def test_moderators_alone(reporter, editor):
    for colleague in (reporter, editor):
        if not colleague.has_perm("articles.moderate_comment"):
            with pytest.raises(PermissionDenied):
                judging.judge(ANNE, "banned", None, "", colleague)
            with pytest.raises(PermissionDenied):
                judging.bar(CommentFactory(sender="s"), timezone.now() + timedelta(days=1), colleague)
    assert not reporter.has_perm("articles.moderate_comment")
    assert not Person.objects.exists() and not Sender.objects.exists()


def test_by_address_or_as_a_person_and_back(moderator):
    until = timezone.now() + timedelta(days=3)
    person = judging.judge(" Anne@example.org", "muted", until, "Insultes.", moderator)
    stored = Person.objects.get()
    assert (stored.email, stored.standing, stored.until, stored.note) == (ANNE, "muted", until, "Insultes.")
    assert (stored.judged_by, stored.verified_at) == (moderator, None)
    judging.judge(person, "", None, "", moderator)
    assert Person.objects.values_list("standing", "until").get() == ("", None)


def test_the_trail_keeps_no_address(moderator):
    person = judging.judge(ANNE, "premoderated", None, "Anne exagère", moderator)
    line = AuditEntry.objects.get()
    assert (line.action, line.by, line.noun, line.key) == ("person.judge", moderator, "person", person.pk)
    assert "nne" not in line.label + line.words


@pytest.mark.parametrize(
    ("standing", "days"), [("muted", None), ("muted", -1), ("banned", -1), ("shot", None), ("muted", 0)]
)
def test_no_nonsense(moderator, standing, days):
    until = None if days is None else timezone.now() + timedelta(days=days)
    with pytest.raises(Refused):
        judging.judge(ANNE, standing, until, "", moderator)
    assert not Person.objects.exists() and not AuditEntry.objects.exists()


@pytest.mark.parametrize("email", ["", "anne", "a@b.org\nBcc: c@d.org", "a" * 95 + "@example.org"])
def test_no_address(moderator, email):
    with pytest.raises(Refused):
        judging.judge(email, "banned", None, "", moderator)


def test_where_a_comment_came_from_is_barred_for_a_while(moderator):
    comment, until = CommentFactory(sender="c" * 64), timezone.now() + timedelta(days=30)
    Sender.objects.create(key="c" * 64, window_start=timezone.now() - timedelta(days=29), attempts=3)
    judging.bar(comment, until, moderator)
    sender = Sender.objects.get()
    assert sender.barred_until == until
    assert sender.window_start > timezone.now() - timedelta(minutes=1), "else it is forgotten before the bar ends"
    assert AuditEntry.objects.get().action == "comment.bar"


def test_not_for_ever_nor_nowhere(moderator):
    now = timezone.now()
    for sender, until in [("", now + timedelta(days=1)), ("c", now + timedelta(days=31)), ("c", now)]:
        with pytest.raises(Refused):
            judging.bar(CommentFactory(sender=sender), until, moderator)
    assert not Sender.objects.exists() and not AuditEntry.objects.exists()
