"""A draft shown to somebody outside: to whoever holds the link, as long as it works, and to nobody else."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from articles.models import PreviewLink, PreviewVisit, Story
from articles.queries import rulebook
from articles.workflow import preview, publishing, revisions
from tests.factories import CommentFactory, ImageFactory, RegionFactory, StoryFactory, story_data

pytestmark = pytest.mark.django_db

SECRET = "Un titre que personne ne connaît"


@pytest.fixture
def story(reporter):
    image, region = ImageFactory(), RegionFactory(name_fr="Sébastopol", name_uk="Севастополь")
    data = story_data(headline=SECRET, standfirst="Chapô tenu.", lead_image=image.pk, body="<p>Texte tenu.</p>")
    return revisions.start(data | {"regions": [region.pk], "primary_region": region.pk}, reporter)


@pytest.fixture
def link(story, reporter):
    return preview.share(story, reporter, "Me Dupont", 24)


def address(token):
    return reverse("preview", args=[token])


class TestWithoutAValidLink:
    @pytest.mark.parametrize("token", ["x", "é", "a" * 43, "%00", "..", "'--", "x" * 3000])
    def test_nothing_is_found(self, reader, link, token):
        answer = reader.get(f"/preview/{token}/")
        assert answer.status_code in (400, 404)
        assert SECRET not in answer.content.decode()

    def test_neither_the_key_nor_the_hash_of_a_link_opens_it(self, reader, link):
        known, _token = link
        for token in (known.pk, known.token_hash, known.story_id):
            assert reader.get(address(token)).status_code == 404

    def test_a_link_that_is_not_quite_right(self, reader, link):
        _known, token = link
        for wrong in (token[:-1], f"{token}a", token.swapcase(), f"{token}/"):
            assert reader.get(f"/preview/{wrong}/").status_code == 404

    def test_there_is_one_address_and_it_has_no_language(self, reader, link):
        _known, token = link
        assert address(token) == f"/preview/{token}/"
        assert reader.get(f"/en/preview/{token}/").status_code == 404

    @pytest.mark.parametrize("end", ["expired", "revoked", "withdrawn"])
    def test_a_link_that_is_over_says_so_and_shows_nothing(self, reader, story, link, editor, end):
        known, token = link
        if end == "expired":
            PreviewLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
        elif end == "revoked":
            preview.revoke(known, editor)
        else:
            publishing.publish_as_of(story, editor, at=timezone.now() - timedelta(days=1))
            publishing.unpublish(story, editor)
        answer = reader.get(address(token))
        text = answer.content.decode()
        assert answer.status_code == 410
        assert SECRET not in text and "Chapô tenu." not in text and "Texte tenu." not in text
        assert "no-store" in answer.headers["Cache-Control"]
        assert reader.head(address(token)).status_code == 410
        assert not PreviewVisit.objects.exists()

    def test_a_story_that_was_deleted(self, reader, story, link):
        Story.objects.filter(pk=story.pk).delete()
        assert reader.get(address(link[1])).status_code == 404

    @pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
    def test_it_is_for_reading(self, reader, link, method):
        assert getattr(reader, method)(address(link[1])).status_code == 405


class TestWithALink:
    def test_it_is_the_page_of_the_draft(self, reader, story, link, reporter):
        revisions.save_draft(story, story_data(headline="Repris", body="<p>Autres mots.</p>"), reporter)
        text = reader.get(address(link[1])).content.decode()
        assert "<h1>Repris</h1>" in text
        assert "<p>Autres mots.</p>" in text
        assert text.count("<h1") == 1

    def test_the_words_that_are_not_out_of_a_story_that_is(self, reader, editor):
        story = StoryFactory(public=True, headline="En ligne")
        revisions.save_draft(story, story_data(headline="Pas encore", slug=story.slug), editor)
        _link, token = preview.share(story, editor, "Anne", 1)
        assert "<h1>Pas encore</h1>" in reader.get(address(token)).content.decode()
        assert "<h1>En ligne</h1>" in reader.get(story.get_absolute_url()).content.decode()

    def test_pictures_show_as_on_the_page(self, reader, story, link):
        assert f'src="{story.lead_image.url}"' in reader.get(address(link[1])).content.decode()

    def test_it_says_what_it_is_and_until_when(self, reader, link):
        known, token = link
        text = reader.get(address(token)).content.decode()
        assert "data-preview" in text
        assert timezone.localtime(known.expires_at).isoformat(timespec="seconds") in text

    def test_nothing_can_be_sent_or_shared_from_it(self, reader, story, link, editor):
        text = reader.get(address(link[1])).content.decode()
        for trace in ("<form", "<script", "mailto:", "data-copy-link", "csrf", "canonical"):
            assert trace not in text, trace

    def test_readers_comments_are_there_but_no_way_to_answer(self, reader, editor):
        story = StoryFactory(public=True)
        CommentFactory(story=story, status="approved", html="<p>Publié.</p>")
        CommentFactory(story=story, html="<p>Retenu.</p>")
        _link, token = preview.share(story, editor, "Anne", 1)
        text = reader.get(address(token)).content.decode()
        assert "Publié." in text
        assert "Retenu." not in text and "?reply=" not in text

    def test_it_stays_between_us(self, reader, link):
        answer = reader.get(address(link[1]))
        headers = answer.headers
        assert "no-store" in headers["Cache-Control"] and "public" not in headers["Cache-Control"]
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["X-Robots-Tag"] == "noindex, nofollow"
        assert headers["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert '<meta name="robots" content="noindex, nofollow">' in answer.content.decode()
        assert not answer.cookies and "ETag" not in headers

    def test_what_unfolds_links_in_a_conversation_learns_no_headline(self, reader, link):
        head = reader.get(address(link[1]), headers={"User-Agent": "facebookexternalhit/1.1"}).content.decode()
        head = head.partition("</head>")[0]
        for trace in (SECRET, "og:", "description"):
            assert trace not in head

    def test_a_look_is_answered_and_not_counted(self, reader, link):
        answer = reader.head(address(link[1]))
        assert (answer.status_code, answer.content) == (200, b"")
        assert not PreviewVisit.objects.exists()

    def test_a_reading_is_counted_without_the_address(self, reader, link):
        reader.get(address(link[1]), REMOTE_ADDR="192.0.2.7")
        assert PreviewVisit.objects.count() == 1
        assert "192.0.2.7" not in str(PreviewVisit.objects.values())
        PreviewVisit.objects.update(at="2020-01-01T00:00:00Z")
        call_command("forget")
        assert PreviewVisit.objects.get().sender == ""

    @pytest.mark.parametrize(("language", "place"), [("fr", "Sébastopol"), ("uk", "Севастополь")])
    def test_it_speaks_the_language_of_the_story(self, reader, story, editor, language, place):
        data = story_data(language=language, slug="autre", regions=[story.primary_region.pk])
        other = revisions.start(data | {"primary_region": story.primary_region.pk}, editor)
        _link, token = preview.share(other, editor, "Anne", 1)
        answer = reader.get(address(token), headers={"Accept-Language": "en"})
        text = answer.content.decode()
        assert f'<html lang="{language}">' in text
        assert answer.headers["Content-Language"] == language
        assert f">{place}</a>" in text
        assert reader.get("/").headers["Content-Language"] == "fr"

    def test_hostile_words_stay_words(self, reader, editor):
        data = story_data(headline="<script>alert(1)</script>", body='<p onclick="x()">Oui</p><script>1</script>')
        _link, token = preview.share(revisions.start(data, editor), editor, "Anne", 1)
        text = reader.get(address(token)).content.decode()
        assert "<script" not in text and "onclick" not in text
        assert "&lt;script&gt;alert(1)" in text


def test_the_page_of_readers_knows_nothing_of_previews(reader):
    """Its template gained places that previews fill differently; for readers nothing may have changed."""
    answer = reader.get(StoryFactory(public=True).get_absolute_url())
    text = answer.content.decode()
    assert "preview" not in text.replace("comments/preview", "")
    assert 'class="share"' in text and 'id="comment-form"' in text
    assert answer.headers["Cache-Control"] == "public, max-age=0, s-maxage=1, stale-if-error=86400"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.slow
def test_it_costs_the_same_for_one_thing_and_for_thirty(reader, editor, django_assert_max_num_queries):
    def cost(number):
        regions = [RegionFactory().pk for _ in range(number)]
        data = story_data(slug=f"s{number}", regions=regions, primary_region=regions[0])
        story = revisions.start(data, editor)
        CommentFactory.create_batch(number, story=story, status="approved")
        for _ in range(number):
            StoryFactory(public=True, regions=story.all_regions)
        _link, token = preview.share(story, editor, "Anne", 1)
        rulebook.forget()  # or the second reader finds what the first has read
        with django_assert_max_num_queries(40) as queries:
            assert reader.get(address(token)).status_code == 200
        return len(queries)

    assert cost(1) == cost(30)
