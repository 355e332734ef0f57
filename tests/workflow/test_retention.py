"""What readers leave behind goes when its time has come, and not a day before; answers keep their place."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from articles.models import Appeal, Comment, Flag, Learned, Person, Salt, Sender
from articles.workflow import retention
from tests.factories import CommentFactory, PersonFactory

pytestmark = pytest.mark.django_db
Status = Comment.Status


def days_ago(days):
    return timezone.now() - timedelta(days=days)


def comment(days, status, **fields):
    """One that was sent and decided so many days ago."""
    made = CommentFactory(status=status, sender="ab", **fields)
    Comment.objects.filter(pk=made.pk).update(created_at=days_ago(days), decided_at=days_ago(days))
    made.refresh_from_db()
    return made


def forget():
    return {rule.words: number for rule in retention.RULES if (number := retention.apply(rule))}


@pytest.mark.parametrize(
    ("status", "kept_days", "gone_days"),
    [(Status.SPAM, 29, 31), (Status.REFUSED, 89, 91)],
)
def test_what_was_never_shown_goes_after_its_time(status, kept_days, gone_days):
    kept, gone = comment(kept_days, status), comment(gone_days, status)
    forget()
    assert list(Comment.objects.values_list("pk", flat=True)) == [kept.pk]
    assert gone.pk != kept.pk


def test_what_is_public_or_waits_stays_however_old():
    kept = {comment(3000, Status.APPROVED).pk, comment(3000, Status.PENDING).pk}
    forget()
    assert set(Comment.objects.values_list("pk", flat=True)) == kept


def test_a_refused_comment_that_was_answered_is_emptied_and_keeps_its_place():
    refused = comment(100, Status.REFUSED, website="https://example.org/")
    answer = CommentFactory(story=refused.story, parent=refused, status=Status.APPROVED)
    assert forget()["comments that were spam or refused, and answered, emptied"] == 1
    refused.refresh_from_db()
    assert (refused.name, refused.body, refused.email, refused.website, refused.html) == ("—", "—", "", "", "")
    assert (refused.status, Comment.objects.get(pk=answer.pk).parent_id) == (Status.REFUSED, refused.pk)
    assert forget() == {}


def test_a_whole_thread_of_spam_goes_leaves_first():
    root = comment(31, Status.SPAM)
    below = comment(31, Status.SPAM, story=root.story, parent=root)
    comment(31, Status.SPAM, story=root.story, parent=below)
    forget()
    assert not Comment.objects.exists()


def test_an_appeal_that_waits_keeps_the_comment():
    refused = comment(100, Status.REFUSED)
    Appeal.objects.create(comment=refused, words="Relisez-moi.")
    forget()
    assert Comment.objects.filter(pk=refused.pk).exists()
    Appeal.objects.update(outcome=Appeal.Outcome.DISMISSED, decided_at=timezone.now())
    forget()
    assert not Comment.objects.exists()


def test_an_address_nobody_verified_goes_after_a_year_and_the_words_stay(settings):
    old, young = comment(366, Status.APPROVED), comment(364, Status.APPROVED)
    verified = comment(366, Status.APPROVED, person=PersonFactory())
    settings.COMMENT_EMAIL_DAYS = 0
    assert "addresses nobody verified dropped" not in forget()
    settings.COMMENT_EMAIL_DAYS = 365
    forget()
    emails = dict(Comment.objects.values_list("pk", "email"))
    assert emails == {old.pk: "", young.pk: young.email, verified.pk: verified.email}
    assert Comment.objects.get(pk=old.pk).body == old.body


def test_where_things_came_from_goes_after_thirty_days():
    for days in (29, 31):
        made = comment(days, Status.APPROVED)
        Flag.objects.create(comment=made, reason="hate", sender="cd")
        Flag.objects.filter(comment=made).update(created_at=days_ago(days))
        Sender.objects.create(key=f"{days}", window_start=days_ago(days))
        Salt.objects.create(secret="x", created_at=days_ago(days))
    barred = Sender.objects.create(key="barred", window_start=days_ago(31), barred_until=days_ago(-1))
    forget()
    assert sorted(Comment.objects.values_list("sender", flat=True)) == ["", "ab"]
    assert sorted(Flag.objects.values_list("sender", flat=True)) == ["", "cd"]
    assert set(Sender.objects.values_list("key", flat=True)) == {"29", barred.key}
    assert Salt.objects.count() == 1


def test_a_person_stays_as_long_as_somebody_needs_the_row():
    kept = [
        PersonFactory(),
        PersonFactory(verified_at=None, no_mail=True),
        PersonFactory(verified_at=None, standing="banned"),
        PersonFactory(verified_at=None, standing="muted", until=days_ago(29)),
    ]
    PersonFactory(verified_at=None)
    PersonFactory(verified_at=None, standing="muted", until=days_ago(31))
    Person.objects.update(created_at=days_ago(400))
    PersonFactory(verified_at=None, email="neuve@example.org")  # asked for a link a moment ago
    forget()
    assert set(Person.objects.values_list("email", flat=True)) == {p.email for p in kept} | {"neuve@example.org"}


def test_the_newest_lesson_of_the_filter_is_never_forgotten():
    lessons = [Learned.objects.create(spam=n, ham=n, weights={}) for n in range(5)]
    forget()
    assert set(Learned.objects.values_list("pk", flat=True)) == {lesson.pk for lesson in lessons[2:]}


def test_more_than_one_batch(monkeypatch):
    monkeypatch.setattr(retention, "BATCH", 2)
    for _ in range(5):
        comment(31, Status.SPAM)
    assert forget()["comments that were spam or refused deleted"] == 5


def test_a_dry_run_tells_and_changes_nothing(capsys):
    spam = comment(31, Status.SPAM)
    call_command("forget", "--dry-run")
    assert "1  comments that were spam or refused deleted" in capsys.readouterr().out
    assert Comment.objects.get().sender == spam.sender
    call_command("forget")
    assert not Comment.objects.exists()
