"""The first page of the desk: what waits for whom, the longest waiting first, honestly counted."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import EditLock, Note, Story
from articles.workflow import publishing, revisions
from tests.admin.test_story import count, listed
from tests.factories import CommentFactory, StoryFactory, UserFactory, story_data

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

HOME = "/admin/"


def piles(client):
    """{name: [words of its things]} of the piles with something in them."""
    return {pile.name: [thing.words for thing in pile.things] for pile in client.get(HOME).context["piles"]}


def pile(client, name):
    return next(pile for pile in client.get(HOME).context["piles"] if pile.name == name)


def names(client):
    page = client.get(HOME)
    return {pile.name for pile in [*page.context["piles"], *page.context["empty_piles"]]}


class TestForWhom:
    def test_nobody_without_an_account(self, reader):
        assert "/login/" in reader.get(HOME).url

    def test_a_moderator_sees_comments_and_no_story(self, moderator, at_work):
        CommentFactory(body="Un mot", story__headline="Le secret")
        StoryFactory(status="in_review")
        assert piles(at_work(moderator)) == {"comments": ["Un mot"]}
        assert names(at_work(moderator)) == {"comments"}

    def test_a_reporter_sees_nothing_of_others(self, reporter, editor, at_work):
        now = timezone.now()
        for kind in ({"status": "in_review"}, {"status": "approved"}, {"scheduled": True}, {"status": "draft"}):
            StoryFactory(owner=editor, **kind)
        end = timezone.localtime().replace(hour=23, minute=59, second=59)
        story = StoryFactory(owner=editor, public=True, embargo_until=None)
        StoryFactory(owner=editor, embargo_until=end)
        EditLock.objects.create(story=story, by=editor, since=now, seen_at=now)
        Note.objects.create(story=story, by=editor, body="@reporter").mentions.add(reporter)
        CommentFactory(story=story)
        assert piles(at_work(reporter)) == {}

    def test_an_account_without_any_right_sees_an_empty_desk(self, at_work):
        page = at_work(UserFactory(username="new")).get(HOME)
        assert (page.status_code, page.context["piles"], page.context["empty_piles"]) == (200, [], [])


class TestThePiles:
    def test_my_drafts_the_last_written_first(self, reporter, other_reporter, at_work):
        old, new = (revisions.start(story_data(headline=words, slug=words), reporter) for words in ("vieux", "neuf"))
        revisions.start(story_data(slug="x"), other_reporter)
        revisions.save_draft(old, story_data(headline="Repris", slug="vieux"), reporter)
        old.revisions.filter(kind="draft").update(saved_at=timezone.now() + timedelta(seconds=5))
        assert piles(at_work(reporter)) == {"drafts": ["Repris", new.headline]}

    def test_waiting_for_me_by_submission_not_by_creation(self, reporter, editor, at_work):
        later, sooner = (revisions.start(story_data(headline=f"{n}", slug=f"s{n}"), reporter) for n in (1, 2))
        publishing.submit(sooner, reporter)
        publishing.submit(later, reporter)
        other = UserFactory(role="editor")
        for headline, reviewer, owner in (("autre", other, reporter), ("propre", None, editor)):
            StoryFactory(headline=headline, status="in_review", reviewer=reviewer, owner=owner)
        mine = StoryFactory(headline="à moi", status="in_review", reviewer=editor, owner=reporter)
        Story.objects.filter(pk=mine.pk).update(created_at=timezone.now() + timedelta(seconds=9))
        assert piles(at_work(editor))["waiting"] == ["2", "1", "à moi"]

    def test_submitted_again_it_waits_since_then(self, reporter, editor, at_work):
        first = revisions.start(story_data(headline="a", slug="a"), reporter)
        publishing.submit(first, reporter)
        publishing.request_changes(first, editor)
        second = revisions.start(story_data(headline="b", slug="b"), reporter)
        publishing.submit(second, reporter)
        assert piles(at_work(reporter))["sent-back"] == ["a"]
        publishing.submit(first, reporter)
        assert piles(at_work(editor))["waiting"] == ["b", "a"]

    def test_approved_scheduled_embargoed_changed(self, editor, at_work):
        now, end = timezone.now(), timezone.localtime().replace(hour=23, minute=59, second=59, microsecond=999_000)
        StoryFactory(headline="prêt", status="approved")
        for headline, hours in (("demain", 24), ("bientôt", 1)):
            StoryFactory(headline=headline, scheduled=True, published_at=now + timedelta(hours=hours))
        StoryFactory(headline="embargo", embargo_until=end)
        out = revisions.start(story_data(headline="Dehors"), editor)
        publishing.publish_as_of(out, editor, now - timedelta(hours=1))
        revisions.save_draft(out, story_data(headline="Changé"), editor)
        found = piles(at_work(editor))
        assert found["approved"] == ["prêt"]
        assert found["scheduled"] == ["bientôt", "demain"]
        assert found["embargo"] == ["embargo"]
        assert found["changes"] == ["Dehors"]

    def test_who_writes_where_until_they_fall_silent(self, reporter, editor, at_work):
        now = timezone.now()
        for headline, seen in (("ici", now - timedelta(seconds=80)), ("parti", now - timedelta(seconds=100))):
            story = StoryFactory(headline=headline)
            EditLock.objects.create(story=story, by=reporter, since=now - timedelta(hours=1), seen_at=seen)
        found = pile(at_work(editor), "writing")
        assert [(thing.words, thing.who) for thing in found.things] == [("ici", "reporter")]

    def test_notes_that_name_me_until_they_are_closed(self, reporter, editor, at_work):
        story = StoryFactory(owner=reporter)
        note = Note.objects.create(story=story, by=editor, body="@reporter vois ceci")
        answer = Note.objects.create(story=story, by=editor, body="@reporter encore", parent=note)
        own = Note.objects.create(story=story, by=reporter, body="@reporter moi")
        for each in (note, answer, own):
            each.mentions.add(reporter)
        assert piles(at_work(reporter))["notes"] == ["@reporter encore", "@reporter vois ceci"]
        Note.objects.filter(pk=note.pk).update(resolved_at=timezone.now())
        assert "notes" not in piles(at_work(reporter))

    def test_comments_the_oldest_first(self, moderator, at_work):
        for words in ("un", "deux"):
            CommentFactory(body=words)
        CommentFactory(status="approved")
        assert piles(at_work(moderator)) == {"comments": ["un", "deux"]}


class TestSince:
    @pytest.mark.parametrize(
        "ago, said",
        [(timedelta(0), "à l’instant"), (timedelta(hours=3), "depuis 3 heures"), (timedelta(days=500), "depuis 1 an")],
    )
    def test_in_one_unit(self, reporter, editor, at_work, ago, said):
        story = StoryFactory(owner=reporter, headline="Le pont")
        note = Note.objects.create(story=story, by=editor, body="@reporter vois ceci")
        note.mentions.add(reporter)
        Note.objects.filter(pk=note.pk).update(created_at=timezone.now() - ago)
        [thing] = pile(at_work(reporter), "notes").things
        assert (thing.when.replace("\xa0", " "), thing.who) == (said, "editor, «\u202fLe pont\u202f»")


class TestHonestly:
    @pytest.mark.parametrize("number, said", [(6, "6"), (7, "7"), (50, "50"), (51, "50+")])
    def test_six_are_shown_and_fifty_counted(self, reporter, at_work, number, said):
        StoryFactory.create_batch(number, owner=reporter)
        found = pile(at_work(reporter), "drafts")
        assert (len(found.things), found.number) == (6, said)

    def test_the_title_leads_to_the_same_stories(self, reporter, editor, at_work):
        StoryFactory(owner=reporter, status="in_review")
        StoryFactory(owner=editor, status="approved")
        StoryFactory(owner=editor, scheduled=True)
        StoryFactory(owner=editor, status="changes_requested")
        StoryFactory(owner=editor)
        client = at_work(editor)
        page = client.get(HOME)
        for each in [*page.context["piles"], *page.context["empty_piles"]]:
            if each.url:
                query = dict(pair.split("=") for pair in each.url.partition("?")[2].split("&"))
                assert {thing.words for thing in each.things} == {story.headline for story in listed(client, **query)}

    def test_the_zone_is_named_and_empty_piles_stand_on_one_line(self, editor, at_work):
        page = at_work(editor).get(HOME)
        assert "Europe/Paris" in page.content.decode()
        assert page.context["piles"] == []
        assert page.content.decode().count('class="pile"') == 0
        assert len(page.context["empty_piles"]) >= 9

    def test_words_of_strangers_show_as_text(self, moderator, at_work):
        CommentFactory(body="<script>alert(1)</script>", name="<b>x</b>")
        page = at_work(moderator).get(HOME).content.decode()
        assert "<script>alert(1)" not in page
        assert "<b>x</b>" not in page


@pytest.mark.slow
def test_it_costs_the_same_whatever_there_is(admin, reporter, at_work):
    client = at_work(admin)
    fill(admin, reporter, 1)
    few = count(client, HOME)
    for _number in range(30):
        fill(admin, reporter, 1)
    assert count(client, HOME) == few


def fill(person, other, number):
    now = timezone.now()
    for kind in ("draft", "changes_requested", "approved"):
        StoryFactory.create_batch(number, owner=person, status=kind)
    StoryFactory.create_batch(number, owner=other, status="in_review")
    for story in StoryFactory.create_batch(number, owner=other, scheduled=True):
        EditLock.objects.create(story=story, by=UserFactory(), since=now, seen_at=now)
        Note.objects.create(story=story, by=UserFactory(), body="@admin").mentions.add(person)
    CommentFactory.create_batch(number)
