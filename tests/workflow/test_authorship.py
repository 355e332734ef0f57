"""The author of a comment corrects it for some minutes, or takes it back; nobody reads what nobody has looked at."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Appeal, Comment, Flag
from articles.workflow import authorship, moderation, standing, submission
from articles.workflow.authorship import Changed, Over
from articles.workflow.claiming import seen
from tests.factories import CommentFactory, PersonFactory, StoryFactory

pytestmark = pytest.mark.django_db

Status = Comment.Status
WORDS = {"name": "Anne", "email": "anne@example.org", "website": "", "body": "Les premiers mots."}


@pytest.fixture(autouse=True)
def no_pause(settings):
    settings.COMMENT_INTERVAL = 0


@pytest.fixture
def story():
    return StoryFactory(public=True)


def send(story, body="Les premiers mots.", **who):
    return submission.submit(story, WORDS | {"body": body}, address="192.0.2.1", **who)


def approve(comment, moderator):
    moderation.decide([comment], Status.APPROVED, moderator)
    comment.refresh_from_db()
    return comment


def grow_old(comment, minutes):
    Comment.objects.filter(pk=comment.pk).update(created_at=timezone.now() - timedelta(minutes=minutes))
    comment.refresh_from_db()


@pytest.fixture
def trusted(settings, story):
    """Somebody who has proved an address under which two comments were approved: published at once."""
    settings.COMMENT_TRUST_AFTER = 2
    person = PersonFactory(email="anne@example.org")
    CommentFactory.create_batch(2, status="approved", email=person.email, person=person)
    return person


class TestEditing:
    def test_a_comment_that_waits_gets_other_words_and_waits_on(self, story):
        comment = authorship.edit(send(story), "D’autres <mots>.")
        stored = Comment.objects.get()
        assert comment == stored
        assert (stored.body, stored.html) == ("D’autres <mots>.", "<p>D’autres &lt;mots&gt;.</p>")
        assert stored.status == Status.PENDING
        assert stored.edited_at is not None

    def test_an_approved_one_leaves_the_page_until_it_was_read_again(self, story, moderator):
        comment = approve(send(story), moderator)
        edited = authorship.edit(comment, "Tout autre chose.")
        story.refresh_from_db()
        assert (edited.status, edited.shown, story.comment_count) == (Status.PENDING, False, 0)
        assert ["edited", ""] in edited.reasons
        assert (edited.decided_by, edited.decided_at) == (None, None)

    def test_edited_twice_it_still_says_so(self, story, moderator):
        comment = approve(send(story), moderator)
        edited = authorship.edit(authorship.edit(comment, "Un."), "Deux.")
        assert edited.reasons.count(["edited", ""]) == 1

    def test_of_somebody_trusted_it_stays_and_is_marked(self, story, trusted):
        comment = send(story, person=trusted)
        assert comment.status == Status.APPROVED
        edited = authorship.edit(comment, "Mieux dit.")
        assert (edited.status, edited.body) == (Status.APPROVED, "Mieux dit.")
        assert edited.edited_at is not None

    def test_trust_lets_no_positions_in_by_the_back_door(self, story, trusted):
        comment = send(story, person=trusted)
        edited = authorship.edit(comment, "La colonne est à 48.5132, 37.9874 en ce moment.")
        assert edited.status == Status.PENDING
        assert {"positions", "edited"} <= {code for code, *_ in edited.reasons}

    def test_a_colleague_s_stays_with_the_badge(self, story, reporter):
        comment = send(story, user=reporter)
        edited = authorship.edit(comment, "Mieux dit.")
        assert (edited.status, edited.role, edited.body) == (Status.APPROVED, comment.role, "Mieux dit.")

    def test_what_the_newsroom_picked_is_no_longer_picked(self, story, reporter):
        comment = send(story, user=reporter)
        Comment.objects.update(picked_at=timezone.now())
        comment.refresh_from_db()
        assert authorship.edit(comment, "Mieux dit.").picked_at is None

    def test_the_defences_read_it_again(self, story):
        comment = send(story)
        edited = authorship.edit(comment, "http://a.example http://b.example http://c.example")
        assert ["links", 3] in edited.reasons

    def test_spam_stays_spam(self, story):
        edited = authorship.edit(send(story, trapped=True), "Gentil.")
        assert edited.status == Status.SPAM
        assert ["honeypot", ""] in edited.reasons

    def test_the_same_words_change_nothing(self, story):
        comment = send(story)
        assert authorship.edit(comment, comment.body).edited_at is None

    def test_sent_again_after_the_edit_it_is_the_same_comment(self, story):
        edited = authorship.edit(send(story), "Les seconds mots.")
        assert send(story, "Les seconds mots.") == edited

    def test_words_one_has_already_said_lead_there(self, story):
        first, second = send(story), send(story, "Autre chose.")
        assert authorship.edit(second, first.body) == first
        second.refresh_from_db()
        assert second.body == "Autre chose."

    @pytest.mark.parametrize("status", ["refused", "withdrawn"])
    def test_what_was_decided_or_taken_back_is_not_edited(self, story, status):
        comment = CommentFactory(story=story, status=status)
        with pytest.raises(Over):
            authorship.edit(comment, "Autre chose.")

    def test_what_a_moderator_filed_as_spam_is_decided(self, story, moderator):
        comment = send(story)
        moderation.decide([comment], Status.SPAM, moderator)
        with pytest.raises(Over):
            authorship.edit(Comment.objects.get(), "Gentil.")

    def test_after_a_quarter_of_an_hour_it_stays_as_it_is(self, story, settings):
        comment = send(story)
        grow_old(comment, 14)
        assert authorship.edit(comment, "À temps.").body == "À temps."
        grow_old(comment, 16)
        with pytest.raises(Over, match="15"):
            authorship.edit(comment, "Trop tard.")
        assert Comment.objects.get().body == "À temps."

    def test_an_operator_can_switch_it_off(self, story, settings):
        settings.COMMENT_EDIT_MINUTES = 0
        comment = send(story)
        assert not authorship.may_edit(comment)
        assert not authorship.may_withdraw(comment)

    def test_whoever_is_barred_meanwhile_edits_no_more(self, story, trusted):
        comment = send(story, person=trusted)
        type(trusted).objects.update(standing="banned")
        with pytest.raises(standing.Barred):
            authorship.edit(comment, "Autre chose.")


class TestTogetherWithAModerator:
    def test_a_decision_since_the_author_looked_is_not_overwritten(self, story, moderator):
        comment = send(story)
        moderation.decide([Comment.objects.get()], Status.REFUSED, moderator, refusal="insult")
        with pytest.raises(Changed):
            authorship.edit(comment, "Autre chose.")
        assert Comment.objects.get().body == "Les premiers mots."

    def test_a_moderator_who_read_the_old_words_approves_no_others(self, story, moderator):
        comment = send(story)
        looked_at = seen(comment)
        authorship.edit(comment, "Pires.")
        fresh = Comment.objects.get()
        steps, refusals = moderation.decide_each([fresh], Status.APPROVED, moderator, on={fresh.pk: looked_at})
        assert (steps, len(refusals)) == ([], 1)
        assert Comment.objects.get().status == Status.PENDING

    def test_two_windows_of_one_author(self, story):
        comment = send(story)
        same = Comment.objects.get()
        authorship.edit(comment, "Le premier.")
        with pytest.raises(Changed):
            authorship.edit(same, "Le second.")


class TestWithdrawing:
    def test_nothing_of_it_is_left(self, story, moderator):
        comment = approve(send(story, notify=True), moderator)
        Flag.objects.create(comment=comment, reason="insult", words="à propos d’Anne")
        Appeal.objects.create(comment=comment, words="mes raisons")
        authorship.withdraw(comment)
        left = Comment.objects.get()
        story.refresh_from_db()
        assert (left.status, left.shown, story.comment_count) == (Status.WITHDRAWN, False, 0)
        assert "Anne" not in "".join(map(str, vars(left).values()))
        assert "mots" not in "".join(map(str, vars(left).values()))
        assert (left.sender, left.email, left.notify, left.person, left.reasons) == ("", "", False, None, [])
        assert not Flag.objects.exists()
        assert not Appeal.objects.exists()

    def test_answered_it_keeps_its_place(self, story, moderator):
        comment = approve(send(story), moderator)
        answer = CommentFactory(story=story, parent=comment, status="approved")
        authorship.withdraw(comment)
        comment.refresh_from_db()
        answer.refresh_from_db()
        assert (comment.shown, answer.parent, answer.status) == (True, comment, Status.APPROVED)

    def test_twice_is_once(self, story):
        comment = send(story)
        authorship.withdraw(comment)
        authorship.withdraw(Comment.objects.get())
        assert Comment.objects.get().status == Status.WITHDRAWN

    def test_a_decision_at_the_same_moment_does_not_keep_it(self, story, moderator):
        comment = send(story)
        moderation.decide([Comment.objects.get()], Status.APPROVED, moderator)
        authorship.withdraw(comment)
        assert Comment.objects.get().status == Status.WITHDRAWN

    def test_a_refused_one_may_be_taken_back_too(self, story, moderator):
        comment = send(story)
        moderation.decide([comment], Status.REFUSED, moderator, refusal="insult")
        authorship.withdraw(Comment.objects.get())
        assert Comment.objects.get().status == Status.WITHDRAWN

    def test_after_a_quarter_of_an_hour_it_stays(self, story):
        comment = send(story)
        grow_old(comment, 16)
        with pytest.raises(Over):
            authorship.withdraw(comment)
        assert Comment.objects.get().body

    def test_the_same_can_be_said_anew_afterwards(self, story):
        comment = send(story)
        authorship.withdraw(comment)
        assert send(story).pk != comment.pk
