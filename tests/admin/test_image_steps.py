"""Replacing a file and withdrawing a picture, by whom and how it is told. Attack first."""

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.datastructures import MultiValueDict

from articles.forms.editor import for_editor
from articles.forms.story import StoryForm
from articles.lib.images import files_of
from articles.models import AuditEntry, Image, Story
from articles.workflow import pictures, publishing, revisions
from tests.admin.desk import form_data
from tests.admin.test_image import CHOOSE, LIST, SVG, WORDS, photo
from tests.factories import ImageFactory, story_data

pytestmark = pytest.mark.django_db


def step(image, name):
    return f"{LIST}{image.pk}/{name}/"


def sent(**changes):
    """The story form as a browser sends it."""
    data = MultiValueDict()
    for name, value in form_data(**changes).items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def stored(image):
    return [name for name in files_of(image.file.name, image.width) if default_storage.exists(name)]


@pytest.fixture
def image(reporter):
    return pictures.add(photo(), reporter, alt="Une rue", credit="La rédaction", licence="own")


@pytest.fixture
def printed(image, editor):
    story = revisions.start(story_data(lead_image=image.pk), editor)
    publishing.publish(story, editor)
    return story


class TestWhoMay:
    def test_no_reporter_once_a_story_with_it_is_approved(self, reporter, editor, at_work, image):
        story = revisions.start(story_data(lead_image=image.pk), reporter)
        publishing.submit(story, reporter)
        publishing.approve(story, editor)
        client, before = at_work(reporter), stored(image)
        words = WORDS | {"alt": "Tout autre chose"}
        assert client.post(f"{LIST}{image.pk}/change/", words).status_code == 403
        assert client.get(step(image, "replace")).status_code == 403
        assert client.post(step(image, "replace"), {"upload": photo()}).status_code == 403
        image.refresh_from_db()
        assert (image.alt, stored(image)) == ("Une rue", before)
        assert AuditEntry.objects.filter(action="account.denied", by=reporter).count() == 2
        assert at_work(editor).post(f"{LIST}{image.pk}/change/", words).status_code == 302

    @pytest.mark.parametrize("name", ["replace", "withdraw"])
    def test_nobody_without_an_account(self, reader, image, name):
        for answer in (reader.get(step(image, name)), reader.post(step(image, name), {"upload": photo()})):
            assert "login" in answer.url
        assert Image.objects.get().file == image.file

    @pytest.mark.parametrize("name", ["replace", "withdraw"])
    def test_no_moderator(self, moderator, at_work, image, name):
        client = at_work(moderator)
        assert client.get(step(image, name)).status_code == 403
        assert client.post(step(image, name), {"upload": photo()}).status_code == 403
        assert Image.objects.get().file == image.file

    def test_no_reporter_withdraws_not_even_their_own(self, reporter, at_work, image, caplog):
        client = at_work(reporter)
        assert client.get(step(image, "withdraw")).status_code == 403
        assert client.post(step(image, "withdraw")).status_code == 403
        assert "Forbidden" in caplog.text
        assert (Image.objects.get().is_shown, image.file.name in stored(image)) == (True, True)
        assert not AuditEntry.objects.filter(action="image.withdraw").exists()

    def test_no_reporter_replaces_what_readers_see_nor_what_is_a_colleagues(
        self, reporter, other_reporter, at_work, image, printed
    ):
        for person in (reporter, other_reporter):
            assert at_work(person).get(step(image, "replace")).status_code == 403
            assert at_work(person).post(step(image, "replace"), {"upload": photo()}).status_code == 403
        assert Image.objects.get().file == image.file

    def test_the_links_are_there_for_who_may(self, reporter, editor, at_work, image, printed):
        links = [step(image, "replace"), step(image, "withdraw")]
        page = f"{LIST}{image.pk}/change/"
        assert [link in at_work(reporter).get(page).content.decode() for link in links] == [False, False]
        assert [link in at_work(editor).get(page).content.decode() for link in links] == [True, True]

    @pytest.mark.parametrize("name", ["replace", "withdraw"])
    def test_no_picture_of_this_number(self, editor, at_work, name):
        assert at_work(editor).get(f"{LIST}999999/{name}/").status_code == 404
        assert at_work(editor).post(f"{LIST}999999/{name}/").status_code == 404

    @pytest.mark.parametrize("name", ["replace", "withdraw"])
    def test_a_page_of_another_site_changes_nothing(self, editor, image, name):
        client = Client(enforce_csrf_checks=True)
        client.force_login(editor)
        assert client.post(step(image, name), {"upload": photo()}).status_code == 403
        assert Image.objects.get().is_shown


