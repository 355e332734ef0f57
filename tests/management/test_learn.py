"""manage.py learn: teaches the filter, and says how well it does."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from articles.models import Learned
from tests.factories import CommentFactory, StoryFactory

pytestmark = pytest.mark.django_db


def said(*arguments):
    out = StringIO()
    call_command("learn", *arguments, stdout=out)
    return out.getvalue().splitlines()


@pytest.fixture
def decisions(moderator):
    decided = {"story": StoryFactory(public=True), "decided_by": moderator, "decided_at": timezone.now()}
    CommentFactory.create_batch(30, status="spam", body="Gros bonus casino gratuit, inscription rapide", **decided)
    CommentFactory.create_batch(30, status="approved", body="Merci pour cet article", **decided)


def test_with_too_few_decisions_it_says_so():
    assert said() == [
        "0 comments filed as spam, 0 approved ones, decided by people.",
        "Too few to learn from: at least 20 of each are needed. No comment is held for this.",
    ]
    assert not Learned.objects.exists()


def test_it_learns_and_tells_how_well(decisions):
    assert said() == [
        "30 comments filed as spam, 30 approved ones, decided by people.",
        "10 words kept.",
        "Tried on a fifth it had not seen: 100.0% of the spam held, 0.0% of the approved ones.",
    ]
    assert Learned.objects.get().spam == 30


def test_a_dry_run_leaves_the_filter_in_use(decisions):
    assert said("--dry-run")[1] == "10 words kept, but not stored."
    assert not Learned.objects.exists()
