"""The feeds of comments: of the site and of one story."""

from xml.etree import ElementTree

import pytest

from articles.models import Story
from tests.factories import CommentFactory, StoryFactory
from tests.feeds.reading import ATOM, entries, said

pytestmark = pytest.mark.django_db

SITE = "/comments/feed/"


def address_of(story):
    return f"/comments/feed/{story.pk}/"


def test_its_id_stays_when_the_story_moves(reader):
    story = StoryFactory(public=True)
    before = {said(ElementTree.fromstring(reader.get(each).content), "id") for each in (SITE, address_of(story))}
    assert before == {f"http://testserver{SITE}", f"http://testserver{address_of(story)}"}
    Story.objects.update(slug="ailleurs")
    assert said(ElementTree.fromstring(reader.get(address_of(story)).content), "id") in before


def test_a_reader_finds_it_under_the_comments(reader):
    story = StoryFactory(public=True)
    CommentFactory(story=story, status="approved")
    assert f'<a class="comment-feed" href="{address_of(story)}">' in reader.get(story.get_absolute_url()).text


def test_each_comment_whole_and_no_address_of_a_reader(reader):
    story = StoryFactory(public=True, headline="Le barrage")
    html = "<p>Vu &amp; lu.</p>"
    comment = CommentFactory(story=story, status="approved", name="Anne ✓", html=html, email="anne@example.org")
    for address in (SITE, address_of(story)):
        answer = reader.get(address)
        assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
        (entry,) = entries(answer)
        assert said(entry, "summary") == html
        assert entry.find(f"{ATOM}author/{ATOM}name").text == "Anne"
        assert "Anne" in said(entry, "title") and "Le barrage" in said(entry, "title")
        assert entry.find(f"{ATOM}link").get("href") == f"http://testserver/comments/link/{comment.pk}/"
        assert said(entry, "id") == f"tag:testserver,{comment.created_at:%Y-%m-%d}:/comments/{comment.pk}/"
        assert b"@" not in answer.content


def test_the_newest_first_and_an_end(reader):
    story = StoryFactory(public=True)
    comments = CommentFactory.create_batch(51, story=story, status="approved")
    for address in (SITE, address_of(story)):
        found = entries(reader.get(address))
        assert len(found) == 50
        assert f"/{comments[-1].pk}/" in said(found[0], "id")


def test_only_what_readers_see(reader):
    story = StoryFactory(public=True)
    for status in ("pending", "refused", "spam", "withdrawn"):
        CommentFactory(story=story, status=status)
    for address in (SITE, address_of(story)):
        assert entries(reader.get(address)) == []


@pytest.mark.parametrize(("state", "code"), [("draft", 404), ("scheduled", 404), ("expired", 410), ("withdrawn", 410)])
def test_with_the_story_its_feed_goes(reader, state, code):
    story = StoryFactory(**({} if state == "draft" else {state: True}))
    CommentFactory(story=story, status="approved", html="<p>SECRET</p>")
    assert b"SECRET" not in reader.get(SITE).content
    answer = reader.get(address_of(story))
    assert (answer.status_code, b"SECRET" in answer.content) == (code, False)


def test_in_the_language_of_the_story(reader):
    comment = CommentFactory(story=StoryFactory(public=True, language="uk"), status="approved")
    assert entries(reader.get(SITE)) == []
    assert reader.get(address_of(comment.story)).status_code == 404
    for address in (f"/uk{SITE}", f"/uk{address_of(comment.story)}"):
        (entry,) = entries(reader.get(address))
        assert entry.find(f"{ATOM}link").get("href") == f"http://testserver/uk/comments/link/{comment.pk}/"


def test_no_xml_is_broken_by_a_name(reader):
    CommentFactory(story=StoryFactory(public=True, headline="A\x07 ]]>"), status="approved", name="B\x1b\ufffe<b>")
    (entry,) = entries(reader.get(SITE))
    assert entry.find(f"{ATOM}author/{ATOM}name").text == "B<b>"


def test_the_page_of_the_story_names_both(reader):
    story = StoryFactory(public=True)
    text = reader.get(story.get_absolute_url()).content.decode()
    for address in (SITE, address_of(story)):
        assert f'href="{address}"' in text.partition("</head>")[0]
