"""A copy of everything with one's address, and its end: nothing of another's, and the thread keeps its shape."""

import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext

from articles.models import Appeal, AuditEntry, Comment, Flag, Person, Story
from articles.workflow import erasure, threads
from tests.factories import CommentFactory, PersonFactory, StoryFactory

pytestmark = pytest.mark.django_db

SECRET = "SECRET"
MINE = {
    "name": SECRET,
    "website": "https://secret.example/SECRET",
    "body": SECRET,
    "html": f"<p>{SECRET}</p>",
    "sender": "5ec2e7" * 10,
    "message": SECRET,
    "reasons": [["words", SECRET]],
    "notify": True,
}


@pytest.fixture
def person():
    return PersonFactory(email="anne@example.org", name=SECRET, note=SECRET)


@pytest.fixture
def thread(person):
    """A discussion: the person's comment, a stranger's answer, the person's answer to that, and one that is held."""
    story = StoryFactory(public=True)
    first = CommentFactory(story=story, status="approved", person=person, email=person.email, **MINE)
    between = CommentFactory(story=story, status="approved", parent=first)
    last = CommentFactory(story=story, status="approved", parent=between, email=person.email, **MINE)
    held = CommentFactory(email=person.email, status="refused", refusal="insult", decided_at=timezone.now(), **MINE)
    Flag.objects.create(comment=first, reason="insult", words=SECRET)
    Appeal.objects.create(comment=held, words=SECRET)
    return first, between, last, held


def rows():
    """Everything the database holds, in words."""
    models = (Comment, Person, Flag, Appeal, AuditEntry)
    return "\n".join(str(list(model.objects.values())) for model in models)


class TestErasing:
    def test_everything_is_gone(self, person, thread):
        assert SECRET in rows() and "anne@" in rows()
        fingerprints = set(Comment.objects.filter(email=person.email).values_list("fingerprint", flat=True))
        assert erasure.erase(person) == 3
        assert SECRET not in rows() and "anne@" not in rows() and "5ec2e7" not in rows()
        assert not fingerprints & set(Comment.objects.values_list("fingerprint", flat=True))
        assert not Person.objects.exists()

    def test_the_thread_keeps_its_shape(self, person, thread):
        first, between, last, held = thread
        erasure.erase(person)
        left = Comment.objects.order_by("pk").values_list("pk", "status", "shown", "parent", "depth")
        assert list(left) == [
            (first.pk, "withdrawn", True, None, 1),
            (between.pk, "approved", True, first.pk, 2),
            (last.pk, "withdrawn", False, between.pk, 3),
            (held.pk, "withdrawn", False, None, 1),
        ]
        assert Story.objects.get(pk=first.story_id).comment_count == 1

    def test_nothing_of_another_s(self, person, thread):
        other = CommentFactory(email="anna@example.org", person=PersonFactory(email="anna@example.org"))
        near = CommentFactory(email="xanne@example.org")
        erasure.erase(person)
        assert Person.objects.get() == other.person
        for comment in (other, near, thread[1]):
            now = Comment.objects.get(pk=comment.pk)
            assert (now.body, now.email, now.status) == (comment.body, comment.email, comment.status)

    def test_somebody_who_never_confirmed_the_address(self, thread):
        Person.objects.all().delete()
        assert erasure.erase(Person(email="anne@example.org")) == 3
        assert SECRET not in rows()

    def test_any_number_of_times(self, person, thread):
        erasure.erase(person)
        assert erasure.erase(Person(email="anne@example.org")) == 0

    def test_a_decision_of_the_moderators_outlives_it_and_nothing_else_does(self, thread, person):
        key = person.key
        Person.objects.update(standing="banned")
        erasure.erase(person)
        left = Person.objects.get()
        assert (left.email, left.standing, left.name, left.note) == ("anne@example.org", "banned", "", "")
        assert left.verified_at is None and left.key != key

    def test_a_decision_that_is_over_does_not(self, thread, person):
        Person.objects.update(standing="muted", until=timezone.now() - timedelta(minutes=1))
        erasure.erase(person)
        assert not Person.objects.exists()

    def test_one_comment_alone(self, person, thread):
        _first, _between, last, _held = thread
        assert erasure.erase_comment(last) is True
        assert Comment.objects.filter(status="withdrawn").get() == last
        assert Person.objects.get() == person

    def test_a_moderator_may_decide_at_the_same_moment(self, person, thread, moderator):
        held = thread[3]
        threads.move(Comment.objects.get(pk=held.pk), "approved")
        assert erasure.erase_comment(held) is True, "as it was read before"
        assert SECRET not in str(list(Comment.objects.filter(pk=held.pk).values()))

    def test_one_comment_that_is_gone_altogether(self, thread):
        held = thread[3]
        Comment.objects.filter(pk=held.pk).delete()
        assert erasure.erase_comment(held) is True

    def test_two_of_the_same_words_leave_two_places(self, person):
        story = StoryFactory(public=True)
        CommentFactory.create_batch(2, story=story, email=person.email)
        assert erasure.erase(person) == 2


