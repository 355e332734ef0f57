"""A reader comments: the codes and the order of the checks of COMMENTS.md, and not a word lost."""

import re
import time
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.lib.tokens import form_token, preview_token
from articles.models import Comment, Sender
from articles.workflow import moderation, retention
from tests.factories import CommentFactory, StoryFactory
from tests.readers import HERE, comment_words

pytestmark = pytest.mark.django_db

BODY = "Une remarque « à moi », & <b>tout</b>."


@pytest.fixture
def story():
    return StoryFactory(public=True)


def words(story, **changes):
    return comment_words(story, **({"body": BODY} | changes))


def post(story, headers=HERE, client=None, prefix="", **changes):
    return (client or Client()).post(f"{prefix}/comments/{story.pk}/", words(story, **changes), headers=headers)


def text(answer):
    return answer.content.decode()


def keeps_words(answer):
    return "Une remarque « à moi », &amp; &lt;b&gt;tout&lt;/b&gt;." in text(answer).replace("\u00a0", " ")


class TestAccepted:
    def test_the_author_sees_a_preview_that_nobody_else_sees(self, story):
        client = Client()
        answer = post(story, client=client)
        assert answer.status_code == 303
        preview = client.get(answer.headers["Location"])
        assert keeps_words(preview)
        assert "en attente de modération" in text(preview)
        assert "no-store" in preview.headers["Cache-Control"]
        assert "noindex" in preview.headers["X-Robots-Tag"]
        assert "à moi" not in text(client.get(story.get_absolute_url()))

    def test_approved_it_stands_under_the_story(self, story, moderator):
        answer = post(story)
        comment = Comment.objects.get()
        moderation.decide([comment], "approved", moderator)
        assert keeps_words(Client().get(story.get_absolute_url()))
        after = Client().get(answer.headers["Location"])
        assert after.headers["Location"] == f"{story.get_absolute_url()}#comment-{comment.pk}"

    def test_the_same_again_leads_to_the_one_that_exists(self, story):
        assert post(story).status_code == post(story).status_code == 303
        comment = Comment.objects.get()
        Comment.objects.update(status="approved", shown=True)
        assert post(story).headers["Location"] == f"{story.get_absolute_url()}#comment-{comment.pk}"

    def test_a_browser_that_says_only_origin_or_referer_is_believed(self, story, settings):
        settings.COMMENT_INTERVAL = 0
        assert post(story, headers={"Origin": "http://testserver"}).status_code == 303
        page = f"http://testserver{story.get_absolute_url()}"
        assert post(story, headers={"Referer": page}, body="Encore.").status_code == 303
        assert Comment.objects.count() == 2

    def test_no_cookie_is_set(self, story):
        assert not post(story).cookies

    def test_what_the_browser_allows_the_server_allows(self, story):
        body = ("😀" * 100 + "\n") * 325 + "x" * 200
        assert len(body.encode("utf-16-le")) // 2 == 65_525
        assert post(story, body=body.replace("\n", "\r\n")).status_code == 303
        assert Comment.objects.get().body == body

    @pytest.mark.parametrize("language", ["en", "uk"])
    def test_in_english_and_ukrainian_too(self, language):
        answer = post(StoryFactory(public=True, language=language), prefix=f"/{language}")
        assert answer.status_code == 303
        assert answer.headers["Location"].startswith(f"/{language}/comments/preview/")
        assert answer.headers["Content-Language"] == language

    def test_the_trap_looks_like_success(self, story):
        assert post(story, subject="Buy now").status_code == 303
        assert Comment.objects.get().status == Comment.Status.SPAM


