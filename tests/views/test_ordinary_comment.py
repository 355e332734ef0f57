"""The short way of an ordinary comment ends where the long way ends: same answer, same rows, same refusals.

A cookie of no meaning sends a post the long way.
"""

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from articles.forms.ordinary import FORM
from articles.models import Comment, DiscussionRule, Sender
from articles.queries import rulebook
from articles.workflow import ordinary, senders, storing, submission
from tests.factories import AuthorFactory, CommentFactory, PersonFactory, RegionFactory, StoryFactory
from tests.readers import HERE, comment_words

pytestmark = pytest.mark.django_db
postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no short way")

ADDRESS = "127.0.0.1"
ANNE = "anne@example.org"
NEW = {"id", "created_at"}  # different with every comment


def send(story, cookie="", prefix="", headers=HERE, **changes):
    client = Client(headers={"Cookie": cookie} if cookie else {})
    words = urlencode(comment_words(story, **changes))
    return client.post(f"{prefix}/comments/{story.pk}/", words, content_type=FORM, headers=headers)


def outcome(*args, **options):
    """What a post leads to; then it is undone."""
    with transaction.atomic():
        answer = send(*args, **options)
        stored = [{k: v for k, v in row.items() if k not in NEW} for row in Comment.objects.order_by("pk").values()]
        counted = [(each.key, each.attempts, bool(each.accepted_at)) for each in Sender.objects.order_by("key")]
        transaction.set_rollback(True)
    headers = {k: v for k, v in answer.headers.items() if k not in ("X-Request-ID", "Expires", "Content-Length")}
    headers["Retry-After"] = "Retry-After" in headers  # a second may have passed
    place = re.sub("/preview/.*", "/preview/…/", headers.pop("Location", ""))
    return answer.status_code, headers, place, re.sub(r'value="[^"]*"', "", answer.text), stored, counted


def same(*args, **options):
    """Gives the code."""
    short = outcome(*args, **options)
    assert short == outcome(*args, **options, cookie="x=y")
    return short[0]


def rule(**fields):
    DiscussionRule.objects.create(**fields)
    rulebook.forget()


def busy(kind, value, **fields):
    Sender.objects.create(**({"key": senders.key(kind, value), "window_start": timezone.now()} | fields))


@pytest.fixture(autouse=True)
def salt():
    """Made before anything is undone: with another one everybody would be somebody else."""
    senders.key("address", ADDRESS)


@pytest.fixture
def story():
    return StoryFactory(public=True, regions=[RegionFactory()])


@pytest.fixture
def no_long_way(monkeypatch):
    monkeypatch.delattr(submission, "submit")


@postgresql
class TestShort:
    def test_an_ordinary_comment_does_not_go_the_long_way(self, story, no_long_way):
        assert send(story).status_code == 303
        assert Comment.objects.get().status == Comment.Status.PENDING

    def test_it_takes_two_statements(self, story, no_long_way, settings, django_assert_num_queries):
        settings.COMMENT_INTERVAL = 0
        send(story)
        # Besides, as the test is in a transaction: a savepoint, and the salts each time.
        with django_assert_num_queries(2 + 2 + 2):
            send(story, body="Encore.")


