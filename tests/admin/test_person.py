"""Commenters at the desk: moderators decide about them, one decision at a time; nobody else sees who they are."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import AuditEntry, Person
from articles.workflow import judging
from tests.admin.test_story import count
from tests.factories import CommentFactory, PersonFactory

LIST = "/admin/articles/person/"
ADD = f"{LIST}add/"

pytestmark = pytest.mark.django_db


def change(person):
    return f"{LIST}{person.pk}/change/"


def in_a_week():
    return timezone.localtime(timezone.now() + timedelta(days=7)).strftime("%Y-%m-%dT%H:%M")


def decide(client, person, **said):
    """As the form sends it, with what it carried when it was opened."""
    seen = client.get(change(person)).context["adminform"].form["seen"].value()
    return client.post(change(person), {"standing": "", "until": "", "note": "", "seen": seen} | said)


class TestWhoMay:
    @pytest.mark.parametrize("address", [LIST, ADD, "{change}", "{change}?x"])
    def test_nobody_without_an_account(self, reader, address):
        answer = reader.get(address.format(change=change(PersonFactory())))
        assert "/login/" in answer.url

    @pytest.mark.parametrize("role", ["reporter", "editor"])
    def test_no_writer_by_address_or_by_a_crafted_post(self, request, at_work, role):
        client, person = at_work(request.getfixturevalue(role)), PersonFactory(email="olha@example.org")
        for address in (LIST, ADD, change(person), f"{LIST}{person.pk}/history/"):
            answer = client.get(address)
            assert answer.status_code == 403
            assert "olha@example.org" not in answer.text
        assert client.post(change(person), {"standing": "banned", "seen": ""}).status_code == 403
        assert client.post(ADD, {"email": "x@example.org", "standing": "banned"}).status_code == 403
        assert list(Person.objects.values_list("standing", flat=True)) == [""]

    @pytest.mark.parametrize("role", ["moderator", "admin"])
    def test_nobody_deletes_one(self, request, at_work, role):
        client, person = at_work(request.getfixturevalue(role)), PersonFactory()
        assert client.post(f"{LIST}{person.pk}/delete/", {"post": "yes"}).status_code == 403
        assert Person.objects.exists()


class TestDeciding:
    def test_a_known_person_is_banned_with_a_note_and_a_line_in_the_trail(self, moderator, at_work):
        person = PersonFactory()
        answer = decide(at_work(moderator), person, standing="banned", note="Menaces répétées.")
        assert answer.status_code == 302
        person.refresh_from_db()
        assert (person.standing, person.until, person.note) == ("banned", None, "Menaces répétées.")
        assert person.judged_by == moderator
        assert list(AuditEntry.objects.about(person).values_list("action", flat=True)) == ["person.judge"]

    def test_an_address_about_which_nothing_is_known_is_muted_until_a_day(self, moderator, at_work):
        words = {"email": " Casse-Pieds@Example.org ", "standing": "muted", "until": in_a_week(), "seen": ""}
        assert at_work(moderator).post(ADD, words).status_code == 302
        person = Person.objects.get()
        assert (person.email, person.standing, person.verified_at) == ("casse-pieds@example.org", "muted", None)
        assert timedelta(days=6, hours=23) < person.until - timezone.now() < timedelta(days=7)

    def test_it_is_lifted(self, moderator, admin, at_work):
        person = judging.judge("x@example.org", "muted", timezone.now() + timedelta(days=1), "x", admin)
        assert decide(at_work(moderator), person).status_code == 302
        person.refresh_from_db()
        assert (person.standing, person.until) == ("", None)

    @pytest.mark.parametrize(
        "said, field",
        [
            ({"standing": "muted"}, "until"),
            ({"standing": "banned", "until": "2020-01-01T00:00"}, "until"),
            ({"standing": "banned", "until": "demain"}, "until"),
            ({"standing": "king"}, "standing"),
            ({"note": "a" * 1001}, "note"),
        ],
    )
    def test_what_makes_no_sense_is_said_beside_its_field_and_nothing_is_lost(self, moderator, at_work, said, field):
        person = PersonFactory()
        answer = decide(at_work(moderator), person, **{"note": "Mes mots"} | said)
        assert answer.status_code == 422
        assert list(answer.context["adminform"].form.errors) == [field]
        assert ({"note": "Mes mots"} | said)["note"] in answer.text
        person.refresh_from_db()
        assert (person.standing, person.judged_by) == ("", None)

    @pytest.mark.parametrize(
        "email", ["", "x", "x@", "a\0@example.org", "x@example.org\nBcc: y@example.org", "a" * 101]
    )
    def test_what_is_no_address_is_refused(self, moderator, at_work, email):
        answer = at_work(moderator).post(ADD, {"email": email, "standing": "banned", "seen": ""})
        assert answer.status_code == 422
        assert not Person.objects.exists()

    def test_an_address_in_the_list_is_not_decided_about_blindly(self, moderator, at_work):
        PersonFactory(email="olha@example.org", standing="banned")
        answer = at_work(moderator).post(ADD, {"email": "Olha@example.org", "standing": "", "seen": ""})
        assert answer.status_code == 422
        assert Person.objects.get().standing == "banned"

    def test_of_two_who_looked_at_the_same_time_the_second_is_told(self, moderator, admin, at_work):
        person, client = PersonFactory(), at_work(moderator)
        seen = client.get(change(person)).context["adminform"].form["seen"].value()
        judging.judge(person, "premoderated", None, "Déjà décidé.", admin)
        answer = client.post(change(person), {"standing": "banned", "note": "Mes mots", "seen": seen})
        assert answer.status_code == 422
        assert str(admin) in answer.text
        assert "Mes mots" in answer.text
        person.refresh_from_db()
        assert (person.standing, person.judged_by) == ("premoderated", admin)


class TestTheList:
    def test_it_is_narrowed_down_and_searched(self, moderator, at_work):
        banned = PersonFactory(email="a@example.org", standing="banned", verified_at=None)
        verified = PersonFactory(email="b@example.org")
        client = at_work(moderator)

        def listed(query):
            return list(client.get(f"{LIST}?{query}").context["cl"].result_list)

        assert listed("") == [banned, verified]
        assert listed("standing=judged") == listed("standing=banned") == listed("q=a@example") == [banned]
        assert listed("standing=verified") == [verified]
        assert listed("standing=muted") == []
        assert client.get(f"{LIST}?judged_by__password__startswith=a").status_code in (302, 400)

    def test_their_comments_are_one_step_away(self, moderator, at_work):
        person, client = PersonFactory(email="a+b@example.org"), at_work(moderator)
        comment = CommentFactory(email="a+b@example.org", status="refused")
        CommentFactory()
        link = "/admin/articles/comment/?state=all&amp;q=a%2Bb%40example.org"
        assert link in client.get(LIST).text
        assert link in client.get(change(person)).text
        assert list(client.get(link.replace("&amp;", "&")).context["cl"].result_list) == [comment]

    def test_it_costs_the_same(self, moderator, at_work):
        client = at_work(moderator)
        PersonFactory(judged_by=moderator)
        few = count(client, LIST)
        PersonFactory.create_batch(30, judged_by=moderator)
        assert count(client, LIST) == few