class TestRefused:
    @pytest.mark.parametrize(
        "headers",
        [
            {},
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
            {"Sec-Fetch-Site": "none"},
            {"Origin": "https://evil.example"},
            {"Origin": "null"},
            {"Referer": "https://evil.example/"},
            {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
            {"Origin": "http://[bad"},
        ],
    )
    def test_another_site_or_nothing_said_is_403(self, story, headers):
        answer = post(story, headers=headers)
        assert answer.status_code == 403
        assert keeps_words(answer)
        assert not Comment.objects.exists()

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("name", ""),
            ("name", "   "),
            ("name", "x" * 246),
            ("name", "a\x00b"),
            ("email", ""),
            ("email", "nobody"),
            ("email", "a@" + "b" * 100 + ".org"),
            ("website", "javascript:alert(1)"),
            ("website", "ftp://example.org"),
            ("website", "https://" + "x" * 200 + ".org"),
            ("parent", "abc"),
        ],
    )
    def test_a_wrong_field_is_422_with_every_word_kept(self, story, field, value):
        answer = post(story, **{field: value})
        assert answer.status_code == 422
        assert keeps_words(answer)
        assert 'id="comment-form"' in text(answer)
        assert not Comment.objects.exists()

    @pytest.mark.parametrize("body", ["", "  \r\n ", "x" * 65_526, "😀" * 32_763, "nul\x00"])
    def test_a_wrong_text_is_422(self, story, body):
        assert post(story, body=body).status_code == 422

    def test_every_error_is_told_at_once(self, story):
        answer = post(story, name="", email="x", body="", website="y z")
        linked = re.findall(r'href="#(comment-\w+)"', text(answer))
        assert "@example.org" in text(answer) and "https://example.org" in text(answer), "what is expected"
        assert {"comment-name", "comment-email", "comment-body", "comment-website"} <= set(linked)

    def test_nothing_sent_at_all(self, story):
        assert Client().post(f"/comments/{story.pk}/", headers=HERE).status_code == 422

    @pytest.mark.parametrize("token", ["", "x", "1.2", "é\x00", "1.2:forged"])
    def test_a_forged_token_gives_a_fresh_form(self, story, token):
        answer = post(story, token=token)
        assert answer.status_code == 422
        assert keeps_words(answer)
        fresh = re.search(r'name="token" value="([^"]+)"', text(answer)).group(1)
        assert post(story, token=fresh).status_code == 303

    def test_a_token_of_another_story_or_of_long_ago_is_422(self, story):
        assert post(story, token=form_token(story.pk + 1, time.time())).status_code == 422
        assert post(story, token=form_token(story.pk, time.time() - 50 * 3600)).status_code == 422
        assert post(story, token=form_token(story.pk, time.time() - 47 * 3600)).status_code == 303

    def test_closed_comments_are_403_with_words_kept(self, story):
        type(story).objects.update(comments_open=False)
        answer = post(story)
        assert answer.status_code == 403
        assert keeps_words(answer)

    def test_an_answer_to_what_nobody_sees_is_403(self, story):
        hidden = CommentFactory(story=story)
        for parent in (hidden.pk, 10**25):
            answer = post(story, parent=parent)
            assert answer.status_code == 403
            assert keeps_words(answer)

    def test_too_fast_is_429_with_words_kept(self, story):
        post(story, body="Le premier.")
        answer = post(story)
        assert answer.status_code == 429
        assert 1 <= int(answer.headers["Retry-After"]) <= 10
        assert keeps_words(answer)
        assert "Veuillez corriger" not in text(answer), "nothing is wrong with it"

    def test_who_corrects_a_mistake_is_never_slowed(self, story):
        post(story, name="")
        assert post(story).status_code == 303

    def test_thirty_posts_a_minute_and_no_more(self, story, settings):
        settings.COMMENT_ATTEMPTS = 3
        codes = [post(story, name="").status_code for _ in range(3)]
        assert codes == [422, 422, 422]
        assert post(story).status_code == 429

    @pytest.mark.parametrize("state", ["withdrawn", "expired"])
    def test_a_story_that_vanished_while_writing_is_410_with_words_kept(self, state):
        answer = post(StoryFactory(**{state: True}))
        assert answer.status_code == 410
        assert keeps_words(answer)

    def test_a_story_nobody_may_know_of_is_404_with_words_kept(self):
        for story in (StoryFactory(), StoryFactory(scheduled=True)):
            answer = post(story)
            assert answer.status_code == 404
            assert keeps_words(answer)

    def test_a_number_no_story_ever_had(self, reader):
        for pk in (0, 10**9, 10**30):
            assert reader.post(f"/comments/{pk}/", {"body": "mot"}, headers=HERE).status_code == 404
            assert reader.get(f"/comments/{pk}/").status_code == 404


