"""Takedown: with a withdrawn story go its pictures, if nobody else uses them; with it they come back."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from articles.forms.editor import for_editor
from articles.lib.images import files_of
from articles.models import AuditEntry, Image, Leftover, Story
from articles.workflow import leftovers, pictures, publishing, revisions
from articles.workflow.errors import Refused
from tests.factories import StoryFactory, story_data
from tests.workflow.test_pictures import add, photo

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def done(django_capture_on_commit_callbacks):
    """done(function, …): called, and everything that was to follow its commit as well."""

    def call(function, *args, **kwargs):
        with django_capture_on_commit_callbacks(execute=True):
            return function(*args, **kwargs)

    return call


def fresh(thing):
    return type(thing).objects.get(pk=thing.pk)


def stored(image):
    return [name for name in files_of(image.file.name, image.width) if default_storage.exists(name)]


def figure(image):
    return f'<p>Texte.</p><figure data-image="{image.pk}"></figure>'


def publish(editor, done, **changes):
    story = revisions.start(story_data(**changes), editor)
    done(publishing.publish, story, editor)
    return fresh(story)


def test_the_pictures_of_a_withdrawn_story_lose_their_addresses(editor, done, reader):
    lead, inside = done(add, editor), done(add, editor)
    story = publish(editor, done, lead_image=lead.pk, body=figure(inside))
    before = {image.pk: stored(fresh(image)) for image in (lead, inside)}
    assert all(len(names) == 7 for names in before.values())
    page = story.get_absolute_url()
    assert fresh(lead).url in reader.get(page).content.decode()
    done(publishing.unpublish, story, editor)
    assert reader.get(page).status_code == 410
    for image in (lead, inside):
        assert [name for name in before[image.pk] if default_storage.exists(name)] == []
        for name in before[image.pk]:
            assert reader.get(f"/media/{name}").status_code == 404
        image = fresh(image)
        assert (image.shelved, image.is_shown, image.widths) == (True, False, [])
        assert stored(image) == [image.file.name]
        assert image.file.name.startswith("shelf/")
        assert reader.get(f"/media/{image.file.name}").status_code == 404
        assert AuditEntry.objects.about(image).first().action == "image.shelve"
    assert "<img" not in fresh(story).html
    assert not Leftover.objects.exists()


def test_the_shelf_is_not_found_from_the_former_address(editor, done):
    image = done(add, editor)
    done(publishing.unpublish, publish(editor, done, lead_image=image.pk), editor)
    former = image.file.name.removeprefix("images/")
    assert former.split(".")[0] not in fresh(image).file.name


@pytest.mark.parametrize("other", [{"public": True}, {"scheduled": True}, {"public": True, "status": "archived"}])
@pytest.mark.parametrize("where", ["lead", "text"])
def test_what_another_story_prints_stays(editor, done, other, where):
    image = done(add, editor)
    story = publish(editor, done, lead_image=image.pk, body=figure(image))
    if where == "lead":
        StoryFactory(lead_image=image, **other)
    else:
        StoryFactory(**other).figures.create(image=image)
    before = stored(fresh(image))
    done(publishing.unpublish, story, editor)
    assert (fresh(image).is_shown, stored(fresh(image))) == (True, before)


@pytest.mark.parametrize("other", [{}, {"status": "in_review"}, {"expired": True}, {"withdrawn": True}])
def test_a_story_nobody_reads_holds_no_picture_back(editor, done, other):
    image = done(add, editor)
    StoryFactory(lead_image=image, **other)
    done(publishing.unpublish, publish(editor, done, lead_image=image.pk), editor)
    assert fresh(image).shelved


def test_a_scheduled_story_taken_back_keeps_its_pictures(editor, done):
    image = done(add, editor)
    story = revisions.start(story_data(lead_image=image.pk), editor)
    publishing.schedule(story, editor, timezone.now() + timedelta(hours=1))
    done(publishing.unpublish, story, editor)
    assert (fresh(story).status, fresh(image).shelved) == ("draft", False)


def test_they_come_back_under_new_names_with_all_their_renditions(editor, done, reader):
    lead, inside = done(add, editor), done(add, editor)
    story = publish(editor, done, lead_image=lead.pk, body=figure(inside))
    done(publishing.unpublish, story, editor)
    shelf = [fresh(image).file.name for image in (lead, inside)]
    done(publishing.publish, story, editor)
    text = reader.get(fresh(story).get_absolute_url()).content.decode()
    for image, before in ((lead, shelf[0]), (inside, shelf[1])):
        now = fresh(image)
        assert now.is_shown and now.file.name not in (image.file.name, before)
        assert (now.widths, len(stored(now))) == ([320, 480, 640], 7)
        assert not default_storage.exists(before)
        assert now.url in text and image.url not in text
        assert b"".join(reader.get(now.url).streaming_content)[:2] == b"\xff\xd8"
    assert "/media/shelf/" not in text


def test_another_story_that_goes_out_brings_it_back_as_well(editor, done):
    image = done(add, editor)
    done(publishing.unpublish, publish(editor, done, lead_image=image.pk), editor)
    publish(editor, done, slug="autre", body=figure(image))
    assert fresh(image).is_shown
    assert fresh(image).url in Story.objects.get(slug="autre").html


def test_if_the_machine_dies_after_the_commit_the_files_go_later(editor, done):
    image = done(add, editor)
    story = publish(editor, done, lead_image=image.pk)
    before = stored(fresh(image))
    publishing.unpublish(story, editor)  # its commit is never followed by anything
    assert [name for name in before if default_storage.exists(name)] == before
    assert fresh(image).shelved
    assert leftovers.clear() == 0
    assert [name for name in before if default_storage.exists(name)] == []
    assert default_storage.exists(fresh(image).file.name)


def test_if_it_fails_before_the_commit_nothing_has_happened(editor, done, monkeypatch):
    image = done(add, editor)
    story = publish(editor, done, lead_image=image.pk)
    before = stored(fresh(image))

    def broken(*args, **kwargs):
        raise OSError("the disk is full")

    monkeypatch.setattr("articles.workflow.shelf.leave", broken)
    with pytest.raises(OSError):
        done(publishing.unpublish, story, editor)
    assert (fresh(story).status, fresh(image).is_shown, stored(fresh(image))) == ("published", True, before)


def test_a_file_that_is_lost_refuses_the_publication_in_words(editor, done):
    image = done(add, editor)
    story = publish(editor, done, lead_image=image.pk)
    done(publishing.unpublish, story, editor)
    default_storage.delete(fresh(image).file.name)
    with pytest.raises(Refused, match="Une rue"):
        done(publishing.publish, story, editor)
    assert fresh(story).status == "withdrawn"


def test_what_is_put_away_is_not_replaced(editor, done):
    image = done(add, editor)
    done(publishing.unpublish, publish(editor, done, lead_image=image.pk), editor)
    with pytest.raises(Refused):
        pictures.replace(fresh(image), photo(), editor)


def test_and_can_be_withdrawn_for_good(editor, done):
    image = done(add, editor)
    done(publishing.unpublish, publish(editor, done, lead_image=image.pk), editor)
    done(pictures.withdraw, fresh(image), editor)
    assert stored(fresh(image)) == []
    assert Image.objects.get().withdrawn_at


def test_two_stories_that_share_a_picture_and_go_one_after_the_other(editor, done):
    image = done(add, editor)
    first = publish(editor, done, lead_image=image.pk)
    second = publish(editor, done, slug="deux", body=figure(image))
    done(publishing.unpublish, first, editor)
    assert fresh(image).is_shown
    done(publishing.unpublish, second, editor)
    assert fresh(image).shelved


def test_the_draft_of_a_withdrawn_story_keeps_naming_them(editor, done):
    """The form shows a stand-in and sends the same numbers back: nothing gets lost on the shelf."""
    image = done(add, editor)
    story = publish(editor, done, lead_image=image.pk, body=figure(image))
    done(publishing.unpublish, story, editor)
    assert for_editor(fresh(story).body).count(f'data-image="{image.pk}"') == 1
    revisions.save_draft(story, story_data(lead_image=image.pk, body=figure(image) + "<p>Encore.</p>"), editor)
    done(publishing.publish, story, editor)
    assert fresh(image).url in fresh(story).html
