"""Where a picture is used, at the desk: in the list, on its page, and before it is deleted."""

import pytest

from articles.models import Image
from articles.workflow import publishing, revisions
from tests.admin.test_image import LIST
from tests.admin.test_story import count
from tests.factories import ImageFactory, StoryFactory, story_data

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def page_of(image):
    return f"{LIST}{image.pk}/change/"


def text_with(image):
    return f'<p>Texte.</p><figure data-image="{image.pk}"></figure>'


class TestTheList:
    def test_it_counts_the_stories(self, editor, at_work):
        image = ImageFactory()
        StoryFactory.create_batch(3, lead_image=image)
        revisions.start(story_data(body=text_with(image)), editor)
        page = at_work(editor).get(LIST).content.decode()
        assert '<td class="field-uses">4</td>' in page

    @pytest.mark.slow
    def test_a_hundred_cost_as_much_as_ten(self, editor, at_work, settings):
        client = at_work(editor)
        for image in ImageFactory.create_batch(10):
            StoryFactory(lead_image=image)
        few = count(client, LIST + "?all=")
        for image in ImageFactory.create_batch(90):
            StoryFactory(lead_image=image)
        assert count(client, LIST + "?all=") == few

    @pytest.mark.parametrize("state, expected", [("shown", ["A"]), ("shelved", ["B"]), ("withdrawn", ["C"])])
    def test_it_is_narrowed_down_by_state(self, editor, at_work, state, expected):
        ImageFactory(alt="A")
        ImageFactory(alt="B", shelved=True)
        ImageFactory(alt="C", withdrawn_at="2026-01-01T00:00:00Z")
        listed = at_work(editor).get(LIST, {"state": state}).context["cl"].result_list
        assert [image.alt for image in listed] == expected


class TestThePage:
    def test_it_names_the_stories_with_their_state_and_a_link(self, editor, at_work):
        image = ImageFactory()
        story = revisions.start(story_data(headline="Le titre", lead_image=image.pk), editor)
        page = at_work(editor).get(page_of(image)).content.decode()
        assert f'<a href="/admin/articles/story/{story.pk}/change/">Le titre</a>' in page
        assert "brouillon" in page

    def test_a_reporter_reads_no_headline_of_a_colleagues_draft(self, reporter, editor, at_work):
        image = ImageFactory(uploaded_by=reporter)
        revisions.start(story_data(headline="SECRET", lead_image=image.pk), editor)
        public = StoryFactory(public=True, headline="Publique", lead_image=image)
        page = at_work(reporter).get(page_of(image)).content.decode()
        assert "SECRET" not in page
        assert f'<a href="{public.get_absolute_url()}">Publique</a>' in page

    @pytest.mark.slow
    def test_thirty_uses_cost_what_one_costs(self, editor, at_work):
        client, image = at_work(editor), ImageFactory()
        StoryFactory(lead_image=image, status="in_review", reviewer=editor)
        few = count(client, page_of(image))
        for _ in range(29):
            StoryFactory(lead_image=image, status="in_review", reviewer=editor)
        assert count(client, page_of(image)) <= few
        assert "<script>" not in client.get(page_of(image)).content.decode()

    def test_a_headline_is_only_words(self, editor, at_work):
        image = ImageFactory(alt="<script>alert(1)</script>")
        StoryFactory(lead_image=image, headline="<script>alert(2)</script>")
        for address in (page_of(image), LIST, f"{LIST}{image.pk}/withdraw/", f"{LIST}{image.pk}/replace/"):
            page = at_work(editor).get(address).content.decode()
            assert "<script>alert" not in page


class TestDeleting:
    @pytest.mark.parametrize("where", ["lead", "text", "draft"])
    def test_what_is_used_stays_and_the_stories_are_named(self, admin, at_work, where):
        image = ImageFactory()
        changes = {"lead_image": image.pk} if where == "lead" else {"body": text_with(image)}
        if where == "draft":
            story = revisions.start(story_data(headline="Celui-ci"), admin)
            publishing.publish(story, admin)
            revisions.save_draft(story, story_data(headline="Celui-ci", **changes), admin)
        else:
            revisions.start(story_data(headline="Celui-ci", **changes), admin)
        client = at_work(admin)
        assert "Celui-ci" in client.get(f"{LIST}{image.pk}/delete/").content.decode()
        answer = client.post(f"{LIST}{image.pk}/delete/", {"post": "yes"})
        assert "Celui-ci" in answer.content.decode()
        assert Image.objects.exists()

    def test_what_nobody_uses_goes(self, admin, at_work):
        image = ImageFactory()
        assert at_work(admin).post(f"{LIST}{image.pk}/delete/", {"post": "yes"}).status_code == 302
        assert not Image.objects.exists()

    def test_in_use_since_the_question_was_asked(self, admin, at_work, monkeypatch):
        image = ImageFactory()
        monkeypatch.setattr("articles.admin.image_uses.ImageUses.get_deleted_objects", lambda *_: ([], {}, set(), []))
        story = revisions.start(story_data(), admin)
        publishing.publish(story, admin)
        revisions.save_draft(story, story_data(lead_image=image.pk), admin)
        assert at_work(admin).post(f"{LIST}{image.pk}/delete/", {"post": "yes"}).status_code == 400
        assert Image.objects.exists()
        revisions.start(story_data(slug="b", body=text_with(image)), admin)
        assert at_work(admin).post(f"{LIST}{image.pk}/delete/", {"post": "yes"}).status_code == 400
        assert Image.objects.exists()