class TestHostileRequests:
    def test_bytes_that_are_no_text(self, story, reader):
        data = b"name=%FF%FE&email=a@b.org&body=\xff\xfe&token=\xc3"
        kind = "application/x-www-form-urlencoded"
        assert reader.post(f"/comments/{story.pk}/", data, content_type=kind, headers=HERE).status_code == 422

    def test_another_charset(self, story, reader):
        kind = "application/x-www-form-urlencoded; charset=utf-16"
        answer = reader.post(f"/comments/{story.pk}/", b"name=x", content_type=kind, headers=HERE)
        assert answer.status_code == 400

    def test_a_hundred_thousand_fields(self, story, reader):
        data = "&".join(f"f{n}=x" for n in range(100_000))
        kind = "application/x-www-form-urlencoded"
        answer = reader.post(f"/comments/{story.pk}/", data, content_type=kind, headers=HERE)
        assert answer.status_code == 400
        assert "<h1" in text(answer)

    def test_broken_multipart(self, story, reader):
        kind = "multipart/form-data; boundary=x"
        for data in (b"", b"--x\r\n", b'--x\r\nContent-Disposition: form-data; name="body"\r\n\r\ncut'):
            answer = reader.post(f"/comments/{story.pk}/", data, content_type=kind, headers=HERE)
            assert answer.status_code in (400, 422)

    def test_a_body_too_large_for_any_form(self, story, reader):
        answer = post(story, body="x" * 3_000_000)
        assert answer.status_code == 400

    def test_files_where_words_belong(self, story, reader):
        from django.core.files.uploadedfile import SimpleUploadedFile

        data = words(story) | {"body": SimpleUploadedFile("a.txt", b"x"), "name": SimpleUploadedFile("b", b"y")}
        assert reader.post(f"/comments/{story.pk}/", data, headers=HERE).status_code == 422

    def test_html_shows_as_text_and_links_are_tame(self, story):
        post(story, body="<script>alert(1)</script>\n\nhttps://example.org/a?b=1&c=2 javascript:alert(1)")
        stored = Comment.objects.get().html
        assert "<script" not in stored and "&lt;script&gt;" in stored
        assert 'rel="nofollow ugc noopener"' in stored
        assert 'href="javascript' not in stored

    @pytest.mark.parametrize("token", ["x", "7", "7:x:y", "é", "a" * 5000, "%00"])
    def test_a_forged_preview_is_not_found(self, story, reader, token):
        CommentFactory(story=story, pk=7)
        assert reader.get(f"/comments/preview/{token}/").status_code == 404


def test_a_preview_ends_with_its_story(story, reader):
    comment = CommentFactory(story=story)
    address = f"/comments/preview/{preview_token(comment.pk)}/"
    assert reader.get(address).status_code == 200
    type(story).objects.update(status="withdrawn")
    assert reader.get(address).status_code == 404


def test_who_comes_by_get_is_led_to_the_form(story, reader):
    answer = reader.get(f"/comments/{story.pk}/")
    assert answer.headers["Location"] == f"{story.get_absolute_url()}#comment-form"


def test_somebody_logged_in_needs_the_csrf_token(story, reporter):
    client = Client(enforce_csrf_checks=True)
    client.force_login(reporter)
    assert post(story, client=client).status_code == 403
    page = text(client.get(story.get_absolute_url()))
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page).group(1)
    assert post(story, client=client, csrfmiddlewaretoken=token).status_code == 303


