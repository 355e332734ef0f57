"""What feeds make of the text of a story: it stands alone, and shows nobody what they did not ask to see."""

import pytest
from django.utils import timezone

from articles.workflow.rendering import story_html
from tests.factories import AuthorFactory, CorrectionFactory, ImageFactory, SectionFactory, StoryFactory
from tests.feeds.reading import ENDINGS, told

pytestmark = pytest.mark.django_db


class TestText:
    def html(self, reader, ending=""):
        (item,) = told(reader.get(f"/feed/{ending}"))
        return item["html"]

    def test_no_address_needs_the_page_around_it(self, reader):
        html = '<p><a href="/regions/kherson/?a=1&amp;b=2" rel="noopener">un</a> <a href="#note">deux</a></p>'
        story = StoryFactory(public=True, standfirst="", html=html)
        page = f"http://testserver{story.get_absolute_url()}"
        for ending in ENDINGS:
            assert self.html(reader, ending) == (
                '<p><a href="http://testserver/regions/kherson/?a=1&amp;b=2" rel="noopener">un</a>'
                f' <a href="{page}#note">deux</a></p>'
            )

    def test_pictures_come_with_their_words_and_their_licence(self, reader):
        lead = ImageFactory(alt="Un champ", credit="Olha", licence="cc-by")
        inside = ImageFactory(alt="Un silo", caption="Le silo")
        html = story_html(f'<p>a</p><figure data-image="{inside.pk}"></figure>', "fr")
        StoryFactory(public=True, lead_image=lead, html=html)
        for ending in ENDINGS:
            text = self.html(reader, ending)
            for image in (lead, inside):
                assert f'src="http://testserver{image.url}"' in text
                assert f'alt="{image.alt}"' in text
            assert f"http://testserver{lead.url.replace('.jpg', '-640.webp')} 640w" in text
            assert "Olha (CC BY)" in text and "Le silo" in text
            assert "<picture" not in text and "class=" not in text and "loading=" not in text
        assert reader.get("/feed/json/").json()["items"][0]["image"] == f"http://testserver{lead.url}"
        address = f"http://testserver{lead.url}"
        for ending in ("", "rss/"):
            text = reader.get(f"/feed/{ending}").text
            assert f'url="{address}" width="1600"><media:credit>Olha</media:credit>' in text
            assert "<media:license>CC BY</media:license>" in text

    def test_a_graphic_picture_is_left_out_with_a_word(self, reader):
        graphic = ImageFactory(graphic=True, alt="Une victime", caption="La victime")
        html = story_html(f'<p>a</p><figure data-image="{graphic.pk}"></figure><p>b</p>', "fr")
        story = StoryFactory(public=True, lead_image=graphic, html=html)
        word = f'<p><a href="http://testserver{story.get_absolute_url()}">'
        for ending in ENDINGS:
            answer = reader.get(f"/feed/{ending}")
            assert graphic.file.name.removesuffix(".jpg") not in answer.text
            text = self.html(reader, ending)
            assert text.count(word) == 2
            assert "<p>a</p>" in text and "<p>b</p>" in text
            assert "<details" not in text and "<img" not in text and "noscript" not in text

    @pytest.mark.parametrize("state", [{"shelved": True}, {"withdrawn_at": timezone.now()}])
    def test_a_picture_that_was_taken_away_is_not_told(self, reader, state):
        away = ImageFactory(**state)
        StoryFactory(public=True, lead_image=away)
        for ending in ENDINGS:
            assert away.file.name not in reader.get(f"/feed/{ending}").text

    def test_what_was_corrected_is_said_and_what_was_replaced_is_not(self, reader):
        story = StoryFactory(public=True)
        first = CorrectionFactory(story=story, kind="substance", text="Douze, non « 5 < 6 ».")
        CorrectionFactory(story=story, kind="substance", text="Treize.", supersedes=first)
        CorrectionFactory(story=story, kind="typo", text="Une coquille <b>.")
        for ending in ENDINGS:
            text = self.html(reader, ending)
            assert "Douze" not in text
            assert text.index("Treize.") < text.index("Le texte.") < text.index("Une coquille &lt;b&gt;.")

    def test_no_feed_is_broken_by_what_was_typed(self, reader):
        evil = "Un \x07titre\ufffe ]]> <b>\u202e\x1b"
        picture = ImageFactory(alt=evil, caption=evil, credit=evil)
        story = StoryFactory(
            public=True,
            headline=evil,
            standfirst=evil,
            html=story_html("<p>\x0btexte\uffff</p>", "fr"),
            authors=[AuthorFactory(name=evil)],
            section=SectionFactory(name_fr=evil),
            lead_image=picture,
        )
        CorrectionFactory(story=story, text=evil)
        for ending in ENDINGS:
            (item,) = told(reader.get(f"/feed/{ending}"))
            assert (item["title"], item["authors"], item["tags"]) == (
                "Un titre ]]> <b>",
                ["Un titre ]]> <b>"],
                ["Un titre ]]> <b>"],
            )
