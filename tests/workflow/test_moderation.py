"""What a moderator decides about a comment: once, for a reason, and not for ever."""

import re
from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles.models import Appeal, AuditEntry, Comment, Flag, Story
from articles.workflow import appeals, moderation, undoing
from articles.workflow.claiming import Overtaken, seen
from articles.workflow.errors import Refused
from tests.factories import CommentFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(db):
    return UserFactory(username="colleague", role="moderator")


def fresh(comment):
    return Comment.objects.get(pk=comment.pk)


def state(comment):
    found = fresh(comment)
    return found.status, found.decided_by, found.refusal


def flagged(**fields):
    """A published comment that two readers have flagged."""
    comment = CommentFactory(status="approved", flagged=2, **fields)
    for number in (1, 2):
        Flag.objects.create(comment=comment, reason="insult", sender=f"{number}")
    return comment


def appealed(by):
    comment = CommentFactory(status="refused", refusal="insult", decided_by=by, decided_at=timezone.now())
    Appeal.objects.create(comment=comment, words="Relisez-moi.")
    return comment


class TestWhoMay:
    @pytest.mark.parametrize("role", ["reporter", "editor"])
    def test_nobody_without_the_right(self, request, role):
        person = request.getfixturevalue(role)
        comment = flagged()
        for act in (
            lambda: moderation.decide([comment], "spam", person),
            lambda: moderation.keep(comment, person, on=seen(comment)),
            lambda: moderation.dismiss(comment, person, on=seen(comment)),
            lambda: moderation.pick(comment, person),
            lambda: moderation.undo([], person),
        ):
            with pytest.raises(PermissionDenied):
                act()
        assert (fresh(comment).status, fresh(comment).flagged, fresh(comment).picked_at) == ("approved", 2, None)
        assert not AuditEntry.objects.exists()

    def test_nobody_who_is_not_known(self):
        with pytest.raises(PermissionDenied):
            moderation.decide([CommentFactory()], "approved", None)


class TestDeciding:
    def test_a_decision_is_made_once(self, moderator):
        comment = CommentFactory()
        waiting = list(Comment.objects.filter(pk=comment.pk))
        assert moderation.decide(waiting, "approved", moderator) == 1
        assert moderation.decide(waiting, "refused", moderator, "insult") == 0  # read before the other decided
        assert state(comment) == ("approved", moderator, "")
        assert fresh(comment).decided_at is not None

    def test_the_second_one_is_told_who_was_first_and_what_they_decided(self, moderator, colleague):
        comment = CommentFactory()
        moderation.decide([fresh(comment)], "refused", colleague, "off_topic")
        with pytest.raises(Overtaken) as told:
            moderation.decide_one(comment, "approved", moderator, on=seen(comment))
        assert "colleague" in str(told.value)
        assert str(Comment.Refusal.OFF_TOPIC.label) in str(told.value)
        assert state(comment) == ("refused", colleague, "off_topic")

    def test_even_when_both_decide_the_same(self, moderator, colleague):
        comment = CommentFactory()
        moderation.decide([fresh(comment)], "spam", colleague)
        with pytest.raises(Overtaken):
            moderation.decide_one(comment, "spam", moderator, on=seen(comment))
        assert state(comment) == ("spam", colleague, "")

    def test_words_that_changed_meanwhile_are_read_again(self, moderator):
        comment = CommentFactory()
        Comment.objects.filter(pk=comment.pk).update(body="Autre chose.", edited_at=timezone.now())
        with pytest.raises(Overtaken):
            moderation.decide_one(comment, "approved", moderator, on=seen(comment))
        assert fresh(comment).status == "pending"

    def test_what_was_withdrawn_or_deleted_stays_away(self, moderator):
        comment = CommentFactory(status="withdrawn")
        assert moderation.decide([comment], "approved", moderator) == 0
        gone = CommentFactory()
        Comment.objects.filter(pk=gone.pk).delete()
        assert moderation.decide([gone], "approved", moderator) == 0

    def test_a_moderator_may_change_their_mind(self, moderator):
        comment = CommentFactory(status="approved")
        assert moderation.decide([comment], "refused", moderator, "insult") == 1
        assert moderation.decide([fresh(comment)], "approved", moderator) == 1
        assert state(comment) == ("approved", moderator, "")

    def test_approving_twice_changes_nothing(self, moderator):
        assert moderation.decide([CommentFactory(status="approved")], "approved", moderator) == 0

    def test_back_into_the_queue(self, moderator):
        comment = CommentFactory(status="approved")
        moderation.decide([comment], "pending", moderator)
        assert state(comment) == ("pending", None, "")
        assert Story.objects.get(pk=comment.story_id).comment_count == 0


