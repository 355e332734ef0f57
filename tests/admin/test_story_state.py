"""The state of a story as the panel beside its text words it."""

from datetime import UTC, datetime

import pytest
from django.utils import translation

from articles.admin.story_state import state_of
from articles.models import Story


@pytest.mark.parametrize(("status", "said"), [("archived", True), ("published", False)])
def test_an_archived_story_says_since_when_readers_have_it(status, said):
    story = Story(language="fr", status=status, slug="x", published_at=datetime(2025, 12, 1, 7, 0, tzinfo=UTC))
    with translation.override("fr"):
        remarks = state_of(story, None).remarks
    assert ("Publié le 01/12/2025 08:00 (Paris)." in remarks) == said
