"""A picture on its way from an editor's disk to a reader's page."""

from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Pillow

from articles.lib.images import BadPicture
from articles.models import Image, Story
from articles.tasks import make_renditions
from articles.workflow import pictures, revisions
from tests.factories import story_data

pytestmark = pytest.mark.django_db


def photo(width=700, height=400, kind="JPEG"):
    data = BytesIO()
    Pillow.effect_noise((width, height), 40).convert("RGB").save(data, kind)
    return SimpleUploadedFile("photo.jpg", data.getvalue())


def add(editor, upload=None, **fields):
    return pictures.add(upload or photo(), editor, **{"alt": "Une rue", "credit": "La rédaction"} | fields)


def test_its_renditions_are_made_once_it_is_stored(editor, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        image = add(editor)
    image.refresh_from_db()
    assert image.widths == [320, 480, 640]
    for kind, srcset in image.sources:
        extension = kind.removeprefix("image/")
        for entry in srcset.split(", "):
            url, width = entry.split(" ")
            with default_storage.open(url.removeprefix("/media/")) as file, Pillow.open(file) as rendition:
                assert (rendition.format.lower(), f"{rendition.width}w") == (extension, width)


def test_until_then_the_cleaned_original_shows(editor):
    image = add(editor)
    assert image.sources == []
    assert default_storage.exists(image.file.name)


def test_the_name_tells_nothing(editor):
    assert "photo" not in add(editor).file.name


def test_a_file_that_is_no_picture_leaves_nothing_behind(editor):
    with pytest.raises(BadPicture):
        add(editor, SimpleUploadedFile("photo.jpg", b"<script>alert(1)</script>"))
    assert not Image.objects.exists()


def test_its_words_are_typeset(editor):
    assert add(editor, caption="Pourquoi ?").caption == "Pourquoi\u202f?"


def test_a_story_shows_it_in_its_text_with_the_storys_own_caption(editor):
    image = add(editor, caption="La légende de l’image")
    caption = "<figcaption>Ici <strong>même</strong>&nbsp;!</figcaption>"
    body = f'<p>Avant.</p><figure data-image="{image.pk}">{caption}</figure>'
    story = revisions.start(story_data(body=body), editor)
    assert "<img" not in story.body
    assert image.url in story.html
    assert 'alt="Une rue"' in story.html
    assert "<strong>même</strong>" in story.html
    assert "La légende de l’image" not in story.html


def test_a_picture_nobody_has_leaves_no_trace(editor):
    story = revisions.start(story_data(body='<p>Avant.</p><figure data-image="999"></figure>'), editor)
    assert story.html == "<p>Avant.</p>"


def test_when_its_words_change_the_stories_that_print_it_change(editor):
    image = add(editor)
    body = f'<p>Avant.</p><figure data-image="{image.pk}"></figure>'
    story = revisions.start(story_data(body=body), editor)
    image.alt = "Une place"
    pictures.change(image, editor)
    assert 'alt="Une place"' in Story.objects.get(pk=story.pk).html


def test_a_picture_deleted_before_its_turn_is_no_error():
    assert make_renditions.enqueue(10**9).status.name == "SUCCESSFUL"