class TestExporting:
    def told(self, person):
        return json.loads("".join(erasure.export(person)))

    def test_who_one_is_and_every_comment_with_the_address(self, person, thread):
        told = self.told(person)
        comments = told[gettext("comments")]
        assert told[gettext("e-mail")] == "anne@example.org"
        assert [each[gettext("number")] for each in comments] == [thread[0].pk, thread[2].pk, thread[3].pk]
        assert [each[gettext("comment")] for each in comments] == [SECRET] * 3
        assert comments[2][gettext("reason of the refusal")] == gettext("insults or threats")
        assert comments[2][gettext("appeal")][gettext("what its author says")] == SECRET

    def test_no_word_of_another_s(self, person, thread):
        Comment.objects.filter(pk=thread[1].pk).update(body="QUIDAM", name="QUIDAM", email="quidam@example.org")
        assert "quidam" not in "".join(erasure.export(person)).lower()

    def test_nobody_has_written_anything(self):
        assert self.told(PersonFactory())[gettext("comments")] == []

    def test_in_pages_and_with_as_many_queries_for_few_as_for_many(self, person, django_assert_num_queries):
        for number in (1, 30):
            CommentFactory.create_batch(number - Comment.objects.count(), email=person.email)
            with django_assert_num_queries(3):
                assert len(self.told(person)[gettext("comments")]) == number

    def test_more_than_a_page(self, person, monkeypatch):
        monkeypatch.setattr(erasure, "BATCH", 4)
        CommentFactory.create_batch(9, email=person.email)
        numbers = [each[gettext("number")] for each in self.told(person)[gettext("comments")]]
        assert numbers == sorted(Comment.objects.values_list("pk", flat=True))
        assert erasure.erase(person) == 9


class TestCommands:
    def test_erasing_is_tried_first(self, thread, capsys):
        call_command("erase", "Anne@Example.org", dry_run=True)
        assert capsys.readouterr().out == "3 comments would be erased. Nothing was changed.\n"
        assert SECRET in rows()
        call_command("erase", "Anne@Example.org")
        assert capsys.readouterr().out == "3 comments erased.\n"
        assert SECRET not in rows()
        assert list(AuditEntry.objects.values_list("action", "by_name")) == [("person.erase", "")]

    def test_a_copy_for_somebody_who_writes_by_mail(self, thread, capsys):
        call_command("export", "ANNE@example.org")
        assert len(json.loads(capsys.readouterr().out)[gettext("comments")]) == 3

    @pytest.mark.parametrize("command", ["erase", "export"])
    def test_nothing_is_known_of_this_address(self, command):
        with pytest.raises(CommandError, match="Nothing"):
            call_command(command, "personne@example.org")
