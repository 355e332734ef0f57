"""One comment after the other: decided, taken back, never twice; and what is decided about who wrote it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from articles.models import Appeal, Comment, Flag, Person, Region, Sender
from articles.workflow import judging, moderation
from articles.workflow.claiming import seen
from tests.admin.test_story import count
from tests.factories import CommentFactory, PersonFactory, StoryFactory, UserFactory

pytestmark = pytest.mark.slow  # whole pages of the desk, one after the other

LIST = "/admin/articles/comment/"
QUEUE, UNDO = f"{LIST}queue/", f"{LIST}undo/"


@pytest.fixture
def client(moderator, at_work):
    return at_work(moderator)


@pytest.fixture
def colleague(db):
    return UserFactory(username="collègue", role="moderator")


def page(comment, part="change"):
    return f"{LIST}{comment.pk}/{part}/"


def press(client, comment, button, query="", **more):
    """The button on the page as it shows the comment in memory."""
    return client.post(page(comment) + query, {f"_{button}": "1", "seen": seen(comment)} | more)


def judge(client, comment, said):
    """Decides about its author, on the page as it is now."""
    form = client.get(page(comment, "person")).context["form"]
    return client.post(page(comment, "person"), said | {"seen": form.initial.get("seen", "")})


def fresh(comment):
    return Comment.objects.get(pk=comment.pk)


def states():
    return list(Comment.objects.order_by("pk").values_list("status", flat=True))


def said(answer):
    return [str(message) for message in answer.context["messages"]]


class TestWhoMay:
    @pytest.mark.parametrize("role", ["reporter", "editor"])
    def test_no_writer_by_any_address_or_button(self, request, at_work, role):
        writer = at_work(request.getfixturevalue(role))
        comment = CommentFactory(sender="abc")
        for address in (page(comment), QUEUE, UNDO, page(comment, "person")):
            assert writer.get(address).status_code == 403, address
        for button in ("approve", "refuse", "spam", "reopen", "keep", "dismiss", "pick", "unpick"):
            assert press(writer, comment, button, refusal="insult").status_code == 403
        assert writer.post(UNDO).status_code == 403
        assert writer.post(page(comment, "person"), {"standing": "banned", "bar": "24"}).status_code == 403
        assert (states(), Person.objects.count(), Sender.objects.count()) == (["pending"], 0, 0)

    def test_nobody_without_an_account(self, reader, db):
        comment = CommentFactory()
        for address in (page(comment), QUEUE, page(comment, "person")):
            assert "/login/" in reader.get(address).url

    def test_the_words_of_a_reader_cannot_be_changed(self, client):
        comment = CommentFactory()
        client.post(page(comment), {"body": "Autre", "text": "Autre", "status": "approved"})
        assert (fresh(comment).body, fresh(comment).status) == (comment.body, "pending")


class TestDeciding:
    @pytest.mark.parametrize("button, status", [("approve", "approved"), ("refuse", "refused"), ("spam", "spam")])
    def test_one_by_one(self, client, moderator, button, status):
        comment = CommentFactory()
        press(client, comment, button, refusal="off_topic")
        assert (fresh(comment).status, fresh(comment).decided_by) == (status, moderator)

    def test_then_comes_the_next_one_with_the_filters_kept(self, client):
        crimea = Region.objects.get(slug="crimea")
        here = CommentFactory.create_batch(2, story=StoryFactory(public=True, regions=[crimea]))
        elsewhere = CommentFactory()
        Comment.objects.filter(pk=elsewhere.pk).update(created_at=timezone.now() - timedelta(days=1))
        kept = f"?_changelist_filters=region%3D{crimea.pk}"
        first = client.get(f"{QUEUE}?region={crimea.pk}").url
        assert first == page(here[0]) + kept
        answer = press(client, here[0], "approve", kept)
        assert answer.url == page(here[1]) + kept
        answer = press(client, here[1], "approve", kept)
        assert answer.url == f"{LIST}?region={crimea.pk}"
        assert states() == ["approved", "approved", "pending"]

    def test_an_empty_queue_says_so(self, client, db):
        answer = client.get(QUEUE, follow=True)
        assert (answer.redirect_chain[0][0], len(said(answer))) == (f"{LIST}?", 1)

    def test_the_next_one_without_a_decision_and_round_again(self, client):
        one, two = CommentFactory.create_batch(2)
        assert client.get(page(one)).context["next"] == page(two)
        assert client.get(page(two)).context["next"] == page(one)

    def test_two_moderators_decide_once_and_the_second_learns_who_and_what(self, client, at_work, colleague):
        comment = CommentFactory()
        press(at_work(colleague), comment, "refuse", refusal="hate")
        answer = client.post(page(comment), {"_approve": "1", "seen": seen(comment)}, follow=True)
        assert fresh(comment).status == "refused"
        assert answer.redirect_chain == [(page(comment), 302)]
        assert "collègue" in said(answer)[0]
        assert str(Comment.Refusal.HATE.label) in said(answer)[0]

    def test_words_to_the_author_stay_when_a_colleague_was_first(self, client, at_work, colleague):
        comment = CommentFactory()
        looked = {"refusal": "insult", "message": "Écrivez <b>autrement</b>."}
        press(at_work(colleague), comment, "approve")
        answer = press(client, comment, "refuse", **looked)
        assert answer.status_code == 409
        assert "Écrivez &lt;b&gt;autrement&lt;/b&gt;." in answer.content.decode()
        assert "collègue" in said(answer)[0]
        assert fresh(comment).status == "approved"
        now = fresh(comment)
        press(client, now, "refuse", **looked)  # having seen it, the moderator may decide anew
        assert (fresh(comment).status, fresh(comment).message) == ("refused", looked["message"])

    @pytest.mark.parametrize("token", ["", "approved:::0", "pending:x", "\0", "é" * 5000])
    def test_a_forged_token_decides_nothing(self, client, token):
        comment = CommentFactory()
        assert client.post(page(comment), {"_approve": "1", "seen": token}).status_code == 302
        assert fresh(comment).status == "pending"

    def test_a_refusal_needs_a_reason_and_keeps_what_was_typed(self, client):
        comment = CommentFactory()
        answer = press(client, comment, "refuse", message="Écrivez <b>mieux</b>.")
        assert answer.status_code == 422
        assert "Écrivez &lt;b&gt;mieux&lt;/b&gt;." in answer.content.decode()
        assert press(client, comment, "refuse", refusal="nonsense").status_code == 422
        assert press(client, comment, "refuse", refusal="hate", message="x" * 2001).status_code == 422
        assert fresh(comment).status == "pending"

    def test_a_message_goes_by_mail_and_is_told_when_it_does_not(self, client, django_capture_on_commit_callbacks):
        one, two = CommentFactory.create_batch(2, email="anne@example.org")
        with django_capture_on_commit_callbacks(execute=True):
            press(client, one, "refuse", refusal="off_topic", message="Non.")
            press(client, two, "refuse", refusal="off_topic", message="Non.")
        assert [sent.to for sent in mail.outbox] == [["anne@example.org"]]
        shown = client.get(LIST).context["messages"]
        assert [message.level_tag for message in shown].count("warning") == 1

    @pytest.mark.parametrize("kept", ["q%3Da%2500b", "state%3D%2500", "region%3Dx%26story%3D-1", "%25%25%25", "p%3D9"])
    def test_forged_filters_lead_to_no_error(self, client, kept):
        comment = CommentFactory()
        assert client.get(f"{page(comment)}?_changelist_filters={kept}").status_code == 200
        assert press(client, comment, "approve", f"?_changelist_filters={kept}").status_code == 302

    def test_it_no_longer_exists(self, client, db):
        assert client.get(f"{LIST}987654/change/").status_code == 302
        assert client.post(f"{LIST}987654/change/", {"_approve": "1"}).status_code == 302
        assert client.get(f"{LIST}987654/person/").status_code == 404


class TestFlagsAppealsPicks:
    def test_a_flagged_one_is_kept(self, client):
        comment = CommentFactory(status="approved", flagged=1)
        Flag.objects.create(comment=comment, reason="insult", words="<b>là</b>")
        assert "&lt;b&gt;là&lt;/b&gt;" in client.get(page(comment)).content.decode()
        press(client, comment, "keep")
        assert (fresh(comment).status, fresh(comment).flagged) == ("approved", 0)

    def test_an_appeal_is_answered_by_a_colleague(self, client, moderator, colleague, at_work):
        comment = CommentFactory(status="refused", refusal="hate", decided_by=moderator, decided_at=timezone.now())
        Appeal.objects.create(comment=comment, words="Relisez-moi.")
        assert client.get(page(comment)).context["colleague"] == colleague
        press(client, comment, "dismiss")
        assert Appeal.objects.get().outcome == ""
        assert at_work(colleague).get(page(comment)).context["colleague"] is None
        press(at_work(colleague), comment, "dismiss")
        assert (Appeal.objects.get().outcome, fresh(comment).status) == ("dismissed", "refused")

    def test_picked_and_no_longer(self, client):
        comment = CommentFactory(status="approved")
        assert press(client, comment, "pick").url == page(comment)
        assert fresh(comment).picked_at is not None
        press(client, comment, "unpick")
        assert fresh(comment).picked_at is None


class TestUndoing:
    def test_the_last_one_first_and_back_to_its_page(self, client):
        one, two = CommentFactory.create_batch(2)
        press(client, one, "approve")
        press(client, two, "spam")
        assert client.post(UNDO).url == page(two)
        assert states() == ["approved", "pending"]
        client.post(UNDO)
        assert states() == ["pending", "pending"]
        before = len(said(client.get(LIST)))
        assert (before > 0, len(said(client.post(UNDO, follow=True)))) == (True, 1)

    def test_only_by_a_button(self, client):
        comment = CommentFactory()
        press(client, comment, "approve")
        assert client.get(UNDO).status_code == 405
        assert fresh(comment).status == "approved"

    def test_what_others_decided_is_not_mine_to_undo(self, client, at_work, colleague):
        comment = CommentFactory()
        press(at_work(colleague), comment, "approve")
        client.post(UNDO)
        assert fresh(comment).status == "approved"
        press(client, fresh(comment), "reopen")  # but anybody may put it back into the queue
        assert fresh(comment).status == "pending"

    def test_the_page_offers_it_and_after_a_while_no_longer(self, client, monkeypatch):
        comment = CommentFactory(name="Anne <b>")
        press(client, comment, "approve")
        shown = client.get(LIST)
        assert "Anne <b>" in shown.context["undoable"]
        assert "Anne &lt;b&gt;" in shown.content.decode()
        assert 'action="/admin/articles/comment/undo/' in shown.content.decode()
        monkeypatch.setattr("articles.workflow.undoing.UNDONE_FOR", timedelta(0))
        assert client.get(LIST).context["undoable"] == ""


class TestContext:
    def test_the_thread_the_person_and_the_address(self, client, moderator):
        parent = CommentFactory(status="approved", body="La question")
        comment = CommentFactory(parent=parent, story=parent.story, email="anne@example.org", sender="abc")
        answer = CommentFactory(parent=comment, story=parent.story, body="La réponse")
        before = CommentFactory.create_batch(11, email="Anne@example.org".lower(), status="spam")
        near = CommentFactory(sender="abc", body="Du voisin")
        around = client.get(page(comment)).context["around"]
        assert (around.parent, around.answers, around.nearby) == (parent, [answer], [near])
        assert around.before == before[:0:-1]

    def test_it_costs_the_same_whatever_stands_around(self, client):
        parent = CommentFactory(status="approved")
        comment = CommentFactory(parent=parent, story=parent.story, email="anne@example.org", sender="abc")
        around = {"email": "anne@example.org", "status": "spam", "decided_by": UserFactory()}
        surround(comment, around)
        client.get(page(comment))
        few = count(client, page(comment))
        for _n in range(30):
            surround(comment, around)
        assert count(client, page(comment)) == few


def surround(comment, around):
    CommentFactory(**around)
    CommentFactory(sender="abc")
    CommentFactory(parent=comment, story=comment.story)
    Flag.objects.create(comment=comment, reason="insult")


class TestThePerson:
    def test_read_first_muted_banned_and_lifted(self, client):
        comment = CommentFactory(email="Anne@Example.org")
        judge(client, comment, {"standing": "muted", "hours": "24", "note": "Insultes"})
        anne = Person.objects.get()
        assert (anne.email, anne.standing, anne.note) == ("anne@example.org", "muted", "Insultes")
        assert timedelta(hours=23) < anne.until - timezone.now() < timedelta(hours=24)
        judge(client, comment, {"standing": "banned", "hours": "", "note": ""})
        assert (Person.objects.get().standing, Person.objects.get().until) == ("banned", None)
        judge(client, comment, {"standing": "", "hours": "", "note": ""})
        assert Person.objects.get().standing == ""

    def test_nobody_is_muted_for_good(self, client):
        comment = CommentFactory()
        assert judge(client, comment, {"standing": "muted", "hours": ""}).status_code == 422
        assert not Person.objects.exists()

    def test_opening_the_page_decides_nothing(self, client):
        comment = CommentFactory(sender="abc")
        client.get(page(comment, "person") + "?standing=banned")
        judge(client, comment, {"standing": "", "bar": ""})
        assert (Person.objects.count(), Sender.objects.count()) == (0, 0)

    @pytest.mark.parametrize("hours", ["1", "720"])
    def test_the_address_is_barred_for_thirty_days_at_most(self, client, hours):
        comment = CommentFactory(sender="abc")
        judge(client, comment, {"standing": "", "bar": hours})
        assert Sender.objects.get().key == "abc"
        assert judge(client, comment, {"standing": "", "bar": "721"}).status_code == 422

    def test_a_colleague_is_not_judged_here(self, client, editor):
        comment = CommentFactory(by=editor, role="staff", sender="abc")
        judge(client, comment, {"standing": "banned", "bar": "24"})
        assert (Person.objects.count(), Sender.objects.count()) == (0, 0)

    def test_whoever_verified_another_address_is_the_one_who_is_judged(self, client):
        person = PersonFactory()
        comment = CommentFactory(person=person, email=person.email)
        judge(client, comment, {"standing": "banned", "note": "x"})
        person.refresh_from_db()
        assert person.standing == "banned"

    def test_what_a_colleague_decided_meanwhile_stays(self, client, admin):
        comment = CommentFactory(email="anne@example.org")
        client.get(page(comment, "person"))
        judging.judge("anne@example.org", "premoderated", None, "Déjà décidé.", admin)
        answer = client.post(page(comment, "person"), {"standing": "banned", "note": "Mes mots", "seen": ""})
        assert (answer.status_code, Person.objects.get().standing) == (422, "premoderated")
        assert "Mes mots" in answer.text


def test_deciding_while_another_does_leaves_one_line(client, moderator, colleague, at_work):
    """The same comment on two screens, each pressing once."""
    comment = CommentFactory()
    press(client, comment, "spam")
    press(at_work(colleague), comment, "approve")
    assert moderation.decide([comment], "approved", colleague) == 0
    assert fresh(comment).decided_by == moderator
