"""Before a story goes out: what keeps it back, what a colleague would say, and that nothing gets past it."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from articles.models import Image, Region, Revision, Story
from articles.workflow import publishing, revisions
from articles.workflow.checklist import findings
from articles.workflow.errors import Refused
from tests.factories import ImageFactory, RegionFactory, SectionFactory, StoryFactory, story_data

pytestmark = pytest.mark.django_db

FILM = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
LONG_TEXT = "<p>" + "Une phrase courte. " * 40 + "</p>"


@pytest.fixture(autouse=True)
def an_english_desk(main_language):
    translation.activate("en")


def codes(data, story=None, blocking=True):
    return [(found.code, found.field) for found in findings(data, story) if found.blocking == blocking]


def picture(**words):
    """A picture as an import or an older version may have left it."""
    image = ImageFactory(decorative=True)
    Image.objects.filter(pk=image.pk).update(**words)
    return image.pk


class TestWhatBlocks:
    def test_a_story_that_lacks_nothing(self):
        region = Region.objects.get(slug="kherson").pk
        image = ImageFactory()
        body = f'{LONG_TEXT}<figure data-image="{image.pk}"></figure>'
        data = story_data(section=SectionFactory().pk, primary_region=region, regions=[region], lead_image=image.pk)
        assert codes(data | {"body": body}) == []

    def test_everything_missing_is_said_at_once(self):
        SectionFactory()
        data = story_data(headline=" ", body="", no_region=False)
        expected = [("headline", "headline"), ("text", "body"), ("section", "section"), ("region", "primary_region")]
        assert codes(data) == expected

    def test_a_newsroom_without_sections_misses_none(self):
        assert codes(story_data()) == []

    def test_no_region_and_a_region_exclude_each_other(self):
        region = RegionFactory().pk
        for changes in ({"primary_region": region, "regions": [region]}, {"regions": [region]}):
            assert codes(story_data(no_region=True, **changes)) == [("region", "no_region")]
        assert codes(story_data(regions=[region])) == [("region", "primary_region")]

    @pytest.mark.parametrize(
        ("words", "expected"),
        [
            ({"alt": "", "decorative": True}, []),
            ({"alt": " ", "decorative": False}, ["alt"]),
            ({"credit": " "}, ["credit"]),
            ({"alt": " ", "decorative": False, "credit": ""}, ["alt", "credit"]),
            ({"withdrawn_at": timezone.now(), "credit": ""}, ["picture"]),
            ({"caption": "[TK] devant le pont"}, ["mark"]),
        ],
    )
    def test_a_picture_without_its_words(self, words, expected):
        key = picture(**words)
        assert codes(story_data(lead_image=key)) == [(code, "lead_image") for code in expected]
        in_text = f'<p>a</p><figure data-image="{key}"></figure>'
        assert codes(story_data(body=in_text * 2)) == [(code, "body") for code in expected]

    def test_a_picture_that_is_no_more_is_not_printed_and_not_missed(self):
        assert codes(story_data(body='<p>a</p><figure data-image="999"></figure>')) == []

    @pytest.mark.parametrize("field", ["kicker", "headline", "standfirst"])
    @pytest.mark.parametrize("mark", ["[TK]", "TK", "[à compléter]", "[уточнити]"])
    def test_what_is_still_to_come(self, field, mark):
        found = [each for each in findings(story_data(**{field: f"Avant {mark} après"})) if each.blocking]
        assert [(each.code, each.field) for each in found] == [("mark", field)]
        assert mark in found[0].words

    @pytest.mark.parametrize(
        "body",
        [
            "<p>a <strong>[T</strong>K]</p>",
            '<p>a</p><figure data-image="9"><figcaption>TK</figcaption></figure>',
            f'<p>a</p><figure data-embed="{FILM}"><figcaption>[TK titre]</figcaption></figure>',
            "<table><tbody><tr><td>TK</td></tr></tbody></table>",
        ],
    )
    def test_wherever_in_the_text_it_stands(self, body):
        assert codes(story_data(body=body)) == [("mark", "body")]

    def test_a_card_without_title(self):
        body = f'<p>a</p><figure data-embed="{FILM}"><figcaption> </figcaption></figure>'
        assert codes(story_data(body=body)) == [("card", "body")]

    def test_of_very_many_of_a_kind_a_page_is_enough(self):
        body = f'<figure data-embed="{FILM}"></figure>' * 100
        assert codes(story_data(body=f"<p>a</p>{body}")) == [("card", "body")] * 20

    def test_a_broken_link_is_named(self):
        StoryFactory(slug="brouillon")
        links = "".join(f'<a href="/2026/11/23/{slug}/">x</a>' for slug in ("brouillon", "b", "c", "d", "e", "f"))
        found = next(each for each in findings(story_data(body=f"<p>{links}</p>")) if each.blocking)
        assert (found.code, found.field) == ("links", "body")
        assert "/2026/11/23/brouillon/, /2026/11/23/b/" in found.words and found.words.endswith("…")


class TestWhatIsAdvised:
    def advised(self, **changes):
        whole = {"standfirst": "Le chapô.", "body": LONG_TEXT, "lead_image": ImageFactory().pk}
        return codes(story_data(**(whole | changes)), blocking=False)

    def test_nothing_about_a_story_as_it_should_be(self):
        assert self.advised() == []

    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            ({"headline": "x" * 71}, ("headline_long", "headline")),
            ({"standfirst": ""}, ("standfirst", "standfirst")),
            ({"standfirst": "x" * 301}, ("standfirst_long", "standfirst")),
            ({"body": "<p>Court.</p>"}, ("short", "body")),
            ({"body": "<p>" + ("Un " + "mot " * 30 + "fin. ") * 5 + "</p>"}, ("sentences", "body")),
            ({"lead_image": None}, ("lead", "lead_image")),
        ],
    )
    def test_one_thing_at_a_time(self, changes, expected):
        assert self.advised(**changes) == [expected]

    def test_a_small_picture(self):
        assert self.advised(lead_image=ImageFactory(width=800).pk) == [("lead_small", "lead_image")]

    def test_a_heavy_picture_counts_what_readers_download(self):
        name = default_storage.save("images/lourde.jpg", ContentFile(b"x" * 700_000))
        alone, copied = ImageFactory(file=name, widths=[]), ImageFactory(file=name)
        assert self.advised(lead_image=alone.pk) == [("heavy", "lead_image")]
        assert self.advised(lead_image=copied.pk) == []
        assert self.advised(body=f'{LONG_TEXT}<figure data-image="{alone.pk}"></figure>') == [("heavy", "body")]

    def test_the_languages_without_a_version(self):
        story = StoryFactory()
        StoryFactory(language="uk", translation_group=story.translation_group)
        found = [each for each in findings(story_data(), story) if each.code == "translations"]
        assert [each.words for each in found] == ["There is no version yet in: English."]

    def test_an_address_that_is_not_its_own_yet(self):
        original = StoryFactory(slug="un-titre")
        story = StoryFactory(
            slug="un-titre", language="en", translation_group=original.translation_group, translated_from=original
        )
        assert ("slug", "slug") in codes(story_data(language="en"), story, blocking=False)
        assert ("slug", "slug") not in codes(story_data(language="en", slug="a-title"), story, blocking=False)
        assert ("slug", "slug") in codes(story_data(slug="tk-titre"), original, blocking=False)
        out = StoryFactory(public=True)
        assert ("slug", "slug") not in codes(story_data(slug="tk-titre"), out, blocking=False)


class TestNothingGetsPastIt:
    BAD = {"headline": "[TK] Un titre", "kicker": "TK"}

    @pytest.fixture
    def story(self, editor):
        return revisions.start(story_data(**self.BAD), editor)

    def test_publishing_is_refused_with_every_reason_and_the_draft_stays(self, story, editor):
        with pytest.raises(Refused) as refusal:
            publishing.publish(story, editor)
        assert str(refusal.value) == (
            "It cannot go out yet. Kicker: “TK” is still to be filled in. Headline: “[TK]” is still to be filled in."
        )
        assert Story.objects.get().status == Story.Status.DRAFT
        assert revisions.working_draft(story).data["kicker"] == "TK"

    def test_scheduling_too(self, story, editor):
        with pytest.raises(Refused, match="TK"):
            publishing.schedule(story, editor, timezone.now() + timedelta(hours=1))

    def test_a_change_to_a_public_story_too(self, editor):
        story = revisions.start(story_data(), editor)
        publishing.publish(story, editor)
        revisions.save_draft(story, story_data(**self.BAD), editor)
        with pytest.raises(Refused, match="TK"):
            publishing.publish(story, editor)
        assert Story.objects.get().headline == "Un titre"

    def test_a_withdrawn_story_goes_out_again_only_when_it_may(self, editor):
        story = StoryFactory(withdrawn=True, headline="TK")
        with pytest.raises(Refused, match="TK"):
            publishing.publish(story, editor)

    def test_an_import_is_what_it_was_elsewhere(self, story, editor):
        publishing.publish_as_of(story, editor, timezone.now() - timedelta(days=1))
        assert Story.objects.public().count() == 1

    def test_a_draft_filed_before_there_was_a_box_for_no_region(self, editor):
        story = revisions.start(story_data(), editor)
        draft = revisions.working_draft(story)
        old = {name: value for name, value in draft.data.items() if name != "no_region"}
        Revision.objects.filter(pk=draft.pk).update(data=old)
        with pytest.raises(Refused, match="No region"):
            publishing.publish(story, editor)


def test_the_same_number_of_queries_for_one_and_for_thirty():
    counts = []
    story = StoryFactory()
    SectionFactory()
    for number in (1, 30):
        parts = [f'<p><a href="{StoryFactory(public=True).get_absolute_url()}">x</a></p>' for _ in range(number)]
        parts += [f'<p><a href="/regions/{RegionFactory().slug}/">x</a></p>' for _ in range(number)]
        parts += [f'<figure data-image="{ImageFactory().pk}"></figure>' for _ in range(number)]
        with CaptureQueriesContext(connection) as queries:
            findings(story_data(body="".join(parts)), story)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 9
