from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Pixels

from articles.models import Image
from articles.workflow import publishing, revisions
from tests.admin.test_story import count
from tests.factories import ImageFactory, story_data

LIST = "/admin/articles/image/"
ADD = "/admin/articles/image/add/"
CHOOSE = "/admin/articles/image/choose/"
WORDS = {"alt": "Une carte", "caption": "", "credit": "La rédaction", "licence": "own", "focal_x": 50, "focal_y": 40}
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"


def photo(name="photo.jpg", size=(400, 300), kind="JPEG"):
    data = BytesIO()
    Pixels.new("RGB", size, "navy").save(data, kind)
    return SimpleUploadedFile(name, data.getvalue())


def asked(upload, **changes):
    """The fields of the dialog's upload, prefixed as its form sends them."""
    return {f"picture-{name}": value for name, value in (WORDS | {"upload": upload} | changes).items()}


class TestWhoMay:
    @pytest.mark.parametrize("address", [LIST, ADD, CHOOSE])
    def test_nobody_without_an_account(self, reader, address, db):
        assert "/login/" in reader.get(address).url
        assert "/login/" in reader.post(address, WORDS | {"upload": photo()}).url
        assert not Image.objects.exists()

    @pytest.mark.parametrize("address", [LIST, ADD, CHOOSE])
    def test_no_moderator(self, moderator, at_work, address):
        assert at_work(moderator).get(address).status_code == 403

    def test_no_moderator_uploads(self, moderator, at_work):
        assert at_work(moderator).post(CHOOSE, asked(photo())).status_code == 403
        assert at_work(moderator).post(ADD, WORDS | {"upload": photo()}).status_code == 403
        assert not Image.objects.exists()

    def test_only_the_admin_deletes(self, reporter, editor, at_work):
        image = ImageFactory()
        for person in (reporter, editor):
            assert at_work(person).post(f"{LIST}{image.pk}/delete/", {"post": "yes"}).status_code == 403

    def test_a_page_of_another_site_cannot_upload(self, editor):
        from django.test import Client

        client = Client(enforce_csrf_checks=True)
        client.force_login(editor)
        assert client.post(CHOOSE, asked(photo())).status_code == 403
        assert not Image.objects.exists()


class TestUpload:
    def test_a_photograph_comes_in(self, reporter, at_work, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            assert at_work(reporter).post(ADD, WORDS | {"upload": photo()}).status_code == 302
        image = Image.objects.get()
        assert (image.width, image.height, image.uploaded_by, image.focal_y) == (400, 300, reporter, 40)
        assert image.widths

    @pytest.mark.parametrize(
        "upload",
        [
            SimpleUploadedFile("logo.svg", SVG, "image/svg+xml"),
            SimpleUploadedFile("photo.jpg", HTML, "image/jpeg"),
            SimpleUploadedFile("photo.png", SVG, "image/png"),
            SimpleUploadedFile("photo.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 50, "image/jpeg"),
            SimpleUploadedFile("photo.jpg", b"", "image/jpeg"),
        ],
        ids=["svg", "html named jpg", "svg named png", "broken", "empty"],
    )
    def test_what_is_no_picture_is_refused_in_words(self, editor, at_work, upload):
        client = at_work(editor)
        page = client.post(ADD, WORDS | {"upload": upload, "alt": "Mes mots"})
        assert page.status_code == 422
        assert list(page.context["adminform"].form.errors) == ["upload"]
        assert "Mes mots" in page.content.decode()
        upload.seek(0)
        answer = client.post(CHOOSE, asked(upload))
        assert answer.status_code == 422
        assert list(answer.json()["errors"]) == ["upload"]
        assert not Image.objects.exists()

    @pytest.mark.parametrize("field, value", [("focal_x", 101), ("alt", ""), ("licence", "stolen"), ("credit", "a\0")])
    def test_bad_words(self, editor, at_work, field, value):
        answer = at_work(editor).post(CHOOSE, asked(photo(), **{field: value}))
        assert answer.status_code == 422
        assert list(answer.json()["errors"]) == [field]

    def test_no_licence_is_taken_for_granted(self, editor, at_work):
        client = at_work(editor)
        assert client.get(ADD).context["adminform"].form.fields["licence"].choices[0] == ("", "—")
        answer = client.post(CHOOSE, asked(photo(), licence=""))
        assert (answer.status_code, list(answer.json()["errors"])) == (422, ["licence"])
        assert not Image.objects.exists()

    def test_decorative_needs_no_alternative_text(self, editor, at_work):
        answer = at_work(editor).post(CHOOSE, asked(photo(), alt="", decorative="on"))
        assert (answer.status_code, answer.json()["alt"]) == (201, "")
        assert Image.objects.get().decorative


class TestTheDialog:
    def test_it_finds_by_words(self, reporter, at_work):
        ImageFactory(alt="Une carte de Kherson")
        bridge = ImageFactory(alt="Un pont", caption="Sur le Dniepr", credit="Agence")
        client = at_work(reporter)
        assert len(client.get(CHOOSE).json()["pictures"]) == 2
        assert [p["id"] for p in client.get(CHOOSE, {"q": "dniepr PONT"}).json()["pictures"]] == [bridge.pk]
        assert client.get(CHOOSE, {"q": "rien"}).json()["pictures"] == []
        assert [p["alt"] for p in client.get(CHOOSE, {"id": bridge.pk}).json()["pictures"]] == ["Un pont"]

    @pytest.mark.parametrize("query", [{"id": "x"}, {"id": "9" * 40}, {"q": "%"}, {"q": "x " * 5000}])
    def test_odd_questions(self, reporter, at_work, query):
        assert at_work(reporter).get(CHOOSE, query).json() == {"pictures": []}

    def test_a_nul_is_a_bad_request(self, reporter, at_work):
        assert at_work(reporter).get(CHOOSE, {"q": "\0"}).status_code == 400

    def test_it_adds_and_answers(self, reporter, at_work):
        answer = at_work(reporter).post(CHOOSE, asked(photo()))
        image = Image.objects.get()
        assert answer.status_code == 201
        assert (answer.json()["id"], answer.json()["url"]) == (image.pk, image.url)


class TestWords:
    def test_a_changed_picture_changes_the_stories_that_print_it(self, editor, at_work):
        image = ImageFactory()
        body = f'<p>x</p><figure data-image="{image.pk}"></figure>'
        story = revisions.start(story_data(body=body), editor)
        publishing.publish(story, editor)
        at_work(editor).post(f"{LIST}{image.pk}/change/", WORDS | {"alt": "Mieux dit"})
        story.refresh_from_db()
        assert 'alt="Mieux dit"' in story.html

    def test_in_use_it_stays(self, admin, at_work):
        image = ImageFactory()
        revisions.start(story_data(lead_image=image.pk), admin)
        page = at_work(admin).post(f"{LIST}{image.pk}/delete/", {"post": "yes"})
        assert "Un titre" in page.content.decode()
        assert Image.objects.exists()

    def test_the_list_costs_the_same(self, editor, at_work):
        client = at_work(editor)
        ImageFactory()
        few = count(client, LIST)
        ImageFactory.create_batch(29)
        assert count(client, LIST) == few
