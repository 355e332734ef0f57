"""The feed of corrections: valid Atom, stable, and the same for everybody."""

from xml.etree import ElementTree

import pytest

from articles.models import Story
from tests.factories import CommentFactory, CorrectionFactory, StoryFactory

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
FEED = "/corrections/feed/"


def entries(answer):
    return ElementTree.fromstring(answer.content).findall(f"{ATOM}entry")


def said(entry, name):
    return entry.find(f"{ATOM}{name}").text


def test_it_tells_each_correction_whole(reader):
    story = StoryFactory(public=True, headline="Le barrage")
    correction = CorrectionFactory(story=story, kind="substance", text="Il fallait lire : « 5 < 6 & 7 ».")
    answer = reader.get(FEED)
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    (entry,) = entries(answer)
    assert said(entry, "title").endswith("Le barrage")
    assert said(entry, "summary") == "<p>Il fallait lire : « 5 &lt; 6 &amp; 7 ».</p>"
    link = entry.find(f"{ATOM}link").get("href")
    assert link == f"http://testserver{story.get_absolute_url()}#correction-{correction.pk}"
    assert said(entry, "published") == said(entry, "updated")


def test_its_id_stays_when_the_story_moves(reader):
    correction = CorrectionFactory()
    (before,) = entries(reader.get(FEED))
    Story.objects.update(slug="ailleurs", headline="Autrement")
    (after,) = entries(reader.get(FEED))
    assert said(before, "id") == said(after, "id")
    assert said(after, "id") == f"tag:testserver,{correction.created_at:%Y-%m-%d}:/corrections/{correction.pk}/"


def test_addresses_are_the_sites_whatever_the_request_says(reader, settings):
    CorrectionFactory()
    settings.ALLOWED_HOSTS = ["*"]
    plain, strange = reader.get(FEED), reader.get(FEED, headers={"Host": "evil.example"})
    assert plain.content == strange.content
    assert b"evil" not in strange.content


def test_no_xml_is_broken_by_what_was_typed(reader):
    story = StoryFactory(public=True, headline="Un \x07titre\ufffe ]]>")
    CorrectionFactory(story=story, text="Des \x0bmots\x1b\uffff <b>.")
    (entry,) = entries(reader.get(FEED))
    assert said(entry, "title").endswith("Un titre ]]>")
    assert said(entry, "summary") == "<p>Des mots &lt;b&gt;.</p>"


def test_each_language_has_its_own(reader):
    CorrectionFactory(story=StoryFactory(public=True, language="uk"), text="Українською.")
    assert entries(reader.get(FEED)) == []
    answer = reader.get(f"/uk{FEED}")
    root = ElementTree.fromstring(answer.content)
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "uk"
    assert root.find(f"{ATOM}link[@rel='self']").get("href") == f"http://testserver/uk{FEED}"
    assert root.find(f"{ATOM}link[@rel='alternate']").get("href") == "http://testserver/uk/corrections/"
    assert len(entries(answer)) == 1


