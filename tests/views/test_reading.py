"""What helps to read a story: how long it takes, why it was dated anew, how old it is, how to pass it on."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import CorrectionFactory, StoryFactory

pytestmark = pytest.mark.django_db


def read(reader, story):
    return reader.get(story.get_absolute_url()).content.decode()


def dateline(text):
    return text.partition('<div class="dateline">')[2].partition("</div>")[0]


def test_the_reading_time_is_told_when_it_is_known(reader):
    told = dateline(read(reader, StoryFactory(public=True, language="en", minutes=4)))
    assert "<p>Reading time: 4 min</p>" in told
    assert "Reading time" not in read(reader, StoryFactory(public=True, language="en"))


class TestUpdated:
    def story(self, **columns):
        return StoryFactory(public=True, language="en", changed_at=timezone.now(), **columns)

    def test_new_facts_in_the_newsrooms_words(self, reader):
        told = dateline(read(reader, self.story(update_note="The figures of <Київ> & the UN")))
        words = 'The figures of &lt;<span lang="uk">Київ</span>&gt; &amp; the UN'
        assert f'<span class="update">{words}</span>' in told

    def test_new_facts_nobody_named(self, reader):
        assert '<span class="update">New facts were added</span>' in dateline(read(reader, self.story()))

    def test_a_correction_is_linked(self, reader):
        story = self.story()
        correction = CorrectionFactory(story=story, kind="substance", created_at=story.changed_at)
        text = read(reader, story)
        assert f'<a href="#correction-{correction.pk}">A mistake was corrected</a>' in dateline(text)
        assert f'id="correction-{correction.pk}"' in text

    def test_a_story_as_it_went_out_has_one_date(self, reader):
        told = dateline(read(reader, StoryFactory(public=True, language="en")))
        assert told.count("<time") == 1 and "update" not in told


class TestOld:
    def text(self, reader, days, **columns):
        out = timezone.now() - timedelta(days=days)
        return read(reader, StoryFactory(public=True, language="en", published_at=out, **columns))

    @pytest.mark.parametrize(
        ("days", "told"),
        [
            (28, None),
            (32, "This story is more than a month old."),
            (100, "This story is more than 3 months old."),
            (370, "This story is more than a year old."),
            (1200, "This story is more than 3 years old."),
        ],
    )
    def test_it_says_so_after_thirty_days(self, reader, days, told):
        assert re.findall('<p class="age">(.*?)</p>', self.text(reader, days)) == ([told] if told else [])

    def test_new_facts_take_it_away(self, reader):
        assert 'class="age"' not in self.text(reader, 400, changed_at=timezone.now())


class TestShare:
    def test_nobody_else_is_told(self, reader):
        """A mail of the reader's own and what the browser itself can do: no address of a network, nothing loaded."""
        share = read(reader, StoryFactory(public=True)).partition('<div class="share">')[2].partition("</div>")[0]
        assert re.findall(r'(?:href|src|action)="([a-z]+):', share) == ["mailto"]
        assert share.count("<button") == share.count('<button type="button" hidden') == 2

    def test_the_link_is_the_address_of_the_page_whatever_was_asked_for(self, reader):
        story = StoryFactory(public=True, headline='Un "titre" & <b>')
        text = reader.get(f"{story.get_absolute_url()}?utm_source=x").content.decode()
        address = f"http://testserver{story.get_absolute_url()}"
        assert f'data-share-link="{address}" data-title="Un &quot;titre&quot; &amp; &lt;b&gt;"' in text
        assert f'data-copy-link="{address}"' in text
        assert f"body={address.replace(':', '%3A').replace('/', '%2F')}" in text


def test_foreign_words_of_headline_and_standfirst_carry_their_language(reader):
    story = StoryFactory(public=True, headline="« Слава » <b>", standfirst="Le Крым, dit-on.")
    text = read(reader, story)
    assert '<h1>« <span lang="uk">Слава</span> » &lt;b&gt;</h1>' in text
    assert '<p class="standfirst">Le <span lang="ru">Крым</span>, dit-on.</p>' in text
    assert '« <span lang="uk">Слава</span> » &lt;b&gt;</a>' in reader.get("/").content.decode()


def test_a_preview_names_no_page_of_the_text_only_edition(at_work, editor):
    """There is none yet: it would lead nowhere, and tell the address."""
    story = StoryFactory(owner=editor)
    text = at_work(editor).get(f"/admin/articles/story/{story.pk}/preview/").content.decode()
    assert story.headline in text and "/leger/" not in text