class TestRefusing:
    @pytest.mark.parametrize("refusal", ["", "nonsense"])
    def test_only_for_a_reason(self, moderator, refusal):
        comment = CommentFactory()
        with pytest.raises(Refused):
            moderation.decide([comment], "refused", moderator, refusal)
        assert fresh(comment).status == "pending"

    def test_without_a_message_nobody_is_written_to(self, moderator, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            moderation.decide([CommentFactory()], "refused", moderator, "off_topic")
        assert mail.outbox == []

    def test_a_message_goes_with_the_reason_and_never_with_the_comment(
        self, moderator, django_capture_on_commit_callbacks
    ):
        comment = CommentFactory(body="Des mots <b>durs</b>.", name="Anne", story__headline="Le pont\nde Kherson")
        with django_capture_on_commit_callbacks(execute=True):
            moderation.decide([comment], "refused", moderator, "off_topic", "Écrivez <i>autrement</i>.")
        [sent] = mail.outbox
        html = sent.alternatives[0].content
        assert sent.to == [comment.email]
        assert "\n" not in sent.subject
        for words in (sent.body, html):
            assert "durs" not in words
            assert "hors sujet" in words or "off topic" in words
        assert "Écrivez <i>autrement</i>." in sent.body
        assert "Écrivez &lt;i&gt;autrement&lt;/i&gt;." in html
        assert fresh(comment).message == "Écrivez <i>autrement</i>."

    def test_an_address_nobody_verified_gets_one_mail_an_hour(self, moderator, django_capture_on_commit_callbacks):
        comments = [CommentFactory(email="anne@example.org") for _ in range(3)]
        with django_capture_on_commit_callbacks(execute=True):
            steps, _others = moderation.decide_each(comments, "refused", moderator, refusal="insult", message="Non.")
        assert [step.mailed for step in steps] == [True, False, False]
        assert len(mail.outbox) == 1

    def test_a_verified_person_gets_each_unless_they_want_none(self, moderator, django_capture_on_commit_callbacks):
        person, quiet = PersonFactory(), PersonFactory(no_mail=True)
        comments = [CommentFactory(person=person, email=person.email) for _ in range(2)]
        comments.append(CommentFactory(person=quiet, email=quiet.email))
        with django_capture_on_commit_callbacks(execute=True):
            moderation.decide(comments, "refused", moderator, "insult", "Non.")
        assert [sent.to for sent in mail.outbox] == [[person.email]] * 2

    def test_the_link_to_appeal_goes_with_it(self, moderator, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            moderation.decide([CommentFactory()], "refused", moderator, "insult", "Non.")
        comment = Comment.objects.select_related("story").get()
        [sent] = mail.outbox
        [key] = re.findall(r"/comments/appeal/\?key=(\S+)", sent.body)
        assert appeals.of(unquote(key)) == comment

    def test_an_address_whose_owner_wants_no_mail_gets_none(self, moderator, django_capture_on_commit_callbacks):
        PersonFactory(email="anne@example.org", no_mail=True, verified_at=None)
        with django_capture_on_commit_callbacks(execute=True):
            comments = [CommentFactory(email="Anne@example.org")]
            steps, _others = moderation.decide_each(comments, "refused", moderator, refusal="insult", message="Non.")
        assert ([step.mailed for step in steps], mail.outbox) == ([False], [])

    def test_a_message_has_an_end(self, moderator):
        with pytest.raises(Refused):
            moderation.decide([CommentFactory()], "refused", moderator, "insult", "x" * 2001)


class TestWhoHears:
    def test_an_approved_answer_is_announced_and_a_refused_one_is_not(
        self, moderator, django_capture_on_commit_callbacks
    ):
        person = PersonFactory()
        parent = CommentFactory(status="approved", person=person, email=person.email, notify=True)
        good, bad = CommentFactory.create_batch(2, parent=parent, story=parent.story)
        with django_capture_on_commit_callbacks(execute=True):
            moderation.decide([bad], "refused", moderator, "insult")
            moderation.decide([good], "approved", moderator)
        assert [sent.to for sent in mail.outbox] == [[person.email]]
        assert (fresh(good).announced_at is None, fresh(bad).announced_at is None) == (False, True)


class TestFlags:
    def test_deciding_settles_them(self, moderator):
        comment = flagged()
        moderation.decide([comment], "refused", moderator, "insult")
        assert fresh(comment).flagged == 0
        assert set(Flag.objects.values_list("settled_by", flat=True)) == {moderator.pk}

    def test_kept_it_stays_and_they_are_settled(self, moderator):
        comment = flagged(picked_at=timezone.now())
        moderation.keep(comment, moderator, on=seen(comment))
        assert state(comment) == ("approved", moderator, "")
        assert (fresh(comment).flagged, Flag.objects.filter(settled_at=None).count()) == (0, 0)
        assert fresh(comment).picked_at == comment.picked_at

    def test_a_flag_that_comes_meanwhile_is_looked_at(self, moderator):
        comment = flagged()
        saw = seen(comment)
        Flag.objects.create(comment=comment, reason="danger", sender="3")
        Comment.objects.filter(pk=comment.pk).update(flagged=3)
        with pytest.raises(Overtaken):
            moderation.keep(comment, moderator, on=saw)
        assert Flag.objects.filter(settled_at=None).count() == 3

    def test_without_any_there_is_nothing_to_keep(self, moderator):
        comment = CommentFactory(status="approved")
        with pytest.raises(Refused):
            moderation.keep(comment, moderator, on=seen(comment))


class TestAppeals:
    def test_granted_by_approving(self, moderator, colleague):
        comment = appealed(by=colleague)
        moderation.decide([comment], "approved", moderator)
        appeal = Appeal.objects.get()
        assert (appeal.outcome, appeal.decided_by, fresh(comment).status) == ("granted", moderator, "approved")

    def test_dismissed_the_refusal_stands(self, moderator, colleague):
        comment = appealed(by=colleague)
        moderation.dismiss(comment, moderator, on=seen(comment))
        assert (Appeal.objects.get().outcome, state(comment)) == ("dismissed", ("refused", moderator, "insult"))
        with pytest.raises(Overtaken):
            moderation.dismiss(comment, moderator, on=seen(comment))

    def test_not_dismissed_by_whoever_refused_while_there_is_a_colleague(self, moderator, colleague):
        comment = appealed(by=moderator)
        with pytest.raises(Refused, match="colleague"):
            moderation.dismiss(comment, moderator, on=seen(comment))
        with pytest.raises(Refused, match="colleague"):
            moderation.decide_one(comment, "spam", moderator, on=seen(comment))
        assert (Appeal.objects.get().outcome, fresh(comment).status) == ("", "refused")

    def test_by_whoever_is_alone(self, moderator):
        UserFactory(username="left", role="moderator", is_active=False)
        comment = appealed(by=moderator)
        moderation.dismiss(comment, moderator, on=seen(comment))
        assert Appeal.objects.get().outcome == "dismissed"

    def test_somebody_may_always_change_their_own_mind(self, moderator, colleague):
        comment = appealed(by=moderator)
        assert moderation.decide([comment], "approved", moderator) == 1


class TestUndoing:
    def test_everything_is_as_it_was(self, moderator, colleague):
        comment = flagged(picked_at=timezone.now(), decided_by=colleague, decided_at=timezone.now())
        before = Comment.objects.filter(pk=comment.pk).values().get()
        steps, _others = moderation.decide_each([comment], "refused", moderator, refusal="hate", message="Non.")
        assert Story.objects.get(pk=comment.story_id).comment_count == 0
        assert moderation.undo(steps, moderator) == (1, [])
        assert Comment.objects.filter(pk=comment.pk).values().get() == before
        assert Flag.objects.filter(settled_at=None, settled_by=None).count() == 2
        assert Story.objects.get(pk=comment.story_id).comment_count == 1

    def test_an_appeal_is_open_again(self, moderator, colleague):
        comment = appealed(by=colleague)
        steps, _others = moderation.decide_each([comment], "approved", moderator)
        moderation.undo(steps, moderator)
        assert (Appeal.objects.get().outcome, state(comment)) == ("", ("refused", colleague, "insult"))
        step = moderation.dismiss(comment, moderator, on=seen(fresh(comment)))
        moderation.undo([step], moderator)
        assert (Appeal.objects.get().outcome, state(comment)) == ("", ("refused", colleague, "insult"))

    def test_kept_it_is_flagged_again(self, moderator):
        comment = flagged()
        moderation.undo([moderation.keep(comment, moderator, on=seen(comment))], moderator)
        assert (fresh(comment).flagged, fresh(comment).decided_by) == (2, None)

    def test_not_twice_nor_over_a_later_decision(self, moderator, colleague):
        comment = CommentFactory()
        steps, _others = moderation.decide_each([comment], "approved", moderator)
        moderation.decide([fresh(comment)], "spam", colleague)
        number, [why] = moderation.undo(steps, moderator)
        assert (number, "colleague" in why, fresh(comment).status) == (0, True, "spam")
        steps, _others = moderation.decide_each([fresh(comment)], "approved", moderator)
        assert moderation.undo(steps, moderator)[0] == 1
        assert moderation.undo(steps, moderator)[0] == 0

    def test_not_what_its_author_has_withdrawn(self, moderator):
        comment = CommentFactory()
        steps, _others = moderation.decide_each([comment], "approved", moderator)
        Comment.objects.filter(pk=comment.pk).update(status="withdrawn", body="", name="", shown=False)
        assert moderation.undo(steps, moderator)[0] == 0

    def test_not_after_a_quarter_of_an_hour(self, moderator):
        comment = CommentFactory()
        [step], _others = moderation.decide_each([comment], "approved", moderator)
        step.at = (timezone.now() - timedelta(minutes=16)).isoformat()
        assert moderation.undo([step], moderator)[0] == 0
        assert fresh(comment).status == "approved"

    def test_a_session_can_keep_it(self, moderator):
        steps, _others = moderation.decide_each([CommentFactory()], "approved", moderator)
        assert undoing.unpacked(undoing.packed(steps)) == steps


class TestPicking:
    def test_only_what_readers_see(self, moderator):
        for status in ("pending", "refused", "spam"):
            with pytest.raises(Refused):
                moderation.pick(CommentFactory(status=status), moderator)
        assert not Comment.objects.exclude(picked_at=None).exists()

    def test_once_and_back(self, moderator):
        comment = CommentFactory(status="approved")
        moderation.pick(comment, moderator)
        assert fresh(comment).picked_at is not None
        with pytest.raises(Refused):
            moderation.pick(comment, moderator)
        moderation.pick(comment, moderator, picked=False)
        assert fresh(comment).picked_at is None

    def test_gone_from_the_readers_it_is_no_longer_picked(self, moderator):
        comment = CommentFactory(status="approved", picked_at=timezone.now())
        moderation.decide([comment], "spam", moderator)
        assert fresh(comment).picked_at is None


def test_every_act_leaves_its_own_line(moderator, colleague):
    comment, other = CommentFactory(), flagged()
    steps, _others = moderation.decide_each([comment], "approved", moderator)
    moderation.undo(steps, moderator)
    for status in ("approved", "refused", "spam", "pending"):
        moderation.decide([fresh(comment)], status, moderator, "insult")
    moderation.keep(other, moderator, on=seen(other))
    moderation.pick(other, moderator)
    moderation.pick(other, moderator, picked=False)
    case = appealed(by=colleague)
    moderation.dismiss(case, moderator, on=seen(case))
    verbs = ["approve", "undo", "approve", "refuse", "spam", "reopen", "keep", "pick", "unpick", "dismiss"]
    found = list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))
    assert found == [f"comment.{verb}" for verb in verbs]
