"""The addresses of share cards: nothing that is not public, nothing but what our own pages name."""

from io import BytesIO

import pytest
from PIL import Image as Pillow

from articles.cache import PUBLIC
from articles.lib.images import ONE_AT_A_TIME
from articles.models import Region, Story
from articles.queries.share import PAGES, page_address, share_address, share_card
from articles.workflow import share
from tests.factories import ImageFactory, RegionFactory, StoryFactory

pytestmark = pytest.mark.django_db

GUESSED = "0" * 20


def test_a_public_story_has_one(reader):
    story = StoryFactory(public=True)
    answer = reader.get(share_address(story))
    assert answer.status_code == 200
    assert Pillow.open(BytesIO(answer.content)).size == (1200, 630)
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    # A network that unfolds the link shows it in a page of its own.
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Set-Cookie" not in answer.headers
    assert answer.headers.get("Vary", "Accept-Encoding") == "Accept-Encoding"


STATES = [
    ({}, 404),
    ({"scheduled": True}, 404),
    ({"status": Story.Status.IN_REVIEW}, 404),
    ({"expired": True}, 410),
    ({"withdrawn": True}, 410),
    ({"archived": True}, 200),
]


@pytest.mark.parametrize(("state", "code"), STATES)
def test_only_what_readers_may_read(reader, state, code):
    """Even for somebody who knows the digest, and when it was drawn before."""
    story = StoryFactory(**state)
    share.drawn_card(share_card(story))
    answer = reader.get(share_address(story))
    assert answer.status_code == code
    assert (answer.content == b"") == (code != 200)
    assert reader.get(f"/share/{story.pk}/{GUESSED}.jpg").status_code == (302 if code == 200 else code)


def test_it_is_gone_with_the_story(reader):
    """From shared caches too: what they keep of it is as old as what they keep of the page."""
    story = StoryFactory(public=True)
    address = share_address(story)
    answer, page = reader.get(address), reader.get(story.get_absolute_url())
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == page.headers["Cache-Control"] == PUBLIC
    Story.objects.filter(pk=story.pk).update(status=Story.Status.WITHDRAWN)
    assert reader.get(address).status_code == 410


def test_an_address_of_former_words_leads_to_the_present_ones(reader):
    """Networks keep the address they were given: what was shared before a correction shows the correction."""
    story = StoryFactory(public=True)
    former = share_address(story)
    Story.objects.filter(pk=story.pk).update(headline="Corrigé")
    answer = reader.get(former)
    assert (answer.status_code, answer.url) == (302, share_address(Story.objects.get(pk=story.pk)))
    assert answer.headers["Cache-Control"] == "public, max-age=0, s-maxage=1, stale-if-error=86400"
    assert reader.get(answer.url).status_code == 200


def test_the_address_changes_with_all_that_is_drawn(reader):
    image = ImageFactory()
    story = StoryFactory(public=True, lead_image=image, regions=[Region.objects.get(slug="kherson")])
    seen = {share_address(story)}
    for changes in ({"headline": "a"}, {"kicker": "b"}, {"kind": "opinion"}, {"lead_image": None}):
        Story.objects.filter(pk=story.pk).update(**changes)
        seen.add(share_address(Story.objects.get(pk=story.pk)))
    assert len(seen) == 5


def test_guessing_draws_nothing(reader, monkeypatch):
    story = StoryFactory(public=True)
    monkeypatch.setattr(share, "draw_share_image", None)
    for number in range(50):
        assert reader.get(f"/share/{story.pk}/{number:020x}.jpg").status_code == 302
    assert reader.get(f"/share/{story.pk + 1}/{GUESSED}.jpg").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "1/",
        "1/x.jpg",
        f"1/{GUESSED}.png",
        f"-1/{GUESSED}.jpg",
        f"{'9' * 18}/{GUESSED}.jpg",
        f"{'9' * 40}/{GUESSED}.jpg",
        f"١/{GUESSED}.jpg",
        f"1/{GUESSED.upper()}A.jpg",
        f"1/../{GUESSED}.jpg",
        "page/.jpg",
        "page/x.jpg",
        f"page/{'x' * 100}.jpg",
        f"page/{'x' * 3000}.jpg",
        "words/",
        "page/WyIiLCJQcm9wYWdhbmRlIl0:OKijasIAtaWmXcvXVctokiTfbrpRdQYHTi1XLgNUOX8.jpg",
    ],
)
def test_nothing_else_is_served(reader, path):
    assert reader.get(f"/share/{path}").status_code == 404


def test_where_cards_are_kept_has_no_address(reader):
    story = StoryFactory(public=True)
    reader.get(share_address(story))
    name = f"{story.pk}-{share_card(story).digest}.jpg"
    for path in (f"/media/share/words/{name}", f"/media/images/../share/words/{name}", f"/share/words/{name}"):
        assert reader.get(path).status_code == 404


class TestPages:
    def test_the_words_of_a_page_are_drawn(self, reader):
        answer = reader.get(page_address("La guerre, région par région", "Запоріжжя"))
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/jpeg")
        assert answer.headers["Cache-Control"] == "public, max-age=86400"

    def test_nobody_has_other_words_drawn(self, reader):
        """A picture of ours that says what somebody else wants it to say."""
        address = page_address("", "Kherson")
        words, signature = address.removeprefix("/share/page/").removesuffix(".jpg").rsplit(":", 1)
        other = page_address("", "Propagande").removeprefix("/share/page/").rsplit(":", 1)[0]
        for forged in (f"{other}:{signature}", f"{words}:{signature[::-1]}", words, f":{signature}", f"{words}:"):
            assert reader.get(f"/share/page/{forged}.jpg").status_code == 404

    def test_what_was_signed_for_something_else_is_no_card(self, reader):
        other = type(PAGES)(salt="something else").sign_object(["", "Kherson"])
        assert reader.get(f"/share/page/{other}.jpg").status_code == 404

    def test_the_longest_words_have_an_address(self, reader):
        region = RegionFactory(name_fr="Щ" * 120)
        assert reader.get(page_address("Ї" * 200, region.name)).status_code == 200


def test_what_has_not_changed_is_not_sent_again(reader):
    address = share_address(StoryFactory(public=True))
    etag = reader.get(address).headers["ETag"]
    assert reader.get(address, headers={"If-None-Match": etag}).status_code == 304


def test_too_many_at_once_are_asked_to_come_back(reader, monkeypatch):
    monkeypatch.setattr(share, "PATIENCE", 0.01)
    story = StoryFactory(public=True)
    with ONE_AT_A_TIME:
        for address in (share_address(story), page_address("", "Kherson")):
            answer = reader.get(address)
            assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
            assert answer.headers["Cache-Control"] == "no-store"
    assert reader.get(share_address(story)).status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_cards_are_for_looking(reader, method):
    assert getattr(reader, method)(share_address(StoryFactory(public=True))).status_code == 405


def test_it_costs_the_same_whatever_the_story(reader, django_assert_num_queries):
    story = StoryFactory(public=True, lead_image=ImageFactory(), regions=RegionFactory.create_batch(30))
    address = share_address(story)
    reader.get(address)
    with django_assert_num_queries(2):
        reader.get(address)