def test_the_form_in_the_page_is_the_form_that_is_accepted(story, reader):
    """What the page offers, filled in, is taken: names, limits, token and all."""
    page = text(reader.get(story.get_absolute_url()))
    form = re.search(r'<form[^>]*id="comment-form".*?</form>', page, re.S).group()
    action = re.search(r'action="([^"]+)"', form).group(1)
    token = re.search(r'name="token" value="([^"]+)"', form).group(1)
    for name, limit in [("name", 245), ("email", 100), ("website", 200), ("body", 65525)]:
        field = re.search(rf'<(?:input|textarea)[^>]*name="{name}"[^>]*>', form).group()
        assert f'maxlength="{limit}"' in field
        assert ("required" in field) == (name != "website")
    assert reader.post(action, words(story, token=token), headers=HERE).status_code == 303


def test_the_token_keeps_the_bytes_of_a_page_within_the_hour(story, reader):
    assert form_token(1, 3600 * 10) == form_token(1, 3600 * 10 + 3599) != form_token(1, 3600 * 11)


class TestFloodsOfSigns:
    """Text made to be slow, or to be seen by nobody."""

    def test_a_flood_of_accents_takes_no_time_and_is_tamed(self, story):
        begun = time.process_time()
        answer = post(story, body="a" + "\u0301" * 32_000 + "\u0323" * 32_000)
        assert answer.status_code == 303
        assert len(Comment.objects.get().html) < 100
        assert time.process_time() - begun < 5  # quadratic, it was twelve

    @pytest.mark.parametrize("nothing", ["\u200b", "\u2060\u00ad", "\u3164"])
    def test_what_nobody_can_see_is_empty(self, story, nothing):
        assert post(story, body=nothing).status_code == 422
        assert post(story, name=nothing).status_code == 422

    def test_a_name_turns_no_text_around(self, story):
        post(story, name="A\u202enne\u200b\u200b\u200b B")
        assert Comment.objects.get().name == "Anne\u200b B"

    def test_a_post_larger_than_any_comment_is_not_even_read(self, story):
        answer = post(story, body="x" * 1_600_000)
        assert answer.status_code == 400


def test_too_fast_gives_the_whole_form_back(story):
    post(story, body="Le premier.")
    page = text(post(story, name="Anne Lectrice", website="https://example.org/moi"))
    assert 'value="Anne Lectrice"' in page
    assert 'value="https://example.org/moi"' in page
    assert 'value="anne@example.org"' in page


def test_somebody_who_logged_in_meanwhile_gets_their_words_back(story, reporter):
    client = Client(enforce_csrf_checks=True)
    client.force_login(reporter)
    assert keeps_words(post(story, client=client))


def test_traces_are_dropped_after_thirty_days(story, settings):
    post(story)
    Comment.objects.update(created_at="2020-01-01T00:00:00Z")
    Sender.objects.update(window_start="2020-01-01T00:00:00Z")
    assert sum(retention.apply(rule) for rule in retention.RULES if rule.words.startswith("traces")) == 3
    assert Comment.objects.get().sender == ""
    assert not Sender.objects.exists()


