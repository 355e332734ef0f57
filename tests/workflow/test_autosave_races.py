"""A thousand saves at once, by hand and by machine: no word that was acknowledged is overwritten unseen."""

import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from articles.models import Revision, Story
from articles.workflow import revisions
from articles.workflow.errors import Conflict
from tests.factories import UserFactory, story_data

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("live_server")]

PEOPLE = 8
SAVES = 1_000


class Writer:
    """Somebody with the form open: saves what they see with a word of their own, looks again after a conflict."""

    def __init__(self, person, number, story):
        self.person, self.number, self.story = person, number, story
        self.chance = random.Random(number)
        self.acknowledged, self.conflicts = [], 0

    def run(self):
        try:
            self.open()
            for save in range(SAVES // PEOPLE):
                self.save(f"{self.number}-{save}")
                connection.close()  # each save is a request of its own: the pool has fewer connections than people
        finally:
            connection.close()
        return self

    def open(self):
        story = Story.objects.get(pk=self.story.pk)
        draft = revisions.working_draft(story)
        self.basis, self.words = revisions.basis(story, draft), draft.data["standfirst"]

    def save(self, word):
        write = self.chance.choice([revisions.autosave, revisions.save_draft])
        words = f"{self.words} {word}".strip()
        try:
            draft = write(self.story, story_data(standfirst=words), self.person, on=self.basis)
        except Conflict:
            self.conflicts += 1
            self.open()
        else:
            self.acknowledged.append(word)
            self.words, self.basis = words, revisions.basis(self.story, draft)


def test_a_thousand_racing_saves_overwrite_nothing_unseen():
    people = [UserFactory() for _person in range(PEOPLE)]
    story = revisions.start(story_data(), people[0])
    writers = [Writer(person, number, story) for number, person in enumerate(people)]
    with ThreadPoolExecutor(PEOPLE) as threads:
        done = list(threads.map(Writer.run, writers))
    acknowledged = [word for writer in done for word in writer.acknowledged]
    # Each save builds on what its writer saw: if nothing was overwritten, the last text holds every word once.
    assert sorted(revisions.working_draft(story).data["standfirst"].split()) == sorted(acknowledged)
    assert len(acknowledged) + sum(writer.conflicts for writer in done) == SAVES
    assert len(acknowledged) >= PEOPLE
    assert all(writer.acknowledged or writer.conflicts for writer in done)
    assert Revision.objects.filter(kind="draft").count() == 1


def test_the_row_of_an_unpublished_story_follows_the_last_save():
    people = [UserFactory() for _person in range(PEOPLE)]
    story = revisions.start(story_data(), people[0])
    writers = [Writer(person, number, story) for number, person in enumerate(people)]
    for writer in writers:
        writer.open()
        writer.save(str(writer.number))
    assert Story.objects.get().standfirst == revisions.working_draft(story).data["standfirst"] == "0 1 2 3 4 5 6 7"
