import pytest

from articles.models import Comment
from tests.admin.test_story import count
from tests.factories import CommentFactory

LIST = "/admin/articles/comment/"


def listed(client, **query):
    return list(client.get(LIST, query).context["cl"].result_list)


def choose(client, action, *comments):
    return client.post(LIST, {"action": action, "_selected_action": [c.pk for c in comments]})


class TestWhoMay:
    def test_nobody_without_an_account(self, reader, db):
        assert "/login/" in reader.get(LIST).url

    @pytest.mark.parametrize("role", ["reporter", "editor"])
    def test_no_writer(self, request, at_work, role):
        client = at_work(request.getfixturevalue(role))
        comment = CommentFactory()
        assert client.get(LIST).status_code == 403
        assert client.get(f"{LIST}{comment.pk}/change/").status_code == 403
        assert choose(client, "approve", comment).status_code == 403
        assert client.post(f"{LIST}{comment.pk}/change/", {"_approve": "1"}).status_code == 403
        assert Comment.objects.get().status == "pending"

    def test_nobody_adds_one_and_only_the_admin_deletes(self, moderator, admin, at_work):
        comment = CommentFactory()
        assert at_work(admin).get(f"{LIST}add/").status_code == 403
        assert at_work(moderator).post(f"{LIST}{comment.pk}/delete/", {"post": "yes"}).status_code == 403
        at_work(admin).post(f"{LIST}{comment.pk}/delete/", {"post": "yes"})
        assert not Comment.objects.exists()

    def test_the_words_of_a_reader_cannot_be_changed(self, moderator, at_work):
        comment = CommentFactory()
        at_work(moderator).post(f"{LIST}{comment.pk}/change/", {"body": "Autre", "text": "Autre", "status": "approved"})
        comment.refresh_from_db()
        assert (comment.body, comment.status) == (Comment.objects.get().body, "pending")


class TestTheQueue:
    def test_it_opens_with_what_waits_the_oldest_first(self, moderator, at_work):
        first, second = CommentFactory(), CommentFactory()
        spam = CommentFactory(status="spam")
        client = at_work(moderator)
        assert listed(client) == [first, second]
        assert listed(client, status="spam") == [spam]
        assert listed(client, status="all") == [first, second, spam]

    @pytest.mark.parametrize("action, status", [("approve", "approved"), ("refuse", "refused"), ("spam", "spam")])
    def test_decided_together(self, moderator, at_work, action, status):
        comments = CommentFactory.create_batch(2)
        left = CommentFactory()
        choose(at_work(moderator), action, *comments)
        assert [c.status for c in Comment.objects.order_by("pk")] == [status, status, "pending"]
        assert Comment.objects.filter(decided_by=moderator).count() == 2
        assert left.decided_by is None

    @pytest.mark.parametrize("button, status", [("_approve", "approved"), ("_refuse", "refused"), ("_spam", "spam")])
    def test_decided_one_by_one(self, moderator, at_work, button, status):
        comment = CommentFactory()
        at_work(moderator).post(f"{LIST}{comment.pk}/change/", {button: "1"})
        comment.refresh_from_db()
        assert (comment.status, comment.decided_by) == (status, moderator)

    @pytest.mark.parametrize("key", ["x", "9" * 40, "-1"])
    def test_a_forged_selection(self, moderator, at_work, key):
        answer = at_work(moderator).post(LIST, {"action": "approve", "_selected_action": [key]})
        assert answer.status_code == 400

    def test_nobody_bulk_deletes(self, admin, at_work):
        comment = CommentFactory()
        choose(at_work(admin), "delete_selected", comment)
        assert Comment.objects.exists()

    def test_html_shows_as_text_and_reasons_as_words(self, moderator, at_work):
        comment = CommentFactory(body="<script>alert(1)</script>", reasons=[["links", 4]])
        page = at_work(moderator).get(f"{LIST}{comment.pk}/change/").content.decode()
        assert "<script>alert(1)" not in page
        assert "&lt;script&gt;alert(1)" in page
        assert "4 " in page

    def test_the_list_costs_the_same(self, moderator, at_work):
        client = at_work(moderator)
        CommentFactory()
        few = count(client, LIST)
        CommentFactory.create_batch(30)
        assert count(client, LIST) == few