@pytest.mark.parametrize("number", [0, 1])
def test_unchanged_it_is_not_sent_again(reader, number):
    CorrectionFactory.create_batch(number)
    first = reader.get(FEED)
    assert first.headers["Cache-Control"] == "public, max-age=0, s-maxage=1, stale-if-error=86400"
    assert "Last-Modified" not in first.headers
    again = reader.get(FEED, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_what_is_taken_away_is_news_too(reader):
    correction = CorrectionFactory()
    CorrectionFactory()
    etag = reader.get(FEED).headers["ETag"]
    Story.objects.filter(pk=correction.story_id).update(status="withdrawn")
    again = reader.get(FEED, headers={"If-None-Match": etag, "If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"})
    assert again.status_code == 200
    assert len(entries(again)) == 1


def test_it_ends_somewhere(reader):
    CorrectionFactory.create_batch(51, story=StoryFactory(public=True))
    assert len(entries(reader.get(FEED))) == 50


class TestComments:
    """The feeds of comments: of the site and of one story."""

    SITE = "/comments/feed/"

    def address(self, story):
        return f"/comments/feed/{story.pk}/"

    def test_its_id_stays_when_the_story_moves(self, reader):
        story = StoryFactory(public=True)
        before = {
            said(ElementTree.fromstring(reader.get(each).content), "id") for each in (self.SITE, self.address(story))
        }
        assert before == {f"http://testserver{self.SITE}", f"http://testserver{self.address(story)}"}
        Story.objects.update(slug="ailleurs")
        assert said(ElementTree.fromstring(reader.get(self.address(story)).content), "id") in before

    def test_a_reader_finds_it_under_the_comments(self, reader):
        story = StoryFactory(public=True)
        CommentFactory(story=story, status="approved")
        assert f'<a class="comment-feed" href="{self.address(story)}">' in reader.get(story.get_absolute_url()).text

    def test_each_comment_whole_and_no_address_of_a_reader(self, reader):
        story = StoryFactory(public=True, headline="Le barrage")
        html = "<p>Vu &amp; lu.</p>"
        comment = CommentFactory(story=story, status="approved", name="Anne ✓", html=html, email="anne@example.org")
        for address in (self.SITE, self.address(story)):
            answer = reader.get(address)
            assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
            (entry,) = entries(answer)
            assert said(entry, "summary") == html
            assert entry.find(f"{ATOM}author/{ATOM}name").text == "Anne"
            assert "Anne" in said(entry, "title") and "Le barrage" in said(entry, "title")
            assert entry.find(f"{ATOM}link").get("href") == f"http://testserver/comments/link/{comment.pk}/"
            assert said(entry, "id") == f"tag:testserver,{comment.created_at:%Y-%m-%d}:/comments/{comment.pk}/"
            assert b"@" not in answer.content

    def test_the_newest_first_and_an_end(self, reader):
        story = StoryFactory(public=True)
        comments = CommentFactory.create_batch(51, story=story, status="approved")
        for address in (self.SITE, self.address(story)):
            found = entries(reader.get(address))
            assert len(found) == 50
            assert f"/{comments[-1].pk}/" in said(found[0], "id")

    def test_only_what_readers_see(self, reader):
        story = StoryFactory(public=True)
        for status in ("pending", "refused", "spam", "withdrawn"):
            CommentFactory(story=story, status=status)
        for address in (self.SITE, self.address(story)):
            assert entries(reader.get(address)) == []

    @pytest.mark.parametrize(
        ("state", "code"), [("draft", 404), ("scheduled", 404), ("expired", 410), ("withdrawn", 410)]
    )
    def test_with_the_story_its_feed_goes(self, reader, state, code):
        story = StoryFactory(**({} if state == "draft" else {state: True}))
        CommentFactory(story=story, status="approved", html="<p>SECRET</p>")
        assert b"SECRET" not in reader.get(self.SITE).content
        answer = reader.get(self.address(story))
        assert (answer.status_code, b"SECRET" in answer.content) == (code, False)

    def test_in_the_language_of_the_story(self, reader):
        comment = CommentFactory(story=StoryFactory(public=True, language="uk"), status="approved")
        assert entries(reader.get(self.SITE)) == []
        assert reader.get(self.address(comment.story)).status_code == 404
        for address in (f"/uk{self.SITE}", f"/uk{self.address(comment.story)}"):
            (entry,) = entries(reader.get(address))
            assert entry.find(f"{ATOM}link").get("href") == f"http://testserver/uk/comments/link/{comment.pk}/"

    def test_no_xml_is_broken_by_a_name(self, reader):
        CommentFactory(story=StoryFactory(public=True, headline="A\x07 ]]>"), status="approved", name="B\x1b\ufffe<b>")
        (entry,) = entries(reader.get(self.SITE))
        assert entry.find(f"{ATOM}author/{ATOM}name").text == "B<b>"

    def test_the_page_of_the_story_names_both(self, reader):
        story = StoryFactory(public=True)
        text = reader.get(story.get_absolute_url()).content.decode()
        for address in (self.SITE, self.address(story)):
            assert f'href="{address}"' in text.partition("</head>")[0]
