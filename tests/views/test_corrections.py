"""What was corrected, said where it was read, and on a page of its own."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import gettext, pgettext

from articles.models import Correction
from articles.workflow import corrections
from tests.factories import CorrectionFactory, ImageFactory, StoryFactory

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def page_of(story, reader):
    return reader.get(story.get_absolute_url()).content.decode()


class TestWithTheStory:
    @pytest.fixture
    def story(self):
        return StoryFactory(public=True, lead_image=ImageFactory(), html="<p>Le texte.</p>")

    def test_substance_stands_before_the_picture_the_rest_at_the_foot(self, story, reader):
        for kind in ("typo", "substance", "clarification"):
            CorrectionFactory(story=story, kind=kind, text=f"Dit : {kind}.")
        text = page_of(story, reader)
        places = ["</header>", "Dit : substance.", "<figure", "Le texte.", "Dit : clarification.", "Dit : typo."]
        places += ["story-foot", 'id="comments"']
        start = text.index('class="story-head"')
        found = [text.index(place, start) for place in places]
        assert found == sorted(found)

    def test_each_has_its_kind_its_date_and_an_anchor(self, story, reader):
        correction = CorrectionFactory(story=story, kind="clarification", text="Un <b>fait</b>.")
        text = page_of(story, reader)
        shown = re.search(rf'id="correction-{correction.pk}">.*?</div>', text, re.S)[0]
        assert f"<strong>{correction.get_kind_display().capitalize()}</strong>" in shown
        assert f'<time datetime="{timezone.localtime(correction.created_at).isoformat(timespec="seconds")}">' in shown
        assert "Un &lt;b&gt;fait&lt;/b&gt;." in shown

    def test_one_that_was_replaced_stays_behind_its_successor(self, story, reader):
        first = CorrectionFactory(story=story, text="La première.")
        second = CorrectionFactory(story=story, text="La deuxième.", supersedes=first)
        third = CorrectionFactory(story=story, text="La troisième.", supersedes=second)
        text = page_of(story, reader)
        shown = re.search(rf'id="correction-{third.pk}">.*?</details>', text, re.S)[0]
        hidden = shown[shown.index("<details>") :]
        assert "La troisième." in shown and "La troisième." not in hidden
        assert hidden.index("La deuxième.") < hidden.index("La première.")
        assert hidden.count(f"· {pgettext('correction', 'replaced')}</p>") == 2
        assert all(text.count(f'id="correction-{each.pk}"') == 1 for each in (first, second, third))

    def test_what_was_of_substance_stays_on_top_whatever_replaces_it(self, story, reader):
        first = CorrectionFactory(story=story, kind="substance")
        CorrectionFactory(story=story, kind="typo", text="Plus petit.", supersedes=first)
        text = page_of(story, reader)
        assert text.index("Plus petit.") < text.index("<figure")

    def test_a_story_without_any_loads_nothing_for_them(self, story, reader):
        text = page_of(story, reader)
        assert 'class="corrections"' not in text
        assert "correction.css" not in text


class TestTheDates:
    """Published, and updated: only what a reader has to know of moves the second."""

    def updated(self, story, reader):
        return gettext("Updated on %(time)s").split("%")[0] in page_of(story, reader)

    @pytest.mark.parametrize(("kind", "moves"), [("typo", False), ("clarification", False), ("substance", True)])
    def test_only_substance_is_an_update(self, reader, editor, kind, moves):
        out = timezone.now() - 5 * HOUR
        story = StoryFactory(public=True, published_at=out, changed_at=out)
        assert not self.updated(story, reader)
        corrections.add(story, kind, "Un mot.", editor)
        assert self.updated(story, reader) == moves


class TestThePageOfAll:
    def test_the_newest_first_each_with_its_story(self, reader):
        old = CorrectionFactory(created_at=timezone.now() - HOUR)
        new = CorrectionFactory()
        text = reader.get("/corrections/").content.decode()
        links = re.findall(r'<h2><a href="([^"]+)">([^<]+)</a></h2>', text)
        assert links == [
            (f"{each.story.get_absolute_url()}#correction-{each.pk}", each.story.headline) for each in (new, old)
        ]
        assert new.text in text

    def test_one_that_was_replaced_says_so(self, reader):
        first = CorrectionFactory()
        second = CorrectionFactory(story=first.story, supersedes=first)
        text = reader.get("/corrections/").content.decode().partition("<main")[2]
        assert text.count(f'{first.story.get_absolute_url()}#correction-{second.pk}"') == 2
        assert text.count(f'#correction-{first.pk}"') == 1

    def test_each_language_tells_its_own(self, reader):
        french = CorrectionFactory(text="En français.")
        CorrectionFactory(story=StoryFactory(public=True, language="en"), text="In English.")
        assert french.text in reader.get("/corrections/").content.decode()
        english = reader.get("/en/corrections/").content.decode()
        assert "In English." in english and french.text not in english
        assert "<ol" not in reader.get("/uk/corrections/").content.decode().split("<main")[1]

    def test_pages_of_thirty_by_the_moment_they_were_published(self, reader):
        said = CorrectionFactory.create_batch(31, story=StoryFactory(public=True))
        first = reader.get("/corrections/")
        assert len(first.context["page"]) == 30
        older = first.context["pages"]["older"]
        last = reader.get(older)
        assert [each.pk for each in last.context["page"]] == [said[0].pk]
        assert last.context["canonical"] == f"http://testserver{older}"
        assert last.context["pages"]["newer"] == "/corrections/"
        assert reader.get("/corrections/?before=zzz").headers["Location"] == "/corrections/"

    def test_it_is_where_the_other_languages_and_programs_find_it(self, reader):
        text = reader.get("/corrections/").content.decode()
        assert '<link rel="canonical" href="http://testserver/corrections/">' in text
        for address in ("/corrections/", "/en/corrections/", "/uk/corrections/"):
            assert f'href="http://testserver{address}">' in text
        assert 'type="application/atom+xml"' in text
        assert 'href="http://testserver/corrections/feed/">' in text

    @pytest.mark.parametrize(("home", "address"), [("/", "/corrections/"), ("/uk/", "/uk/corrections/")])
    def test_the_foot_of_every_page_leads_there(self, reader, home, address):
        for page in (home, f"{home}rien/"):
            assert f'<a href="{address}">' in reader.get(page).content.decode()

    def test_the_sitemap_names_it(self, reader):
        assert "<loc>http://testserver/en/corrections/</loc>" in reader.get("/sitemap-pages.xml").content.decode()

    @pytest.mark.parametrize("method", ["post", "put", "delete"])
    def test_it_is_for_reading(self, reader, method):
        for address in ("/corrections/", "/corrections/feed/"):
            assert getattr(reader, method)(address).status_code == 405

    def test_nothing_of_it_can_be_deleted_with_its_story(self, at_work, admin):
        correction = CorrectionFactory()
        at_work(admin).post(f"/admin/articles/story/{correction.story_id}/delete/", {"post": "yes"})
        assert Correction.objects.get() == correction
