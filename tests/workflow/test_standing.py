"""What is known of somebody who writes: only what was proved helps; what was typed may hold, and tells nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Comment, Sender
from articles.workflow import senders, standing
from tests.factories import AuthorFactory, CommentFactory, PersonFactory, StoryFactory

pytestmark = pytest.mark.django_db
HERE = "192.0.2.7"
ANNE = "anne@example.org"


@pytest.fixture(autouse=True)
def trust(settings):
    settings.COMMENT_TRUST_AFTER = 2


def approved(number, **fields):
    for _time in range(number):
        CommentFactory(status=Comment.Status.APPROVED, **fields)


def known(person=None, name="Anne", email=ANNE, address=HERE):
    return standing.of(address, name, email, person)


class TestTrust:
    def test_a_stranger_is_new(self):
        assert known() == standing.Known(first_time=True, trusted=False, held=[])

    def test_what_waits_or_was_refused_is_no_history(self):
        for status in ("pending", "refused", "spam"):
            CommentFactory(email=ANNE, status=status)
        assert known().first_time

    def test_typed_an_address_with_a_history_is_no_first_time_and_no_trust(self):
        approved(5, email=ANNE)
        assert known() == standing.Known(first_time=False, trusted=False, held=[])

    def test_what_was_approved_before_the_address_was_verified_gives_no_trust(self):
        approved(5, email=ANNE)
        assert not known(PersonFactory(email=ANNE)).trusted

    def test_two_approved_ones_of_the_verified_person_are_trusted(self, settings):
        person = PersonFactory(email=ANNE)
        approved(1, email=ANNE, person=person)
        assert not known(person).trusted
        approved(1, email=ANNE, person=person)
        assert known(person) == standing.Known(first_time=False, trusted=True, held=[])
        assert not known().trusted
        settings.COMMENT_TRUST_AFTER = 0
        assert not known(person).trusted

    def test_another_person_s_history_is_their_own(self):
        approved(5, person=PersonFactory())
        assert not known(PersonFactory(email=ANNE)).trusted


class TestJudged:
    @pytest.mark.parametrize("judged", ["premoderated", "muted", "banned"])
    def test_typed_it_only_holds_and_nobody_learns_of_it(self, judged):
        PersonFactory(email=ANNE, standing=judged, until=timezone.now() + timedelta(days=1))
        assert known().held == [[judged, ""]]

    def test_shown_by_the_person_it_bars(self):
        until = timezone.now() + timedelta(days=1)
        person = PersonFactory(email=ANNE, standing="muted", until=until)
        with pytest.raises(standing.Barred) as refusal:
            known(person)
        assert refusal.value.until == until
        forever = PersonFactory(standing="banned")
        with pytest.raises(standing.Barred) as refusal:
            known(forever, email=forever.email)
        assert refusal.value.until is None
        assert str(refusal.value)

    def test_the_premoderated_person_is_held_however_trusted(self):
        person = PersonFactory(email=ANNE, standing="premoderated")
        approved(3, person=person)
        assert known(person).held == [["premoderated", ""]]

    @pytest.mark.parametrize("judged", ["muted", "banned"])
    def test_once_over_it_is_forgotten(self, judged):
        person = PersonFactory(email=ANNE, standing=judged, until=timezone.now() - timedelta(minutes=1))
        assert known(person).held == known().held == []

    def test_a_barred_address_takes_nothing_until_the_time_is_over(self, monkeypatch):
        """Also under the salt of an earlier week."""
        barred = Sender.objects.create(
            key=senders.key("address", HERE), window_start=timezone.now(), barred_until=timezone.now() + timedelta(1)
        )
        now = senders.time.time()
        monkeypatch.setattr(senders.time, "time", lambda: now + senders.WEEK)
        with pytest.raises(standing.Barred) as refusal:
            known()
        assert refusal.value.until == barred.barred_until
        assert known(address="192.0.2.8").first_time
        Sender.objects.update(barred_until=timezone.now() - timedelta(seconds=1))
        assert known().held == []


class TestNames:
    @pytest.mark.parametrize("name", ["Camille Auteur", "  camille   AUTEUR", "Camillé Auteur"])
    def test_an_author_s_name_holds(self, name):
        AuthorFactory(name="Camille Auteur")
        assert known(name=name).held == [["impostor", ""]]

    def test_a_colleague_s_name_holds_and_that_of_a_former_one_does_not(self, editor):
        editor.first_name, editor.last_name = "Inès", "Réda"
        editor.save()
        assert known(name="Ines Reda").held == [["impostor", ""]]

    def test_part_of_a_name_is_everybody_s(self):
        AuthorFactory(name="Camille Auteur")
        assert known(name="Camille").held == []


class TestColleagues:
    def test_the_name_is_the_author_s_and_the_badge_that_of_the_story(self, reporter):
        author = AuthorFactory(name="Camille Auteur", user=reporter)
        own, other = StoryFactory(public=True, authors=[author]), StoryFactory(public=True)
        said = standing.of_colleague(reporter, own.pk)
        assert (said["name"], said["role"], said["by"]) == ("Camille Auteur", "author", reporter)
        assert standing.of_colleague(reporter, other.pk)["role"] == "staff"

    def test_without_an_author_the_account_s_name_is_used(self, reporter):
        assert standing.name_of(reporter) == reporter.get_username()
        reporter.first_name, reporter.last_name = "Inès", "Réda"
        assert standing.name_of(reporter) == "Inès Réda"


def test_one_question_whatever_is_known(django_assert_num_queries):
    person = PersonFactory(email=ANNE)
    known(person)
    senders.keys("address", HERE)
    approved(30, email=ANNE, person=person)
    with django_assert_num_queries(1 + 1):  # the salts are asked for while a transaction is open
        known(person)