class TestSame:
    @pytest.mark.parametrize(
        "changes",
        [
            {},
            {"email": "ANNE@Example.org", "name": "  Zoé   de l’Île", "body": " Un\r\n\r\ndeux https://a.org <b>\n"},
            {"body": "casino http://a.b http://c.d http://e.f"},
            {"body": "L’artillerie est en 47.0951, 37.5413 !"},
            {"website": "https://example.org"},
            {"subject": "Buy now"},
            {"notify": "on"},
            {"name": "Camille Auteur"},
        ],
    )
    def test_what_is_taken(self, story, changes):
        AuthorFactory(name="Camille Auteur")
        assert same(story, **changes) == 303

    @pytest.mark.parametrize("language", ["en", "uk"])
    def test_in_other_languages(self, language):
        assert same(StoryFactory(public=True, language=language), prefix=f"/{language}") == 303

    @pytest.mark.parametrize("judged", ["premoderated", "muted", "banned"])
    def test_somebody_known(self, story, judged):
        CommentFactory(email=ANNE, status="approved")
        PersonFactory(email=ANNE, standing=judged, until=timezone.now() + timedelta(days=1))
        assert same(story) == 303

    @pytest.mark.parametrize(
        "fields", [{"all_held": True}, {"slow_minutes": 5}, {"close_days": 1}], ids=["held", "slow", "closed"]
    )
    @pytest.mark.parametrize("of", ["story", "region"])
    def test_rules_of_a_discussion(self, story, of, fields):
        type(story).objects.update(published_at=timezone.now() - timedelta(days=3))
        rule(**{of: story if of == "story" else story.story_regions.get().region}, **fields)
        assert same(story) == (403 if "close_days" in fields else 303)

    def test_closed(self, story):
        type(story).objects.update(comments_open=False)
        assert same(story) == 403

    @pytest.mark.parametrize(("state", "code"), [("scheduled", 404), ("withdrawn", 410), ("expired", 410)])
    def test_a_story_that_is_not_there(self, state, code):
        assert same(StoryFactory(**{state: True})) == code

    @pytest.mark.parametrize(
        ("changes", "code"),
        [({"name": ""}, 422), ({"email": "x"}, 422), ({"token": "x"}, 422), ({"body": "x" * 65_526}, 422),
         ({"parent": "12"}, 403), ({"headers": {}}, 403), ({"headers": {"Origin": "https://evil.example"}}, 403)],
    )  # fmt: skip
    def test_what_is_wrong(self, story, changes, code):
        assert same(story, **changes) == code

    @pytest.mark.parametrize("sender", [("address", ADDRESS), ("e-mail", ANNE)])
    @pytest.mark.parametrize(
        ("fields", "code"),
        [
            (lambda now: {"accepted_at": now - timedelta(seconds=5)}, 429),
            (lambda now: {"accepted_at": now - timedelta(seconds=11)}, 303),
            (lambda now: {"attempts": 14}, 303),
            (lambda now: {"attempts": 15}, 303),  # held as a burst
            (lambda now: {"attempts": 30}, 429),
            (lambda now: {"attempts": 99, "window_start": now - timedelta(seconds=61)}, 303),
        ],
        ids=["too fast", "rested", "busy", "burst", "flood", "flood of long ago"],
    )
    def test_who_was_here_before(self, story, sender, fields, code):
        busy(*sender, **fields(timezone.now()))
        assert same(story) == code

    def test_an_address_that_is_barred(self, story):
        busy("address", ADDRESS, barred_until=timezone.now() + timedelta(days=1))
        assert same(story) == 403

    def test_the_same_words_again(self, story, settings):
        settings.COMMENT_INTERVAL = 0
        send(story)
        assert same(story) == 303
        assert Comment.objects.count() == 1


@postgresql
class TestAtOnce:
    """What the statement does when somebody else was quicker by a hair: all of it, or nothing."""

    @pytest.fixture(autouse=True)
    def unseen(self, monkeypatch):
        """What stands in the way is not seen, until the rows themselves are locked."""
        for table in ("comment", "sender"):
            seen = re.search(rf"SELECT 1 FROM articles_{table}\s+WHERE", storing.IN_TURN)[0]
            monkeypatch.setattr(storing, "IN_TURN", storing.IN_TURN.replace(seen, f"{seen} FALSE AND"))
        storing._in_turn.cache_clear()
        yield
        storing._in_turn.cache_clear()

    @pytest.fixture
    def take(self, story):
        words = {"name": "Anne", "email": ANNE, "website": "", "body": "Merci."}
        return lambda **changes: ordinary.take(ordinary.Post(story.pk, "fr", words | changes, ADDRESS))

    def test_of_two_senders_both_have_their_turn_or_none(self, take):
        busy("address", ADDRESS, accepted_at=timezone.now() - timedelta(seconds=5))
        assert take() is None
        assert not Comment.objects.exists()
        assert Sender.objects.get().accepted_at < timezone.now() - timedelta(seconds=4)

    def test_too_many_attempts(self, take):
        busy("e-mail", ANNE, attempts=15)
        assert take() is None
        assert Sender.objects.get().attempts == 15

    def test_the_same_words(self, take, settings):
        settings.COMMENT_INTERVAL = 0
        first = take()
        assert take() is None
        assert Comment.objects.get().pk == first
        assert set(Sender.objects.values_list("attempts", flat=True)) == {1}
