"""What is written with a text: its reading time, the language of foreign words, the covers of graphic pictures."""

import pytest
from django.utils.translation import gettext

from articles.forms.image import WordsForm
from articles.models import Story
from articles.workflow import checklist, pictures, publishing, revisions
from articles.workflow.preview import previewed
from articles.workflow.rendering import rendered, rerender, story_html
from tests.factories import ImageFactory, StoryFactory, story_data

pytestmark = pytest.mark.django_db

TWO_MINUTES = f"<p>{'mot ' * 430}</p>"


def figure(image, caption=""):
    words = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'<figure data-image="{image.pk}">{words}</figure>'


class TestReadingTime:
    def test_it_is_written_with_the_text(self, reporter):
        assert revisions.start(story_data(body=TWO_MINUTES), reporter).minutes == 2
        assert Story.objects.get().minutes == 2

    def test_readers_see_it_change_with_what_is_public_and_not_before(self, reporter, editor):
        story = revisions.start(story_data(body=TWO_MINUTES), reporter)
        publishing.publish(story, editor)
        revisions.save_draft(story, story_data(body=TWO_MINUTES * 3), reporter)
        assert Story.objects.get().minutes == 2
        publishing.publish(story, editor)
        assert Story.objects.get().minutes == 6

    def test_a_preview_counts_what_it_shows(self, reporter):
        story = revisions.start(story_data(body=TWO_MINUTES), reporter)
        assert previewed(story, story_data(body="<p>Un mot.</p>")).minutes == 1

    def test_each_language_has_its_pace(self):
        assert rendered(TWO_MINUTES, "uk")["minutes"] == 2
        assert rendered(TWO_MINUTES * 5, "uk")["minutes"] == 11
        assert rendered("", "fr") == {"html": "", "minutes": 0}

    def test_writing_all_anew_mends_it(self):
        story = StoryFactory(body=TWO_MINUTES, html=story_html(TWO_MINUTES, "fr"))
        assert (rerender(), rerender()) == (1, 0)
        story.refresh_from_db()
        assert story.minutes == 2


class TestForeignWords:
    def test_they_carry_their_language(self):
        assert story_html("<p>« Слава Україні »</p>", "fr") == (
            '<p>«\u00a0<span lang="uk">Слава Україні</span>\u00a0»</p>'
        )

    def test_in_a_caption_too_and_in_the_pictures_own(self):
        image = ImageFactory(caption="Вулиця в Києві", credit="Укрінформ")
        html = story_html(figure(image) + figure(image, "Le <em>Крим</em>"), "fr")
        assert html.count('<span class="caption"><span lang="uk">Вулиця в Києві</span></span>') == 1
        assert '<span class="caption">Le <em><span lang="uk">Крим</span></em></span>' in html
        assert html.count('<span lang="uk">Укрінформ</span>') == 2

    def test_what_the_editor_marked_stays(self, reporter):
        body = '<p>Il dit <span lang="en">the war is over</span>.</p>'
        assert revisions.start(story_data(body=body), reporter).html == body


class TestGraphicPictures:
    @pytest.fixture
    def image(self):
        return ImageFactory(graphic=True, alt="Un char brûlé", caption="À Izioum")

    def test_it_is_covered_and_its_words_come_first(self, image):
        html = story_html(figure(image), "fr")
        before, cover = html.split('<details class="cover">')
        summary, behind = cover.split("</summary>")
        assert "<img" not in before + summary and "Un char brûlé" in summary
        assert " open" not in html.partition("<summary>")[0]
        assert ': Un char brûlé"' in behind  # the alternative text warns too
        assert "À Izioum" in html.split("</details>")[1]

    def test_nothing_of_it_is_fetched_unasked(self, image):
        """With scripts a lazy picture in a closed part waits; without, a stand-in is fetched, and a link leads on."""
        html = story_html(figure(image), "fr")
        assert html.count("<img") == 1 and 'loading="lazy"' in html and "fetchpriority" not in html
        first = html.index("<source")
        assert html[first:].startswith(
            '<source media="(scripting: none)" srcset="/static/img/cover.svg 3w" sizes="3px">'
        )
        assert f'<noscript><p><a href="{image.url}">' in html

    def test_calling_it_graphic_covers_it_where_it_is_printed(self, editor):
        image = ImageFactory()
        story = revisions.start(story_data(body=figure(image)), editor)
        assert "cover" not in story.html
        image.graphic = True
        pictures.change(image, editor)
        story.refresh_from_db()
        assert "figure-graphic" in story.html
        image.graphic = False
        pictures.change(image, editor)
        story.refresh_from_db()
        assert "graphic" not in story.html

    def test_as_the_lead_it_is_covered_on_its_page_and_shown_on_no_list(self, image, reader):
        story = StoryFactory(public=True, lead_image=image)
        page = reader.get(story.get_absolute_url()).content.decode()
        assert '<figure class="figure figure-lead figure-graphic">' in page and "css/components/cover.css" in page
        name = image.file.name.removesuffix(".jpg")
        assert name not in page.partition("<main")[0]  # no share card, no preload
        for address in ("/", f"/leger{story.get_absolute_url()}", "/leger/", "/feed/", "/feed/json/"):
            assert name not in reader.get(address).content.decode(), address

    def test_a_page_without_one_needs_no_sheet_for_it(self, reader):
        story = StoryFactory(public=True, lead_image=ImageFactory())
        assert "cover" not in reader.get(story.get_absolute_url()).content.decode()


class TestAtTheDesk:
    WORDS = {"alt": "Un char", "credit": "Anne", "licence": "own", "focal_x": 50, "focal_y": 50}

    def test_a_graphic_picture_is_never_decorative(self):
        both = WordsForm(self.WORDS | {"graphic": "on", "decorative": "on"}, instance=ImageFactory())
        assert not both.is_valid() and list(both.errors) == ["decorative"]
        assert WordsForm(self.WORDS | {"graphic": "on"}, instance=ImageFactory()).is_valid()

    def test_the_checklist_says_what_it_means_for_a_lead_picture(self):
        told = checklist.findings(story_data(lead_image=ImageFactory(graphic=True).pk))
        assert [each.field for each in told if each.code == "lead_graphic"] == ["lead_image"]
        told = checklist.findings(story_data(lead_image=ImageFactory().pk))
        assert [each for each in told if each.code == "lead_graphic"] == []

    @pytest.mark.slow
    def test_it_is_called_so_where_pictures_are_chosen(self, at_work, editor):
        image = ImageFactory(graphic=True, alt="Un char")
        chosen = at_work(editor).get("/admin/articles/image/choose/").json()["pictures"]
        assert [each["label"] for each in chosen] == [f"Un char ({gettext('graphic')})"]
        found = at_work(editor).get("/admin/articles/image/", {"graphic__exact": "1"})
        assert found.context["cl"].result_list == [image]
        assert f"Un char ({gettext('graphic')})" in found.content.decode()
