"""A discussion as readers find it: permalinks, badges nobody can forge, marks, places left."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Comment
from articles.queries import comments as queries
from articles.workflow import threads
from tests.factories import CommentFactory, StoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return StoryFactory(public=True)


@pytest.fixture
def comment(story):
    return CommentFactory(story=story, status="approved", html="<p>Bien vu.</p>")


def link(comment):
    return f"/comments/link/{comment.pk}/"


def page(reader, story, query=""):
    answer = reader.get(f"{story.get_absolute_url()}{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def article(text, comment):
    """The one comment, as it is printed."""
    return re.search(rf'<article class="[^"]*" id="comment-{comment.pk}">.*?</article>', text, re.S)[0]


class TestPermalink:
    def test_it_leads_to_where_the_comment_stands(self, reader, comment, story, monkeypatch):
        assert reader.get(link(comment)).headers["Location"] == f"{story.get_absolute_url()}#comment-{comment.pk}"
        monkeypatch.setattr(queries, "THREADS", 1)
        second = CommentFactory(story=story, status="approved", html="<p>Le second.</p>")
        answer = reader.get(link(second))
        place = f"{story.get_absolute_url()}?comments=2"
        assert (answer.status_code, answer.headers["Location"]) == (302, f"{place}#comment-{second.pk}")
        assert "Le second." in reader.get(place).content.decode()
        assert answer.headers["Cache-Control"] == "public, max-age=0, s-maxage=1, stale-if-error=86400"

    def test_to_the_language_of_the_story_whatever_its_own(self, reader, comment):
        english = CommentFactory(story=StoryFactory(public=True, language="en"), status="approved")
        for prefix in ("", "/en", "/uk"):
            assert reader.get(f"{prefix}{link(english)}").headers["Location"].startswith("/en/20")
            assert reader.get(f"{prefix}{link(comment)}").headers["Location"].startswith("/20")

    @pytest.mark.parametrize("status", ["pending", "refused", "spam", "withdrawn"])
    def test_what_readers_do_not_see_is_not_found(self, reader, story, status):
        hidden = CommentFactory(story=story, status=status)
        for kind in ("link", "thread"):
            assert reader.get(f"/comments/{kind}/{hidden.pk}/").status_code == 404

    @pytest.mark.parametrize(("state", "code"), [("scheduled", 404), ("expired", 410), ("withdrawn", 410)])
    def test_with_the_story_its_comments_go(self, reader, state, code):
        comment = CommentFactory(story=StoryFactory(**{state: True}), status="approved")
        for kind in ("link", "thread"):
            assert reader.get(f"/comments/{kind}/{comment.pk}/").status_code == code

    @pytest.mark.parametrize("key", ["0", "999999", str(10**30), "x", "-1"])
    def test_what_never_was_is_not_found(self, reader, key):
        for kind in ("link", "thread", "feed"):
            assert reader.get(f"/comments/{kind}/{key}/").status_code == 404


class TestThread:
    def test_all_answers_of_one_thread(self, reader, comment, story):
        answer = CommentFactory(story=story, parent=comment, status="approved", name="Bohdan")
        below = CommentFactory(story=story, parent=answer, status="approved")
        other = CommentFactory(story=story, status="approved")
        found = reader.get(f"/comments/thread/{comment.pk}/")
        text = found.content.decode()
        assert re.findall(r'id="comment-(\d+)"', text) == [str(each.pk) for each in (comment, answer, below)]
        assert "Bohdan" in article(text, below) and f"#comment-{other.pk}" not in text
        assert f'rel="canonical" href="http://testserver/comments/thread/{comment.pk}/"' in text
        assert found.headers["X-Robots-Tag"] == "noindex"

    def test_the_address_of_an_answer_leads_to_it(self, reader, comment, story):
        answer = CommentFactory(story=story, parent=comment, status="approved")
        found = reader.get(f"/comments/thread/{answer.pk}/")
        assert found.headers["Location"] == f"{story.get_absolute_url()}#comment-{answer.pk}"

    def test_in_the_language_of_its_story_only(self, reader, comment):
        assert reader.get(f"/en/comments/thread/{comment.pk}/").status_code == 404

    @pytest.mark.parametrize("number", ["zzz", "0", "-1", str(10**30), "9" * 5000])
    def test_any_page_number_gives_a_page(self, reader, comment, number):
        assert reader.get(f"/comments/thread/{comment.pk}/", {"page": number}).status_code == 200

    def test_the_story_links_a_long_one(self, reader, comment, story):
        CommentFactory.create_batch(queries.ANSWERS, story=story, parent=comment, status="approved")
        assert f"/comments/thread/{comment.pk}/" not in page(reader, story)
        CommentFactory(story=story, parent=comment, status="approved")
        assert f'href="/comments/thread/{comment.pk}/"' in page(reader, story)

    @pytest.mark.parametrize("number", [1, 30])
    def test_as_many_queries_for_many_answers(
        self, reader, comment, story, django_assert_num_queries, number, navigation_is_kept
    ):
        reader.get(f"/comments/thread/{comment.pk}/")  # what is read every few seconds only is read now
        for answer in CommentFactory.create_batch(number, story=story, parent=comment, status="approved"):
            CommentFactory(story=story, parent=answer, status="approved")
        with django_assert_num_queries(5):
            reader.get(f"/comments/thread/{comment.pk}/")


class TestDiscussion:
    @pytest.mark.parametrize("query", ["?comments=zzz", "?comments=0", f"?comments={10**30}", "?order=x", "?comments="])
    def test_any_query_gives_the_page_of_the_story(self, reader, comment, story, query):
        text = page(reader, story, query)
        assert "Bien vu." in text
        assert f'rel="canonical" href="http://testserver{story.get_absolute_url()}"' in text

    def test_its_pages_are_linked_and_cached_like_any_other(self, reader, story, comment, monkeypatch):
        monkeypatch.setattr(queries, "THREADS", 1)
        CommentFactory(story=story, status="approved", html="<p>Le second.</p>")
        assert "?comments=2#comments" in page(reader, story)
        answer = reader.get(f"{story.get_absolute_url()}?comments=2")
        assert "Le second." in answer.content.decode() and "Bien vu." not in answer.content.decode()
        assert answer.headers["Cache-Control"] == "public, max-age=0, s-maxage=1, stale-if-error=86400"
        again = reader.get(f"{story.get_absolute_url()}?comments=2", headers={"If-None-Match": answer.headers["ETag"]})
        assert again.status_code == 304
        assert "Le second." in page(reader, story, "?order=newest")

    def test_answers_stand_inside_what_they_answer(self, reader, story, comment):
        answer = CommentFactory(story=story, parent=comment, status="approved")
        below = CommentFactory(story=story, parent=answer, status="approved")
        text = page(reader, story)
        assert re.findall(r'<ol class="answers">|<article class="comment" id="comment-(\d+)">', text) == [
            *(str(comment.pk), "", str(answer.pk), "", str(below.pk))
        ]

    def test_an_answer_from_another_page_finds_what_it_answers(self, reader, story, comment, monkeypatch):
        monkeypatch.setattr(queries, "THREADS", 1)
        second = CommentFactory(story=story, status="approved", name="Bohdan")
        assert f"?comments=2&amp;reply={second.pk}#comment-form" in page(reader, story, "?comments=2")
        for query in (f"?reply={second.pk}", f"?comments=2&reply={second.pk}"):
            answer = reader.get(f"{story.get_absolute_url()}{query}")
            assert answer.context["reply_to"] == second
        held = CommentFactory(story=story)
        for bad in (held.pk, "zzz", 10**30, "9" * 5000, CommentFactory(status="approved").pk):
            assert reader.get(story.get_absolute_url(), {"reply": bad}).context["reply_to"] is None

    def test_where_comments_are_closed_nobody_is_asked_to_answer(self, reader, comment, story):
        assert "?reply=" in article(page(reader, story), comment)
        type(story).objects.update(comments_open=False)
        assert "?reply=" not in article(page(reader, story), comment)


class TestWhoSpeaks:
    def test_a_badge_comes_from_the_login_alone(self, reader, story):
        staff = CommentFactory(story=story, status="approved", role="staff", name="Anne")
        author = CommentFactory(story=story, status="approved", role="author", name="Bohdan")
        text = page(reader, story)
        assert 'class="badge"' in article(text, staff) and "comment-by-staff" in article(text, staff)
        assert 'class="badge"' in article(text, author) and "comment-by-author" in article(text, author)
        assert text.count('class="badge"') == 2

    @pytest.mark.parametrize("name", ["La rédaction ✓", "La rédaction 🛡️", "✅ La rédaction", "La\u202e rédaction"])
    def test_a_name_cannot_pass_for_one(self, reader, story, name):
        forged = CommentFactory(story=story, status="approved", name=name)
        found = article(page(reader, story), forged)
        assert "<bdi>La rédaction</bdi>" in found
        assert "badge" not in found and "comment-by" not in found

    def test_a_name_of_pictures_alone_is_still_somebody(self, reader, story):
        nobody = CommentFactory(story=story, status="approved", name="✓✓")
        assert re.search(r"<bdi>\w[\w ]+</bdi>", article(page(reader, story), nobody))


class TestMarks:
    def test_what_was_edited_says_when(self, reader, story, comment):
        assert "19 h 05" not in page(reader, story).replace("\xa0", " ")
        at = timezone.make_aware(timezone.datetime(2026, 11, 20, 19, 1))
        Comment.objects.update(created_at=at, edited_at=at.replace(minute=5))
        assert "19 h 05" in article(page(reader, story), comment).replace("\xa0", " ")

    def test_a_pick_is_marked_and_stands_above(self, reader, story, comment):
        assert "pick" not in page(reader, story)
        earlier = comment.created_at - timedelta(hours=1)
        Comment.objects.filter(pk=CommentFactory(story=story, status="approved").pk).update(created_at=earlier)
        Comment.objects.filter(pk=comment.pk).update(
            picked_at=timezone.now(), html="<p>A &lt;b&gt; &amp; C</p><p>D</p>"
        )
        text = page(reader, story)
        assert "pick-mark" in article(text, comment)
        picks = text[text.index('class="picks"') : text.index("</aside>")]
        assert "A &lt;b&gt; &amp; C D</p>" in picks
        assert f'href="/comments/link/{comment.pk}/"' in picks

    @pytest.mark.parametrize("status", ["withdrawn", "refused", "spam", "pending"])
    def test_of_what_went_only_the_place_stays(self, reader, story, status):
        gone = CommentFactory(
            story=story, status="approved", name="SECRET", html="<p>SECRET</p>", website="https://secret.example"
        )
        answer = CommentFactory(story=story, parent=gone, status="approved")
        assert "SECRET" in page(reader, story)
        threads.move(gone, status)
        text = page(reader, story)
        assert "SECRET" not in text and "secret.example" not in text
        place = article(text, gone)
        assert 'class="comment-gone"' in place and "<a " not in place
        assert article(text, answer)
        assert "SECRET" not in reader.get(f"/comments/thread/{gone.pk}/").content.decode()


class TestCount:
    def test_lists_and_the_story_tell_how_many(self, reader, story, comment):
        CommentFactory(story=story, status="approved", parent=comment)
        CommentFactory(story=story)
        assert f'href="{story.get_absolute_url()}#comments">2\u00a0commentaires' in reader.get("/").content.decode()
        assert 'class="said" href="#comments">2\u00a0commentaires' in page(reader, story)

    def test_none_is_not_told(self, reader, story):
        assert "#comments" not in reader.get("/").content.decode()
        assert 'href="#comments"' not in page(reader, story)
