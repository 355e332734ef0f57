"""What waits and what went out, as the database knows it; without the database there are still the other figures."""

import threading
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from newsroom.metrics import site
from tests.factories import CommentFactory, StoryFactory

WORKER = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def told(families):
    """{name or (name, label): value}, ages in whole seconds."""
    samples = [sample for family in families for sample in family.samples]
    return {(sample.name.removeprefix("newsroom_"), *sample.labels.values()): round(sample.value) for sample in samples}


@pytest.mark.django_db
def test_comments_that_wait_and_for_how_long():
    assert told(site.comments()) == {("comments_held",): 0, ("comments_oldest_seconds",): 0}
    story = StoryFactory(public=True)
    for status in ("pending", "pending", "approved", "spam", "refused"):
        CommentFactory(story=story, status=status)
    waiting = story.comments.filter(status="pending").order_by("pk")
    hour_ago = timezone.now() - timedelta(hours=1)
    waiting.filter(pk=waiting[0].pk).update(created_at=hour_ago)
    story.comments.filter(status="spam").update(created_at=hour_ago - timedelta(days=9))
    assert told(site.comments()) == {("comments_held",): 2, ("comments_oldest_seconds",): 3600}


@pytest.mark.django_db
def test_a_pile_is_counted_up_to_a_limit(monkeypatch):
    monkeypatch.setattr(site, "MOST", 2)
    story = StoryFactory(public=True)
    CommentFactory.create_batch(3, story=story)
    assert told(site.comments())["comments_held",] == 2


@pytest.mark.django_db
def test_stories_that_went_out_and_no_others():
    assert told(site.stories()) == {("publications_last_hour",): 0}
    now = timezone.now()
    StoryFactory(public=True, published_at=now - timedelta(hours=3))
    StoryFactory(public=True, published_at=now + timedelta(hours=3))  # planned
    StoryFactory()  # a draft
    newest = now - timedelta(minutes=5)
    StoryFactory(public=True, published_at=newest)
    assert told(site.stories()) == {
        ("publications_last_hour",): 1,
        ("last_publication_timestamp_seconds",): round(newest.timestamp()),
    }


@pytest.mark.django_db
def test_tasks_that_wait_for_a_worker(settings):
    settings.TASKS = WORKER
    known = {("tasks", "waiting"): 2, ("tasks", "running"): 0, ("tasks", "failed"): 1, ("tasks_oldest_seconds",): 600}
    now = timezone.now()
    for status in ("READY", "READY", "SUCCESSFUL", "FAILED"):
        DBTaskResult.objects.create(status=status, args_kwargs={}, task_path="x", backend_name="default", run_after=now)
    DBTaskResult.objects.filter(status="SUCCESSFUL").update(enqueued_at=now - timedelta(days=9))
    DBTaskResult.objects.filter(pk=DBTaskResult.objects.filter(status="READY")[0].pk).update(
        enqueued_at=now - timedelta(minutes=10)
    )
    assert told(site.tasks()) == known


def test_where_tasks_are_done_at_once_none_wait(settings):
    assert settings.TASKS["default"]["BACKEND"].endswith("ImmediateBackend")
    assert list(site.tasks()) == []


@pytest.mark.django_db
@pytest.mark.parametrize("questions", [site.comments, site.stories])
def test_many_rows_cost_no_more_questions(questions, django_assert_num_queries):
    for rows in (1, 30):
        CommentFactory.create_batch(rows, story=StoryFactory(public=True))
        with django_assert_num_queries(2):
            list(questions())


def broken():
    raise OperationalError("connection to server at 10.0.0.7 failed")


def test_a_database_that_is_gone(monkeypatch):
    monkeypatch.setattr(site, "comments", broken)
    assert told(site.Site().collect()) == {("database_up",): 0}


def test_a_database_that_hangs_does_not_keep_the_other_figures(monkeypatch):
    asked, goes_on = [], threading.Event()

    def slow():
        asked.append(1)
        goes_on.wait(30)
        return []

    for name in ("comments", "stories", "tasks"):
        monkeypatch.setattr(site, name, slow if name == "comments" else list)
    monkeypatch.setattr(site, "PATIENCE", 0.05)
    figures = site.Site()
    assert [told(figures.collect()) for _ in range(3)] == [{("database_up",): 0}] * 3
    goes_on.set()
    monkeypatch.setattr(site, "PATIENCE", 30)
    assert [told(figures.collect()) for _ in range(2)] == [{("database_up",): 1}] * 2
    assert len(asked) == 1, "one question at a time, and not one for each reader of the figures"
