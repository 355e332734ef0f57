"""A picture on its way from an editor's disk to a reader's page."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from PIL import Image as Pillow

from articles.lib.images import BadPicture, files_of
from articles.models import AuditEntry, Image, Story
from articles.tasks import make_renditions
from articles.workflow import leftovers, pictures, publishing, revisions
from articles.workflow.errors import Refused
from tests.factories import story_data

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def photo(width=700, height=400, kind="JPEG"):
    data = BytesIO()
    Pillow.effect_noise((width, height), 40).convert("RGB").save(data, kind)
    return SimpleUploadedFile("photo.jpg", data.getvalue())


def add(editor, upload=None, **fields):
    return pictures.add(
        upload or photo(), editor, **{"alt": "Une rue", "credit": "La rédaction", "licence": "own"} | fields
    )


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


def stored(image):
    return [name for name in files_of(image.file.name, image.width) if default_storage.exists(name)]


@pytest.fixture
def done(django_capture_on_commit_callbacks):
    """done(function, …): called, and everything that was to follow its commit as well."""

    def call(function, *args, **kwargs):
        with django_capture_on_commit_callbacks(execute=True):
            return function(*args, **kwargs)

    return call


def printed_by(editor, image, **changes):
    body = f'<p>Avant.</p><figure data-image="{image.pk}"></figure>'
    story = revisions.start(story_data(lead_image=image.pk, body=body, **changes), editor)
    publishing.publish(story, editor)
    return Story.objects.get(pk=story.pk)


def shown_as(place, image):
    if place == "lead":
        return story_data(lead_image=image.pk)
    return story_data(body=f'<p>Avant.</p><figure data-image="{image.pk}"></figure>')


class TestDecorative:
    def test_nothing_is_read_out_for_it_whatever_the_desk_knows(self, editor, reader):
        image = add(editor, alt="Un filet", decorative=True)
        story = printed_by(editor, image)
        page = reader.get(story.get_absolute_url()).content.decode()
        assert 'alt=""' in story.html and "Un filet" not in page
        assert f'<meta property="og:image:alt" content="{story.headline}">' in page

    def test_the_database_wants_one_or_the_other(self, editor):
        with pytest.raises(IntegrityError), transaction.atomic():
            add(editor, alt="")
        assert add(editor, alt="", decorative=True).printed_alt == ""


class TestWhoMayChange:
    def test_a_reporter_their_own_until_it_is_in_print(self, reporter, other_reporter, editor, moderator):
        image = add(reporter)
        assert [pictures.may_change(who, image) for who in (moderator, other_reporter, reporter, editor)] == [
            *(False, False, True, True)
        ]
        printed_by(editor, image)
        assert [pictures.may_change(who, image) for who in (reporter, editor)] == [False, True]

    @pytest.mark.parametrize("place", ["lead", "text"])
    def test_nor_once_a_story_with_it_is_approved(self, reporter, editor, place):
        """What goes out is what was approved: nobody changes the picture between the one and the other."""
        image = add(reporter)
        story = revisions.start(shown_as(place, image), reporter)
        publishing.submit(story, reporter)
        assert pictures.may_change(reporter, image)
        publishing.approve(story, editor)
        assert [pictures.may_change(who, image) for who in (reporter, editor)] == [False, True]
        publishing.request_changes(story, editor, note="Une autre photo ?")
        assert pictures.may_change(reporter, image)

    @pytest.mark.parametrize("place", ["lead", "text"])
    def test_nor_when_only_what_was_approved_has_it(self, reporter, editor, place):
        """A story that was out before: its new text, with the picture, is a working draft until it goes out."""
        image, other = add(reporter), add(reporter)
        story = revisions.start(story_data(), reporter)
        publishing.publish(story, editor)
        revisions.save_draft(story, shown_as(place, image), reporter)
        assert pictures.may_change(reporter, image)
        Story.objects.filter(pk=story.pk).update(status="approved")
        assert [pictures.may_change(who, image) for who in (reporter, editor)] == [False, True]
        assert pictures.may_change(reporter, other)

    def test_nor_when_it_is_scheduled(self, reporter, editor):
        image = add(reporter)
        story = revisions.start(shown_as("lead", image), reporter)
        publishing.publish_as_of(story, editor, timezone.now() + timedelta(hours=3))
        assert not pictures.may_change(reporter, image)

    def test_what_is_withdrawn_nobody(self, editor, admin):
        image = add(editor)
        pictures.withdraw(image, editor)
        image.refresh_from_db()
        assert not pictures.may_change(editor, image) and not pictures.may_change(admin, image)


class TestReplace:
    def test_the_words_stay_and_every_page_shows_the_new_file(self, editor, reader, done):
        image = done(add, editor, focal_x=20)
        story = printed_by(editor, image)
        before = stored(Image.objects.get())
        done(pictures.replace, image, photo(900, 500), editor)
        now = Image.objects.get()
        assert (now.alt, now.focal_x, now.width, now.height) == ("Une rue", 20, 900, 500)
        assert now.file.name != image.file.name
        assert now.widths == [320, 480, 640]
        assert [name for name in before if default_storage.exists(name)] == []
        page = reader.get(story.get_absolute_url()).content.decode()
        assert image.file.name.split(".")[0] not in page
        assert page.count(now.url) == 3  # head, lead, text
        assert AuditEntry.objects.about(now).first().action == "image.replace"

    def test_the_point_can_go_back_to_the_middle(self, editor):
        image = add(editor, focal_x=20, focal_y=80)
        now = pictures.replace(image, photo(), editor, keep_focus=False)
        assert (now.focal_x, now.focal_y) == (50, 50)

    def test_no_picture_changes_nothing_and_leaves_nothing(self, editor, done):
        image = done(add, editor)
        before = stored(Image.objects.get())
        with pytest.raises(BadPicture):
            done(pictures.replace, image, SimpleUploadedFile("x.jpg", b"<svg/>"), editor)
        assert stored(Image.objects.get()) == before

    def test_a_refusal_leaves_no_file_behind(self, reporter, editor, monkeypatch):
        image = add(reporter)
        monkeypatch.setattr(pictures, "_put_in_place", lambda *args: 1 / 0)
        before = default_storage.listdir("images")[1]
        with pytest.raises(ZeroDivisionError):
            pictures.replace(image, photo(), reporter)
        assert default_storage.listdir("images")[1] == before

    def test_not_by_a_reporter_once_readers_see_it(self, reporter, editor):
        image = add(reporter)
        printed_by(editor, image)
        with pytest.raises(PermissionDenied):
            pictures.replace(image, photo(), reporter)


class TestWithdraw:
    def test_it_is_gone_from_every_page_and_from_the_disk(self, editor, reader, done):
        image = done(add, editor)
        story = printed_by(editor, image)
        before = stored(Image.objects.get())
        assert len(before) == 7
        done(pictures.withdraw, image, editor)
        now = Image.objects.get()
        assert (now.alt, now.is_shown, now.withdrawn_at is None) == ("Une rue", False, False)
        assert [name for name in before if default_storage.exists(name)] == []
        for name in before:
            assert reader.get(f"/media/{name}").status_code == 404
        stem = image.file.name.removeprefix("images/").split(".")[0]
        for page in (story.get_absolute_url(), "/"):
            assert stem not in reader.get(page).content.decode()
        assert AuditEntry.objects.about(now).first().action == "image.withdraw"

    def test_only_by_who_may_publish(self, reporter, done):
        image = done(add, reporter)
        with pytest.raises(PermissionDenied):
            pictures.withdraw(image, reporter)
        assert len(stored(Image.objects.get())) == 7

    def test_once(self, editor):
        image = add(editor)
        pictures.withdraw(image, editor)
        with pytest.raises(Refused):
            pictures.withdraw(image, editor)

    def test_renditions_that_were_on_their_way_go_again(self, editor, monkeypatch, done):
        image = done(add, editor)
        drawn = []

        def slow(data, width, extension):
            if not drawn:
                pictures.withdraw(image, editor)
            drawn.append(width)
            return b"rendition"

        for name in stored(Image.objects.get())[1:]:
            default_storage.delete(name)
        monkeypatch.setattr("articles.tasks.rendition", slow)
        make_renditions.enqueue(image.pk)
        assert drawn and stored(Image.objects.get()) == []

    def test_a_story_form_opened_before_changes_only_words(self, editor):
        image = add(editor)
        pictures.withdraw(image, editor)
        image.alt = "Autrement"
        pictures.change(image, editor)
        assert Image.objects.get().withdrawn_at


class TestDelete:
    def test_its_files_go_with_it(self, admin, done):
        image = done(add, admin)
        names = stored(Image.objects.get())
        done(pictures.delete, image, admin)
        assert [name for name in names if default_storage.exists(name)] == []

    def test_what_a_text_shows_the_database_keeps(self, admin, editor):
        image = add(admin)
        revisions.start(story_data(body=f'<p>x</p><figure data-image="{image.pk}"></figure>'), editor)
        with pytest.raises(ProtectedError):
            pictures.delete(image, admin)

    def test_nor_what_only_a_working_draft_has(self, admin, editor):
        image = add(admin)
        story = revisions.start(story_data(), editor)
        publishing.publish(story, editor)
        revisions.save_draft(story, story_data(lead_image=image.pk), editor)
        with pytest.raises(Refused):
            pictures.delete(image, admin)


class TestLeftovers:
    def test_a_file_that_cannot_be_deleted_is_tried_again(self, editor, monkeypatch, done, caplog):
        image = done(add, editor)
        names = stored(Image.objects.get())

        def stuck(name):
            raise PermissionError(name)

        with monkeypatch.context() as broken:
            broken.setattr(default_storage, "delete", stuck)
            done(pictures.withdraw, image, editor)
        assert [name for name in names if default_storage.exists(name)] == names
        assert names[0] in caplog.text
        assert leftovers.clear() == 0
        assert [name for name in names if default_storage.exists(name)] == []
