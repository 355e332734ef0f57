"""Anybody can read a name and words, and type an address: who sends all three again learns nothing and gets nothing."""

import pytest

from articles.models import Comment
from articles.workflow import authorship, moderation, submission
from tests.factories import PersonFactory, StoryFactory

pytestmark = pytest.mark.django_db

Status = Comment.Status
HOME, ELSEWHERE = "192.0.2.1", "203.0.113.9"
ANNE = {"name": "Anne", "email": "anne@example.org", "website": "", "body": "Je suis de Melitopol."}


@pytest.fixture(autouse=True)
def no_pause(settings):
    settings.COMMENT_INTERVAL = 0


@pytest.fixture
def story():
    return StoryFactory(public=True)


def send(story, address=HOME, **changed):
    return submission.submit(story, ANNE | changed, address=address)


@pytest.fixture(params=["approved", "refused", "put back"])
def read(request, story, moderator, django_capture_on_commit_callbacks):
    """A comment that readers have read, whatever became of it since."""
    comment = send(story)
    with django_capture_on_commit_callbacks(execute=True):
        moderation.decide([comment], Status.APPROVED, moderator)
    comment.refresh_from_db()
    if request.param == "refused":
        moderation.decide([comment], Status.REFUSED, moderator, refusal="insult", message="Entre nous.")
    if request.param == "put back":
        moderation.decide([comment], Status.PENDING, moderator)
    return comment


class TestSentAgain:
    def test_from_the_same_place_it_is_the_one_that_exists(self, story, read):
        assert send(story) == read

    def test_from_elsewhere_the_right_address_is_answered_like_a_wrong_one(self, story, read):
        right, wrong = (send(story, ELSEWHERE, email=email) for email in (ANNE["email"], "other@example.org"))
        assert read not in (right, wrong)
        assert [comment.status for comment in (right, wrong)] == [Status.PENDING, Status.PENDING]

    def test_from_elsewhere_too_it_is_one_however_often(self, story, read):
        assert send(story, ELSEWHERE) == send(story, ELSEWHERE)
        assert Comment.objects.count() == 2

    def test_what_nobody_has_read_is_the_author_s_whose_network_changed(self, story):
        assert send(story) == send(story, ELSEWHERE)

    def test_a_proved_address_leads_to_the_one_that_exists_from_everywhere(self, story):
        anne = PersonFactory(email=ANNE["email"])
        first, again = (submission.submit(story, ANNE, address=each, person=anne) for each in (HOME, ELSEWHERE))
        assert first == again


class TestEdited:
    def test_into_the_words_of_another_it_stays_what_it_is(self, story, read):
        mine = send(story, ELSEWHERE, body="Bonjour.")
        assert authorship.edit(mine, ANNE["body"], ELSEWHERE) == mine
        mine.refresh_from_db()
        assert (mine.body, mine.status) == (ANNE["body"], Status.PENDING)
        read.refresh_from_db()
        assert read.body == ANNE["body"]

    def test_into_one_s_own_words_it_is_the_one_that_exists(self, story, read):
        assert authorship.edit(send(story, body="Bonjour."), ANNE["body"], HOME) == read
