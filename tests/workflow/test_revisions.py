"""An editor's words: kept, never mixed up with what readers see."""

import pytest

from articles.models import Region, Revision, Story
from articles.workflow import publishing, revisions
from articles.workflow.errors import Conflict, Refused, Vanished
from tests.factories import AuthorFactory, ImageFactory, RegionFactory, SectionFactory, TagFactory, story_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(reporter):
    return revisions.start(story_data(), reporter)


def everything():
    region = Region.objects.get(slug="kherson")
    other = RegionFactory()
    one, two = AuthorFactory(), AuthorFactory()
    return story_data(
        kind="analysis",
        kicker="Surtitre",
        headline="Un autre titre",
        standfirst="Un chapô.",
        body="<p>Un autre texte.</p>",
        slug="un-autre-titre",
        comments_open=False,
        section=SectionFactory().pk,
        lead_image=ImageFactory().pk,
        primary_region=region.pk,
        regions=[region.pk, other.pk],
        authors=[two.pk, one.pk],
        tags=[TagFactory().pk],
        embargo_until="2020-01-01T08:00:00+01:00",
        expires_at="2099-01-01T08:00:00+01:00",
    )


def test_a_new_story_belongs_to_who_started_it_and_has_a_working_draft(story, reporter):
    assert story.owner == reporter
    assert story.status == Story.Status.DRAFT
    assert revisions.working_draft(story).data == revisions.tidied(story_data())


def test_a_revision_holds_the_whole_story(reporter):
    data = everything()
    story = revisions.start(data, reporter)
    assert revisions.snapshot(Story.objects.get(pk=story.pk)) == revisions.tidied(data)
    assert [author.pk for author in story.author_list] == data["authors"]


def test_until_it_was_public_the_row_follows_the_draft(story, reporter):
    revisions.save_draft(story, story_data(headline="Mieux"), reporter)
    story.refresh_from_db()
    assert story.headline == "Mieux"


def test_a_draft_of_a_public_story_changes_nothing_that_readers_see(story, editor):
    publishing.publish(story, editor)
    before = Story.objects.filter(pk=story.pk).values().get()
    data = everything() | {"embargo_until": None}
    revisions.save_draft(story, data, editor)
    assert Story.objects.filter(pk=story.pk).values().get() == before
    assert not story.story_regions.exists()
    publishing.publish(story, editor)
    live = Story.objects.get(pk=story.pk)
    assert revisions.snapshot(live) == revisions.tidied(data)
    assert live.version == before["version"] + 1
    assert live.published_at == before["published_at"]


def test_saving_files_the_draft_before_it_away(story, editor):
    revisions.save_draft(story, story_data(headline="Deux"), editor)
    revisions.save_draft(story, story_data(headline="Trois"), editor)
    kinds = story.revisions.order_by("pk").values_list("kind", "data__headline")
    assert list(kinds) == [("saved", "Un titre"), ("saved", "Deux"), ("draft", "Trois")]


def test_saving_the_same_again_adds_nothing(story, editor):
    draft = revisions.working_draft(story)
    assert revisions.save_draft(story, story_data(), editor) == draft
    assert Revision.objects.count() == 1


def test_who_saves_second_overwrites_nothing(story, editor, reporter):
    seen = revisions.basis(story, revisions.working_draft(story))
    revisions.save_draft(story, story_data(headline="La première"), editor, on=seen)
    with pytest.raises(Conflict):
        revisions.save_draft(story, story_data(headline="Le second"), reporter, on=seen)
    assert revisions.working_draft(story).data["headline"] == "La première"


def test_a_story_that_vanished_is_said_to_have_vanished(story, editor):
    Story.objects.all().delete()
    with pytest.raises(Vanished):
        revisions.save_draft(story, story_data(), editor)


def test_an_address_taken_meanwhile_is_refused_in_words(story, editor):
    with pytest.raises(Refused, match=r"address|adresse"):
        revisions.start(story_data(), editor)
    assert Story.objects.count() == 1


def test_a_region_deleted_meanwhile_is_refused_and_nothing_is_half_written(story, editor):
    gone = RegionFactory()
    pk = gone.pk
    gone.delete()
    with pytest.raises(Refused):
        revisions.save_draft(story, story_data(headline="Neuf", regions=[pk], primary_region=pk), editor)
    story.refresh_from_db()
    assert story.headline == "Un titre"
    assert Revision.objects.count() == 1


def test_hostile_html_is_cleaned_at_this_door_too(editor):
    dirty = '<p onclick="x()">Texte<script>alert(1)</script></p><iframe src="//evil"></iframe>'
    story = revisions.start(story_data(body=dirty), editor)
    assert story.body == "<p>Texte</p>"
    assert story.html == "<p>Texte</p>"


def test_french_texts_are_typeset_and_english_ones_are_not(editor):
    french = revisions.start(story_data(headline="Qui l'a dit ?", body="<p>Vraiment ?</p>"), editor)
    english = revisions.start(story_data(language="en", headline="Who said it ?", body="<p>Really ?</p>"), editor)
    assert french.headline == "Qui l’a dit\u202f?"
    assert french.html == "<p>Vraiment\u202f?</p>"
    assert french.body == "<p>Vraiment ?</p>"
    assert english.headline == "Who said it ?"
    assert english.html == "<p>Really ?</p>"
