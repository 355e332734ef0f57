"""Takedown while others work: no picture stays behind because two looked at each other, none goes that is in print."""

from functools import partial

import pytest
from django.core.files.storage import default_storage

from articles.models import Image, Leftover, Story
from articles.workflow import pictures, publishing, revisions
from articles.workflow.errors import Refused
from tests.factories import story_data
from tests.workflow.test_pictures import photo
from tests.workflow.test_races import PEOPLE, at_once, kinds

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("live_server")]


@pytest.fixture
def image(editor):
    return pictures.add(photo(330, 200), editor, alt="Une rue", credit="x", licence="own")


def body(image):
    return f'<p>Texte.</p><figure data-image="{image.pk}"></figure>'


def written(editor, image, slug):
    return revisions.start(story_data(slug=slug, body=body(image), lead_image=image.pk), editor)


def test_all_stories_with_a_picture_withdrawn_at_once(editor, image):
    stories = [written(editor, image, f"titre-{number}") for number in range(PEOPLE)]
    for story in stories:
        publishing.publish(story, editor)
    assert kinds(at_once(*[partial(publishing.unpublish, story, editor) for story in stories])) == ["NoneType"] * PEOPLE
    now = Image.objects.get()
    assert now.shelved
    assert default_storage.exists(now.file.name) and not default_storage.exists(image.file.name)
    assert not Leftover.objects.exists()


@pytest.mark.parametrize("attempt", range(3))
def test_one_goes_out_while_the_other_goes(editor, image, attempt):
    old, new = written(editor, image, "ancien"), written(editor, image, "nouveau")
    publishing.publish(old, editor)
    assert kinds(at_once(partial(publishing.unpublish, old, editor), partial(publishing.publish, new, editor))) == [
        *("NoneType", "NoneType")
    ]
    now = Image.objects.get()
    assert now.is_shown and default_storage.exists(now.file.name)
    assert now.url in Story.objects.get(pk=new.pk).html


@pytest.mark.parametrize("attempt", range(3))
def test_withdrawn_while_stories_with_it_go_out_and_are_saved(editor, image, attempt):
    stories = [written(editor, image, f"titre-{number}") for number in range(3)]
    publishing.publish(stories[0], editor)
    again = story_data(slug="titre-0", body=body(image) + "<p>Encore.</p>", lead_image=image.pk)
    results = at_once(
        partial(pictures.withdraw, image, editor),
        partial(publishing.publish, stories[1], editor),
        partial(revisions.save_draft, stories[2], again | {"slug": "titre-2"}, editor),
        partial(publishing.unpublish, stories[0], editor),
    )
    published = results.pop(1)  # the checklist refuses it once the picture is gone
    assert published is None or isinstance(published, Refused)
    assert kinds(results) == ["NoneType", "NoneType", "Revision"]
    now = Image.objects.get()
    assert now.withdrawn_at and not now.shelved
    assert not default_storage.exists(now.file.name) and not default_storage.exists(image.file.name)
    assert image.url not in Story.objects.get(pk=stories[1].pk).html