class TestTheForm:
    def test_what_french_readers_know_in_the_order_they_know(self, story, reader):
        form = re.search(r'<form[^>]*id="comment-form".*?</form>', text(reader.get(story.get_absolute_url())), re.S)[0]
        said = [
            *("Laisser un commentaire</h3>", "Votre adresse e-mail ne sera pas publiée.", "indiqués avec *"),
            *("Commentaire <span", "Nom <span", "E-mail <span", "Site web</label>"),
            "Enregistrer mon nom, mon e-mail et mon site dans le navigateur pour mon prochain commentaire.",
            "Laisser un commentaire</button>",
        ]
        places = [form.find(words) for words in said]
        assert -1 not in places
        assert places == sorted(places)
        for name, kind in [("name", "name"), ("email", "email"), ("website", "url")]:
            assert f'autocomplete="{kind}"' in re.search(rf'<input[^>]*name="{name}"[^>]*>', form)[0]
        boxes = re.findall(r'<input[^>]*type="checkbox"[^>]*>', form)
        assert len(boxes) == 2
        assert not [box for box in boxes if "checked" in box]

    def test_a_mistake_loses_nothing_not_even_a_tick(self, story):
        page = text(post(story, body="", website="https://example.org/moi", notify="on", consent="on"))
        assert 'value="Anne"' in page
        assert 'value="https://example.org/moi"' in page
        assert re.search(r'<input[^>]*name="notify"[^>]* checked>', page)
        assert re.search(r'<input[^>]*name="consent"[^>]* checked>', page)

    def test_who_wants_to_hear_of_answers_says_so(self, story, settings):
        settings.COMMENT_INTERVAL = 0
        post(story, notify="on")
        post(story, body="Sans rien demander.")
        assert list(Comment.objects.order_by("pk").values_list("notify", flat=True)) == [True, False]

    def test_a_link_is_enough_to_answer(self, story, reader):
        comment = CommentFactory(story=story, status="approved", name="Hélène M.")
        hidden = CommentFactory(story=story, name="Personne")
        elsewhere = CommentFactory(status="approved", name="Ailleurs")
        page = text(reader.get(f"{story.get_absolute_url()}?reply={comment.pk}"))
        assert ">Répondre à Hélène M.</h3>" in page
        assert f'name="parent" value="{comment.pk}"' in page
        for other in (hidden.pk, elsewhere.pk, "x", 10**30):
            assert ">Laisser un commentaire</h3>" in text(reader.get(f"{story.get_absolute_url()}?reply={other}"))

    def test_nobody_answers_below_the_third_level(self, story):
        first = CommentFactory(story=story, status="approved")
        second = CommentFactory(story=story, status="approved", parent=first)
        third = CommentFactory(story=story, status="approved", parent=second)
        post(story, parent=third.pk)
        answer = Comment.objects.latest("pk")
        assert (answer.parent, answer.thread, answer.depth) == (second, first, 3)


class TestAColleague:
    def test_is_asked_for_the_comment_alone_and_comments_under_the_login(self, story, reporter, editor, at_work):
        reporter.first_name, reporter.last_name = "Camille", "Auteur"
        reporter.save()
        client = at_work(reporter)
        page = text(client.get(story.get_absolute_url()))
        assert "Camille Auteur" in page
        assert not re.search(r'name="(name|email|website|notify|consent)"', page)
        words = {"body": "Nous vérifions.", "token": form_token(story.pk, time.time()), "name": "Emmanuel M."}
        answer = client.post(f"/comments/{story.pk}/", words, headers=HERE)
        comment = Comment.objects.get()
        assert answer.headers["Location"] == f"{story.get_absolute_url()}#comment-{comment.pk}"
        assert (comment.name, comment.by, comment.status) == ("Camille Auteur", reporter, Comment.Status.APPROVED)
        # What was said a moment ago can be corrected from there; a minute too late, and by a colleague, it cannot.
        edit = re.search(r'href="(/comments/own/[^"]+/edit/)"', text(client.get(story.get_absolute_url())))[1]
        assert "Nous vérifions." in text(client.get(edit))
        assert "/comments/own/" not in text(at_work(editor).get(story.get_absolute_url()))
        Comment.objects.update(created_at=timezone.now() - timedelta(minutes=16))
        assert "/comments/own/" not in text(client.get(story.get_absolute_url()))

    def test_gets_the_same_form_back_after_a_mistake(self, story, reporter, at_work):
        answer = at_work(reporter).post(f"/comments/{story.pk}/", {"body": ""}, headers=HERE)
        assert answer.status_code == 422
        assert not re.search(r'name="(name|email|website)"', text(answer))

    def test_an_account_without_a_place_at_the_desk_is_a_reader(self, story, reporter, at_work):
        type(reporter).objects.update(is_staff=False)
        page = text(at_work(reporter).get(story.get_absolute_url()))
        assert re.search(r'name="email"', page)
