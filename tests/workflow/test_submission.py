"""A comment comes in: once, in its place, held or public by what is known of its author, and never too fast."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Comment, DiscussionRule, Sender
from articles.queries import rulebook
from articles.workflow import moderation, rates, senders, submission
from tests.factories import AuthorFactory, CommentFactory, PersonFactory, RegionFactory, StoryFactory

pytestmark = pytest.mark.django_db

WORDS = {"name": "Anne", "email": "anne@example.org", "website": "", "body": "Merci pour cet article."}


@pytest.fixture
def story(db):
    return StoryFactory(public=True)


def submit(story, address="192.0.2.1", **changes):
    options = {name: changes.pop(name) for name in ("parent", "trapped", "person", "user", "notify") if name in changes}
    return submission.submit(story, WORDS | changes, address=address, **options)


def test_a_comment_is_held_with_its_reasons(story):
    comment = submit(story)
    assert comment.status == Comment.Status.PENDING
    assert comment.reasons == [["first_time", ""]]
    assert comment.html == "<p>Merci pour cet article.</p>"


def test_somebody_approved_before_is_no_first_timer(story):
    CommentFactory(email="anne@example.org", status="approved")
    assert submit(story, email="Anne@Example.org").reasons == []


def test_the_address_is_nowhere_in_the_database(story):
    comment = submit(story)
    assert "192.0.2.1" not in str(Comment.objects.values().get(pk=comment.pk))


def test_the_same_words_by_the_same_person_are_one_comment(story):
    assert submit(story) == submit(story) == submit(story, address="192.0.2.9", email="ANNE@example.org")
    assert Comment.objects.count() == 1


def test_the_same_words_under_another_story_are_another_comment(story):
    submit(story)
    submit(StoryFactory(public=True), address="192.0.2.9", email="b@example.org")
    assert Comment.objects.count() == 2


def test_a_second_comment_within_ten_seconds_is_too_fast(story):
    submit(story)
    with pytest.raises(submission.TooFast) as too_fast:
        submit(story, body="Encore.", email="autre@example.org")
    assert 1 <= too_fast.value.seconds <= 10
    with pytest.raises(submission.TooFast):
        submit(story, body="Encore.", address="192.0.2.2")
    assert Comment.objects.count() == 1


def test_who_was_too_fast_has_not_used_up_their_turn(story):
    submit(story)
    with pytest.raises(submission.TooFast):
        submit(story, body="Encore.", email="autre@example.org")
    submit(story, body="Encore.", email="autre@example.org", address="192.0.2.2")


def test_after_ten_seconds_it_is_ones_turn_again(story, settings):
    settings.COMMENT_INTERVAL = 0
    submit(story)
    submit(story, body="Encore.")
    assert Comment.objects.count() == 2


def test_thirty_attempts_a_minute_and_then_a_pause(settings):
    settings.COMMENT_ATTEMPTS = 3
    keys = rates.keys_of("192.0.2.1", "")
    assert [rates.count_attempt(keys) > 0 for _ in range(5)] == [False, False, False, True, True]
    assert rates.count_attempt(rates.keys_of("192.0.2.2", "")) == 0


def test_a_closed_story_takes_nothing(story):
    story.comments_open = False
    with pytest.raises(submission.Closed):
        submit(story)
    assert set(Sender.objects.values_list("attempts", flat=True)) == {1}  # that it was tried counts all the same


def test_an_answer_needs_a_visible_comment_of_the_same_story(story):
    visible = CommentFactory(story=story, status="approved")
    for parent in (CommentFactory(story=story), CommentFactory(status="approved")):
        with pytest.raises(submission.NotOpen):
            submit(story, parent=parent.pk)
    with pytest.raises(submission.NotOpen):
        submit(story, parent=10**9)
    assert submit(story, parent=visible.pk).parent == visible


def test_the_trap_files_as_spam(story):
    comment = submit(story, trapped=True)
    assert comment.status == Comment.Status.SPAM
    assert ["honeypot", ""] in comment.reasons


def rule(**fields):
    DiscussionRule.objects.create(**fields)
    rulebook.forget()


class TestDiscussions:
    """What moderators have set for a story, or for its region."""

    def test_after_its_days_a_story_takes_nothing(self, story, settings):
        settings.COMMENT_CLOSE_DAYS = 2
        assert submit(story)
        story.published_at = timezone.now() - timedelta(days=2)
        with pytest.raises(submission.Closed):
            submit(story, body="Encore.")

    def test_slow_mode_is_a_pause_of_one_person_under_one_story(self, story, settings):
        settings.COMMENT_INTERVAL = 0
        rule(story=story, slow_minutes=5)
        submit(story)
        with pytest.raises(submission.TooFast) as too_fast:
            submit(story, body="Encore.")
        assert 290 <= too_fast.value.seconds <= 300
        with pytest.raises(submission.TooFast):
            submit(story, body="Sous un autre nom.", email="autre@example.org")
        submit(StoryFactory(public=True), body="Ailleurs.")
        submit(story, body="Quelqu’un d’autre.", email="autre@example.org", address="192.0.2.2")
        assert Comment.objects.count() == 3

    def test_the_region_s_rule_holds_for_its_stories(self, settings):
        settings.COMMENT_INTERVAL = 0
        region = RegionFactory()
        rule(region=region, all_held=True)
        assert ["all_held", ""] in submit(StoryFactory(public=True, regions=[region])).reasons
        assert ["all_held", ""] not in submit(StoryFactory(public=True), body="Encore.").reasons


@pytest.fixture
def trusted(settings):
    settings.COMMENT_TRUST_AFTER = 2
    settings.COMMENT_INTERVAL = 0
    person = PersonFactory(email="anne@example.org")
    for _time in range(2):
        CommentFactory(email=person.email, person=person, status="approved")
    return person


class TestTrust:
    def test_the_trusted_person_is_public_at_once(self, story, trusted):
        comment = submit(story, person=trusted)
        assert (comment.status, comment.shown, comment.person) == ("approved", True, trusted)
        story.refresh_from_db()
        assert story.comment_count == 1

    def test_typing_that_person_s_address_gains_nothing(self, story, trusted):
        comment = submit(story)
        assert (comment.status, comment.person, comment.role) == ("pending", None, "")

    def test_the_person_s_browser_with_another_address_typed_is_a_stranger(self, story, trusted):
        comment = submit(story, person=trusted, email="autre@example.org")
        assert (comment.status, comment.person) == ("pending", None)

    @pytest.mark.parametrize("body", ["Au casino.", "http://a.fr http://b.fr http://c.fr", "48.0159, 37.8028"])
    def test_what_a_person_has_to_decide_waits_all_the_same(self, story, trusted, body):
        assert submit(story, person=trusted, body=body).status == "pending"

    def test_where_all_is_held_trust_waits_too(self, story, trusted):
        rule(story=story, all_held=True)
        assert submit(story, person=trusted).reasons == [["all_held", ""]]

    def test_a_burst_of_attempts_is_held(self, story, trusted, settings):
        settings.COMMENT_ATTEMPTS = 6
        found = [submit(story, person=trusted, body=f"n° {n}") for n in range(4)]
        assert [comment.status for comment in found] == ["approved"] * 3 + ["pending"]
        assert found[3].reasons == [["rates", ""]]
        story.refresh_from_db()
        assert story.comment_count == 3

    def test_a_public_answer_stands_below_what_it_answers(self, story, trusted):
        first = CommentFactory(story=story, status="approved")
        second = CommentFactory(story=story, status="approved", parent=first)
        third = submit(story, person=trusted, parent=second.pk)
        beside = submit(story, person=trusted, parent=third.pk, body="Encore.")
        assert (third.depth, third.thread, third.parent) == (3, first, second)
        assert (beside.depth, beside.thread, beside.parent) == (3, first, second)

    def test_an_answer_to_what_is_refused_meanwhile_is_not_taken(self, story, trusted, moderator, monkeypatch):
        """Between the look at the parent and the transaction a moderator refuses it."""
        parent = CommentFactory(story=story, status="approved")
        take = submission._hold_thread

        def refused_meanwhile(comment):
            moderation.decide([Comment.objects.get(pk=parent.pk)], "refused", moderator, "insult")
            take(comment)

        monkeypatch.setattr(submission, "_hold_thread", refused_meanwhile)
        with pytest.raises(submission.NotOpen):
            submit(story, person=trusted, parent=parent.pk)
        assert Comment.objects.filter(story=story).count() == 1

    def test_who_repeats_the_words_of_a_verified_person_does_not_get_theirs(self, story, trusted):
        theirs = submit(story, person=trusted)
        assert submit(story) != theirs

    def test_a_flood_with_somebody_s_address_does_not_block_that_person(self, story, trusted, settings):
        settings.COMMENT_INTERVAL = 10
        settings.COMMENT_ATTEMPTS = 3
        for _number in range(5):
            submission.count_attempt("203.0.113.1", "anne@example.org")
        with pytest.raises(submission.TooFast):
            submit(story, address="203.0.113.2")
        assert submit(story, person=trusted).status == "approved"


class TestJudged:
    def test_the_banned_person_is_told_and_nothing_is_stored(self, story):
        person = PersonFactory(email="anne@example.org", standing="banned")
        with pytest.raises(submission.Barred):
            submit(story, person=person)
        assert not Comment.objects.exists()
        assert Sender.objects.exists()

    def test_typed_the_address_of_the_banned_only_holds(self, story):
        PersonFactory(email="anne@example.org", standing="banned")
        assert ["banned", ""] in submit(story).reasons

    def test_an_address_that_was_barred_by_a_comment_of_it(self, story):
        sender = submit(story).sender
        assert sender == senders.key("address", "192.0.2.1")
        Sender.objects.filter(key=sender).update(barred_until=timezone.now() + timedelta(days=1))
        with pytest.raises(submission.Barred):
            submit(story, email="autre@example.org", body="Encore.")


class TestColleagues:
    def test_a_colleague_is_public_at_once_under_the_login_s_name(self, story, reporter):
        AuthorFactory(name="Camille Auteur", user=reporter)
        reporter.email = "Camille@example.org"
        comment = submission.submit(story, {"body": "Merci à tous."}, address="192.0.2.1", user=reporter)
        assert (comment.status, comment.role, comment.by) == ("approved", "staff", reporter)
        assert (comment.name, comment.email, comment.sender) == ("Camille Auteur", "camille@example.org", "")

    def test_the_author_of_the_story_wears_that_badge(self, reporter):
        story = StoryFactory(public=True, authors=[AuthorFactory(user=reporter)])
        assert submission.submit(story, {"body": "Merci."}, address="", user=reporter).role == "author"

    def test_no_reader_waits_for_a_colleague_of_the_same_office_nor_the_other_way_round(self, story, reporter, editor):
        submit(story)
        for colleague in (reporter, editor):
            submission.submit(story, {"body": "Merci."}, address="192.0.2.1", user=colleague)
        assert Comment.objects.count() == 3

    def test_an_account_that_is_no_colleague_is_a_reader(self, story, reporter):
        for change in ({"is_staff": False}, {"is_active": False}):
            vars(reporter).update({"is_staff": True, "is_active": True} | change)
            comment = submit(story, user=reporter, body=str(change), email=f"{len(str(change))}@example.org",
                             address=f"192.0.2.{len(str(change))}")  # fmt: skip
            assert (comment.role, comment.by, comment.status) == ("", None, "pending")

    def test_a_typed_name_of_the_newsroom_is_held_and_wears_no_badge(self, story, reporter):
        AuthorFactory(name="Camille Auteur", user=reporter)
        comment = submit(story, name="camille auteur")
        assert ["impostor", ""] in comment.reasons
        assert (comment.role, comment.by) == ("", None)


def test_an_answer_is_announced_once_it_is_stored(story, trusted, monkeypatch, django_capture_on_commit_callbacks):
    told = []
    monkeypatch.setattr(submission.notices, "announce", told.append)
    with django_capture_on_commit_callbacks(execute=True):
        public = submit(story, person=trusted)
        submit(story, body="D’un inconnu.")
    assert told == [public]


def test_the_number_of_queries_is_small_and_the_same(story, trusted, django_assert_num_queries):
    submit(story)
    senders.keys("address", "192.0.2.1")
    for number in (1, 30):
        for _time in range(number):
            CommentFactory(story=story, email="anne@example.org")
        # The salts four times (a transaction is open: they are not kept), what is known, two savepoints, turn, insert.
        with django_assert_num_queries(9):
            submit(story, body=f"n° {number}")
