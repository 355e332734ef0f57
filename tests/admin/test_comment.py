"""The queue of the moderators: who sees it, what stands in it, what is done from it."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from articles.admin.comment_list import record_words
from articles.models import Appeal, Comment, Flag, Region, StoryRegion
from articles.queries import comment_queue
from articles.queries.comment_context import Record
from articles.workflow import moderation
from articles.workflow.claiming import seen
from tests.admin.test_story import count
from tests.factories import CommentFactory, PersonFactory, RegionFactory, StoryFactory, UserFactory

pytestmark = pytest.mark.slow  # whole pages of the desk, one after the other

LIST = "/admin/articles/comment/"


def listed(client, **query):
    return list(client.get(LIST, query).context["cl"].result_list)


def numbers(client, **query):
    """{'To decide': 3, …} of the tabs that have a number."""
    tabs = client.get(LIST, query).context["cl"].tabs()
    return [number for _words, _link, number, _open in tabs if number is not None]


def choose(client, action, *comments, **more):
    rows = [f"{comment.pk}={seen(comment)}" for comment in comments]
    chosen = {"action": action, "_selected_action": [comment.pk for comment in comments], "seen": rows}
    return client.post(LIST, chosen | more, follow=True)


def states():
    return list(Comment.objects.order_by("pk").values_list("status", flat=True))


def said(page):
    return [str(message) for message in page.context["messages"]]


def flagged(**fields):
    comment = CommentFactory(status="approved", flagged=1, **fields)
    Flag.objects.create(comment=comment, reason="insult", words="C’est <b>méchant</b>.", sender=str(comment.pk))
    return comment


def appealed(**fields):
    comment = CommentFactory(status="refused", refusal="insult", decided_at=timezone.now(), **fields)
    Appeal.objects.create(comment=comment, words="Relisez <i>moi</i>.")
    return comment


class TestWhoMay:
    def test_nobody_without_an_account(self, reader, db):
        assert "/login/" in reader.get(LIST).url

    @pytest.mark.parametrize("role", ["reporter", "editor"])
    def test_no_writer(self, request, at_work, role):
        client = at_work(request.getfixturevalue(role))
        comment = CommentFactory()
        assert client.get(LIST).status_code == 403
        assert choose(client, "approve", comment).status_code == 403
        assert choose(client, "refuse", comment, refusal="insult").status_code == 403
        assert states() == ["pending"]

    def test_nobody_adds_one_and_only_the_admin_deletes(self, moderator, admin, at_work):
        comment = CommentFactory()
        assert at_work(admin).get(f"{LIST}add/").status_code == 403
        assert at_work(moderator).post(f"{LIST}{comment.pk}/delete/", {"post": "yes"}).status_code == 403
        at_work(admin).post(f"{LIST}{comment.pk}/delete/", {"post": "yes"})
        assert not Comment.objects.exists()

    def test_nobody_bulk_deletes(self, admin, at_work):
        choose(at_work(admin), "delete_selected", CommentFactory())
        assert Comment.objects.exists()


class TestTheQueue:
    def test_it_opens_with_all_that_waits_the_longest_first(self, moderator, at_work):
        """Not by the day of the comment, but since when somebody waits for an answer."""
        second = CommentFactory(body="deux")
        first = flagged(body="un", created_at=timezone.now() + timedelta(hours=1))
        third = appealed(body="trois", created_at=timezone.now() - timedelta(days=9))
        for hours, row in ((3, Flag.objects.filter(comment=first)), (1, Appeal.objects.filter(comment=third))):
            row.update(created_at=timezone.now() - timedelta(hours=hours))
        Comment.objects.filter(pk=second.pk).update(created_at=timezone.now() - timedelta(hours=2))
        for status in ("approved", "refused", "spam", "withdrawn"):
            CommentFactory(status=status)
        client = at_work(moderator)
        assert listed(client) == [first, second, third]
        assert [listed(client, state=state) for state in ("waiting", "flagged", "appeals")] == [
            [second],
            [first],
            [third],
        ]
        assert numbers(client) == [3, 1, 1, 1]

    def test_what_was_decided_the_newest_first(self, moderator, at_work):
        old, new = CommentFactory(status="spam"), CommentFactory(status="spam")
        waiting = CommentFactory()
        client = at_work(moderator)
        assert listed(client, state="spam") == [new, old]
        assert listed(client, state="all") == [waiting, new, old]

    def test_an_answered_appeal_and_settled_flags_are_gone(self, moderator, at_work):
        for comment in (flagged(), appealed()):
            moderation.decide([comment], "spam", moderator)
        assert listed(at_work(moderator)) == []

    def test_each_filter_counts_what_the_others_leave(self, db, django_assert_num_queries):
        home, away = RegionFactory(), RegionFactory()
        stories = [StoryFactory(public=True, language=language) for language in ("fr", "fr", "uk", "uk")]
        for story, region in zip(stories, (home, away, home, None), strict=True):
            StoryRegion.objects.filter(story=story).delete()
            if region:
                StoryRegion.objects.create(story=story, region=region, primary=True)
            CommentFactory(story=story)
        asked = comment_queue.Asked(region=str(home.pk), language="uk")
        tree = comment_queue.regions()
        assert tree.regions
        with django_assert_num_queries(3):
            found = comment_queue.counts(Comment.objects.all(), asked, [], tree)
        assert found["state"]["open"] == 1
        assert [found["region"][key] for key in (str(home.pk), str(away.pk), "none")] == [1, 0, 1]
        assert found["language"] == {"fr": 1, "uk": 1}
        assert found["story"] == {str(stories[2].pk): 1}

    def test_a_forged_filter_is_as_good_as_none(self, moderator, at_work):
        comment = CommentFactory()
        asked = {"state": "x", "region": "'", "story": "9" * 30, "language": "xx", "reason": '"%'}
        assert listed(at_work(moderator), **asked) == [comment]
        assert listed(at_work(moderator), region="987654321") == []
        assert at_work(moderator).get(LIST, {"q": "a\0b"}).status_code == 400

    def test_html_shows_as_text_wherever_a_reader_typed_it(self, moderator, at_work):
        evil = "<script>alert(1)</script>"
        parent = CommentFactory(status="approved", body=evil, name=evil)
        comment = flagged(body=evil, name=evil, parent=parent, story=parent.story, reasons=[["words", evil]])
        Flag.objects.update(words=evil)
        page = at_work(moderator).get(LIST).content.decode()
        assert "<script>alert(1)" not in page
        assert page.count("&lt;script&gt;alert(1)") >= 5
        assert f"card-{comment.pk}" in page

    def test_a_card_says_all_that_a_decision_needs(self, moderator, at_work):
        person = PersonFactory(standing="premoderated", note="Insultes en mai")
        for status in ("approved", "approved", "refused", "spam"):
            CommentFactory(email=person.email, status=status, sender="abc")
        CommentFactory(sender="abc", status="spam")
        parent = CommentFactory(status="approved", body="La question")
        comment = CommentFactory(
            parent=parent,
            story=parent.story,
            person=person,
            email=person.email,
            sender="abc",
            reasons=[["links", 4], ["first_time", ""]],
        )
        [shown] = listed(at_work(moderator), state="waiting")
        assert shown == comment
        assert (shown.record.approved, shown.record.refused, shown.record.spam) == (2, 1, 1)
        assert (shown.nearby.approved, shown.nearby.refused, shown.nearby.spam) == (2, 1, 2)
        page = at_work(moderator).get(LIST, {"state": "waiting"}).content.decode()
        counted = (shown.record_words, shown.nearby_words)
        for words in ("La question", parent.story.headline, "Insultes en mai", *shown.held, person.email, *counted):
            assert words in page

    def test_a_record_tells_what_there_is(self):
        with translation.override("en"):
            told = [record_words(record) for record in (Record(3, 0, 1), Record(0, 1, 0), Record(), None)]
        assert told == ["3 approved · 1 spam", "1 refused", "nothing decided yet", "nothing decided yet"]


def test_the_first_page_of_the_desk_counts_flags_and_appeals_and_leads_to_each(moderator, at_work):
    waiting, pointed_at, contested = CommentFactory(), flagged(), appealed()
    CommentFactory(status="approved")
    [pile] = at_work(moderator).get("/admin/").context["piles"]
    assert (pile.name, pile.number, pile.url) == ("comments", "3", LIST)
    assert [thing.url for thing in pile.things] == [
        f"{LIST}{each.pk}/change/" for each in (waiting, pointed_at, contested)
    ]
    assert [thing.who.count(" · ") for thing in pile.things] == [0, 1, 1]


class TestNarrowingDown:
    def test_by_region_with_the_places_inside_it(self, moderator, at_work):
        donetsk = Region.objects.get(slug="donetsk")
        city = RegionFactory(parent=donetsk)
        inside, around, elsewhere, nowhere = CommentFactory.create_batch(4)
        for comment, region in ((inside, city), (around, donetsk), (elsewhere, Region.objects.get(slug="crimea"))):
            StoryRegion.objects.create(story=comment.story, region=region, primary=True)
        StoryRegion.objects.create(story=elsewhere.story, region=donetsk)  # told about, not filed under
        client = at_work(moderator)
        assert listed(client, region=donetsk.pk) == [inside, around]
        assert listed(client, region=city.pk) == [inside]
        assert listed(client, region="none") == [nowhere]
        assert numbers(client, region=donetsk.pk)[0] == 2
        found = client.get(LIST).context["cl"].numbers["region"]
        assert (found[str(donetsk.pk)], found[str(city.pk)], found["none"]) == (2, 1, 1)

    def test_by_story_language_reason_and_words(self, moderator, at_work):
        one = CommentFactory(story=StoryFactory(public=True, language="uk"), reasons=[["links", 3], ["words", "x"]])
        other = CommentFactory(body="une centrale", reasons=[["linksy", 1]])
        client = at_work(moderator)
        assert listed(client, story=one.story_id) == [one]
        assert listed(client, language="uk") == [one]
        assert listed(client, reason="links") == [one]
        assert listed(client, q="centrale") == [other]


class TestDecidingTogether:
    @pytest.mark.parametrize("action, status", [("approve", "approved"), ("refuse", "refused"), ("spam", "spam")])
    def test_what_was_chosen_and_nothing_else(self, moderator, at_work, action, status):
        comments = CommentFactory.create_batch(2)
        CommentFactory()
        choose(at_work(moderator), action, *comments, refusal="off_topic")
        assert states() == [status, status, "pending"]
        assert Comment.objects.filter(decided_by=moderator).count() == 2

    def test_no_refusal_without_a_reason(self, moderator, at_work):
        page = choose(at_work(moderator), "refuse", CommentFactory())
        assert states() == ["pending"]
        assert len(said(page)) == 1

    def test_those_that_a_colleague_has_decided_are_told_and_left(self, moderator, at_work):
        mine, theirs = CommentFactory.create_batch(2)
        colleague = UserFactory(username="collègue", role="moderator")
        moderation.decide([Comment.objects.get(pk=theirs.pk)], "spam", colleague)
        page = choose(at_work(moderator), "approve", mine, theirs)
        assert states() == ["approved", "spam"]
        assert "collègue" in said(page)[1]

    def test_flagged_ones_are_kept(self, moderator, at_work):
        comment, other = flagged(), CommentFactory()
        choose(at_work(moderator), "keep", comment, other)
        assert (states(), Flag.objects.filter(settled_at=None).count()) == (["approved", "pending"], 0)

    def test_and_undone_together(self, moderator, at_work):
        client = at_work(moderator)
        choose(client, "spam", *CommentFactory.create_batch(3))
        assert states() == ["spam"] * 3
        client.post(f"{LIST}undo/")
        assert states() == ["pending"] * 3

    @pytest.mark.parametrize("key", ["x", "9" * 40, "-1"])
    def test_a_forged_selection(self, moderator, at_work, key):
        answer = at_work(moderator).post(LIST, {"action": "approve", "_selected_action": [key]})
        assert answer.status_code == 400

    def test_forged_tokens_decide_nothing(self, moderator, at_work):
        comment = CommentFactory()
        rows = [f"{comment.pk}=x", "no number", "=", f"{'9' * 40}=y"]
        chosen = {"action": "approve", "_selected_action": [comment.pk], "seen": rows}
        assert at_work(moderator).post(LIST, chosen, follow=True).status_code == 200
        assert states() == ["pending"]

    @pytest.mark.slow
    def test_five_hundred_at_once_and_no_more(self, moderator, at_work):
        story = StoryFactory(public=True)
        CommentFactory.create_batch(501, story=story)
        client = at_work(moderator)
        every = {"action": "spam", "_selected_action": [Comment.objects.first().pk], "select_across": "1"}
        client.post(LIST, every)
        assert set(states()) == {"pending"}
        Comment.objects.last().delete()
        client.post(LIST, every)
        assert states() == ["spam"] * 500
        client.post(f"{LIST}undo/")
        assert states() == ["pending"] * 500


@pytest.mark.slow
def test_the_list_costs_the_same_for_one_thirty_and_a_hundred(moderator, at_work):
    client = at_work(moderator)
    client.get(LIST)
    found = {}
    for number in (1, 29, 70):
        for n in range(number):
            parent = CommentFactory(status="approved")
            CommentFactory(parent=parent, story=parent.story, person=PersonFactory(), sender=f"s{n}")
            flagged()
            appealed(decided_by=UserFactory())
        found[number] = [
            count(client, LIST),
            count(client, f"{LIST}?state=all"),
            count(client, f"{LIST}?state=appeals"),
        ]
    assert found[1] == found[29] == found[70]
