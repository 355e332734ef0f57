"""Whatever is typed into the comment form: the right code, clear words, no error of ours, and nothing that runs."""

import time
from html.parser import HTMLParser
from itertools import cycle
from urllib.parse import urlsplit

import pytest
from django.conf import settings as configured
from django.core import mail
from django.test import Client

from articles.lib.tokens import FORM_HOURS, HOUR, form_token
from articles.models import Comment
from tests.factories import CommentFactory, StoryFactory
from tests.hostile import ODD, SCRIPTS
from tests.readers import HERE, comment_words

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

FORBIDDEN = {"object", "embed", "iframe", "base", "applet", "math", "marquee", "style", "video", "details"}


@pytest.fixture
def story(settings):
    settings.COMMENT_INTERVAL, settings.COMMENT_ATTEMPTS = 0, 10**6
    return StoryFactory(public=True)


def post(story, **changes):
    return Client().post(f"/comments/{story.pk}/", comment_words(story, **changes), headers=HERE)


class Page(HTMLParser):
    """What a browser would find to run in a page: nothing but our own modules."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag in FORBIDDEN or (tag == "script" and not self.is_ours(given)):
            self.found.append(tag)
        self.found += [name for name in given if name.startswith("on") or name in ("style", "srcdoc")]
        for name in ("href", "src", "action", "formaction"):
            scheme = urlsplit((given.get(name) or "").strip()).scheme
            if scheme not in ("", "http", "https", "mailto"):
                self.found.append(f"{name}={given[name]}")

    @staticmethod
    def is_ours(given):
        is_data = given.get("type", "").endswith("json")
        return is_data or given.get("src", "").startswith(f"/{configured.STATIC_URL.strip('/')}/")


def runs(answer):
    return Page(answer.content.decode()).found


def show_everything():
    """As if a moderator had slept through the night."""
    Comment.objects.update(status="approved", shown=True)


@pytest.mark.any_database  # what runs in a page; what PostgreSQL may refuse is odd text
def test_scripts_in_every_field_are_only_words(story):
    story.comments.all().delete()
    for script, checked in zip(SCRIPTS, cycle(["website", "email", "parent", "token", "website"]), strict=False):
        for field in ({"body": script}, {"name": f"{script} n", "body": f"Nom {script}"}):
            answer = post(story, **field)
            assert answer.status_code == 303, (field, answer.status_code)
        answer = post(story, **{checked: script})
        assert answer.status_code in (303, 422, 403), (checked, script, answer.status_code)
        assert answer.status_code == 303 or runs(answer) == [], (checked, script)
    assert story.comments.count() >= len(SCRIPTS) * 2
    show_everything()
    pages = -(-story.comments.count() // 50)
    for number in range(1, pages + 1):
        assert runs(Client().get(f"{story.get_absolute_url()}?comments={number}")) == []


@pytest.mark.any_database
def test_the_authors_own_page_runs_nothing(story):
    for script in SCRIPTS[::7]:
        answer = post(story, body=script, name=f"{script} n")
        assert runs(Client().get(answer.headers["Location"])) == [], script


@pytest.mark.any_database
def test_the_desk_runs_nothing_that_it_does_not_run_for_innocent_words(story, moderator):
    desk = Client()
    desk.force_login(moderator)

    def found(path):
        return set(runs(desk.get(path)))

    innocent = CommentFactory(story=story)
    queue, form = "/admin/articles/comment/", "/admin/articles/comment/{}/change/"
    usual = found(queue), found(form.format(innocent.pk))
    for script in SCRIPTS[::5]:
        post(story, body=script, name=f"{script} n")
    assert found(queue) == usual[0]
    for comment in Comment.objects.exclude(pk=innocent.pk)[:20]:
        assert found(form.format(comment.pk)) <= usual[1]


@pytest.mark.parametrize(
    "field", ["body", "name", "website", "email", "parent", "token", "consent", "subject", "notify"]
)
def test_odd_text_breaks_nothing(story, field):
    for text in ODD:
        answer = post(story, **{field: text, **({} if field == "body" else {"body": f"Sur {field} {hash(text)}"})})
        assert answer.status_code in (303, 400, 403, 422), (field, text[:40], answer.status_code)
    show_everything()
    assert Client().get(story.get_absolute_url()).status_code == 200


def test_a_name_of_a_megabyte_is_refused_with_every_word_kept(story):
    answer = post(story, name="A" * 1_000_000, body="Ma phrase à moi.")
    assert answer.status_code == 422
    assert "Ma phrase à moi." in answer.text
    assert not Comment.objects.exists()


def test_a_body_of_two_megabytes_is_no_comment(story):
    assert post(story, body="A" * 2_000_000).status_code == 400


def test_five_thousand_links_are_held_and_shown_as_links_without_weight(story):
    body = " ".join(f"http://a{n}.org" for n in range(3500))
    assert post(story, body=body).status_code == 303
    comment = Comment.objects.get()
    assert comment.status == "pending"
    assert "links" in [code for code, _detail in comment.reasons]
    assert comment.html.count('rel="nofollow ugc noopener"') == comment.html.count("<a ") == 3500
    assert post(story, body=" ".join(["http://a.org"] * 5040)).status_code == 303  # as many as the field holds


def test_marks_and_invisible_letters_do_not_pile_up(story):
    post(story, body="z" + "\u0336" * 60_000 + "algo", name="N" + "\u0301" * 200)
    post(story, body="a" + "\u200b" * 60_000 + "b")
    for comment in Comment.objects.all():
        assert len(comment.html) < 100
        assert len(comment.name) < 20


def test_directions_cannot_leak_out_of_a_comment(story):
    post(story, body="\u202eà l’envers", name="\u202eennA")
    comment = Comment.objects.get()
    assert "\u202e" not in comment.html + comment.name


@pytest.mark.parametrize("field", ["name", "email", "website", "body"])
def test_no_field_writes_a_header_of_a_mail(story, field):
    hostile = "anne@example.org\r\nBcc: autre@example.org\r\nSubject: Gagnez"
    post(story, **{field: hostile, "notify": "on"})
    for message in mail.outbox:
        raw = message.message()
        assert raw["Bcc"] is None
        assert "\n" not in raw["Subject"] + raw["To"]
        assert set(message.recipients()) <= {"anne@example.org"}


def test_the_parent_must_be_of_this_story(story):
    elsewhere = CommentFactory(status="approved")
    answer = post(story, parent=elsewhere.pk, body="Ma phrase à moi.")
    assert answer.status_code == 403
    assert "Ma phrase à moi." in answer.text


@pytest.mark.parametrize(
    "token",
    [
        lambda story: form_token(story.pk + 1, time.time()),
        lambda story: form_token(story.pk, time.time() - (FORM_HOURS + 2) * HOUR),
        lambda story: form_token(story.pk, time.time() + 3 * HOUR),
        lambda story: form_token(story.pk, time.time())[:-1] + "é",
        lambda story: "",
        lambda story: "a" * 100_000,
    ],
)
def test_a_wrong_token_brings_a_fresh_form_with_every_word(story, token):
    answer = post(story, token=token(story), body="Ma phrase à moi.")
    assert answer.status_code == 422
    assert "Ma phrase à moi." in answer.text
    fresh = form_token(story.pk, time.time())
    assert fresh in answer.text


@pytest.mark.parametrize(
    "body",
    [b"\xff\xfe=%%%", b"body=%ff%fe&name=%c3%28", b"a" * 5000, b"&" * 2000, b"body=" + b"%00" * 500],
)
def test_bytes_that_are_no_form_are_answered(story, body):
    for kind in (
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "text/plain",
        "application/json",
    ):
        answer = Client().post(f"/comments/{story.pk}/", body, content_type=kind, headers=HERE)
        assert answer.status_code in (400, 403, 415, 422), (kind, answer.status_code)
    assert not Comment.objects.exists()