class TestReplace:
    def test_a_reporter_their_own_before_it_is_out(self, reporter, at_work, image):
        answer = at_work(reporter).post(step(image, "replace"), {"upload": photo(size=(500, 400)), "keep_focus": "on"})
        assert answer.url == f"{LIST}{image.pk}/change/"
        assert (Image.objects.get().width, Image.objects.get().alt) == (500, "Une rue")

    @pytest.mark.parametrize("upload", [SimpleUploadedFile("x.jpg", SVG), SimpleUploadedFile("x.jpg", b""), None])
    def test_no_picture_is_refused_in_words(self, editor, at_work, image, upload):
        answer = at_work(editor).post(step(image, "replace"), {"upload": upload} if upload else {})
        assert answer.status_code == 422
        assert list(answer.context["form"].errors) == ["upload"]
        assert Image.objects.get().file == image.file


class TestWithdraw:
    def test_looking_changes_nothing_and_says_where_it_is_used(self, editor, at_work, image, printed):
        page = at_work(editor).get(step(image, "withdraw")).content.decode()
        assert "Un titre" in page
        assert Image.objects.get().is_shown

    def test_it_goes_and_is_never_offered_again(
        self, editor, at_work, image, printed, django_capture_on_commit_callbacks
    ):
        client = at_work(editor)
        with django_capture_on_commit_callbacks(execute=True):
            assert client.post(step(image, "withdraw")).url == f"{LIST}{image.pk}/change/"
        assert stored(image) == []
        assert client.get(CHOOSE).json()["pictures"] == []
        [named] = client.get(CHOOSE, {"id": image.pk}).json()["pictures"]
        assert "picture-away" in named["url"] and "picture-away" in named["small"]
        page = client.get(f"{LIST}{image.pk}/change/").content.decode()
        assert image.url not in page
        assert step(image, "replace") not in page and step(image, "withdraw") not in page

    def test_twice_is_told(self, editor, at_work, image):
        client = at_work(editor)
        client.post(step(image, "withdraw"))
        page = client.post(step(image, "withdraw"), follow=True).content.decode()
        assert AuditEntry.objects.filter(action="image.withdraw").count() == 1
        assert 'class="error"' in page

    def test_files_that_stay_are_told(self, editor, at_work, image, monkeypatch, django_capture_on_commit_callbacks):
        def stuck(name):
            raise PermissionError(name)

        monkeypatch.setattr(default_storage, "delete", stuck)
        client = at_work(editor)
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(step(image, "withdraw"), follow=True)
        assert 'class="warning"' in answer.content.decode()

    def test_a_draft_that_has_it_can_still_be_saved_but_no_other_takes_it(self, editor, at_work, image, printed):
        pictures.withdraw(image, editor)
        kept = StoryForm(sent(lead_image=image.pk), instance=Story.objects.get())
        assert "lead_image" not in kept.errors
        new = StoryForm(sent(lead_image=image.pk, slug="autre"))
        assert list(new.errors) == ["lead_image"]

    def test_the_text_in_the_editor_keeps_its_place(self, editor, image):
        body = f'<p>x</p><figure data-image="{image.pk}"><figcaption>Ici</figcaption></figure>'
        pictures.withdraw(image, editor)
        html = for_editor(body)
        assert f'data-image="{image.pk}"' in html and "picture-away" in html and image.url not in html


def test_a_picture_put_away_is_not_replaced(editor, at_work):
    image = ImageFactory(shelved=True, file="shelf/" + "0" * 32 + ".jpg")
    assert at_work(editor).post(step(image, "replace"), {"upload": photo()}).status_code == 422
    assert Image.objects.get().shelved
