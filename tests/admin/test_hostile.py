"""What somebody with a small account might try at the desk, and what then happens: nothing."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from articles.models import AuditEntry, Image, Story
from articles.workflow import publishing, revisions
from tests.admin.desk import ADD, LIST, form_data
from tests.factories import ImageFactory, StoryFactory, story_data

pytestmark = pytest.mark.django_db

WORDS = {"alt": "x", "caption": "Autre chose", "credit": "x", "licence": "own", "focal_x": 50, "focal_y": 50}


def picture(image):
    return f"/admin/articles/image/{image.pk}/change/"


class TestPicturesInPrint:
    def test_a_reporter_changes_no_picture_of_somebody_else(self, reporter, editor, at_work):
        image = ImageFactory(uploaded_by=editor)
        assert at_work(reporter).post(picture(image), WORDS).status_code == 403

    def test_nor_their_own_once_readers_see_it(self, reporter, editor, at_work):
        image = ImageFactory(uploaded_by=reporter)
        body = f'<p>Texte</p><figure data-image="{image.pk}"></figure>'
        publishing.publish(revisions.start(story_data(body=body), editor), editor)
        assert at_work(reporter).post(picture(image), WORDS).status_code == 403
        assert Image.objects.get().caption == ""

    def test_until_then_it_is_theirs_and_an_editor_may_always(self, reporter, editor, at_work):
        image = ImageFactory(uploaded_by=reporter)
        StoryFactory(lead_image=image)  # a draft
        assert at_work(reporter).post(picture(image), WORDS).status_code == 302
        StoryFactory(lead_image=image, public=True)
        assert at_work(editor).post(picture(image), WORDS | {"caption": "Encore"}).status_code == 302
        assert Image.objects.get().caption == "Encore"


@pytest.mark.parametrize(
    "query", ["headline__regex=^(.|.)%2B$", "created_at__year=0", "headline__regex=(", "owner__password__startswith=m"]
)
def test_a_list_is_asked_only_what_it_offers(reporter, at_work, query):
    StoryFactory(owner=reporter)
    assert at_work(reporter).get(f"{LIST}?{query}").status_code == 400


@pytest.mark.parametrize(
    "query",
    ["language=fr", "kind=news", "section=none", "region=none", "state=draft", "mine=1", "view=week", "q=titre"],
)
def test_what_it_offers_it_answers(reporter, at_work, query):
    assert at_work(reporter).get(f"{LIST}?{query}").status_code == 200


def test_no_redirect_tells_the_address_of_what_is_not_out(moderator, editor, at_work):
    story = revisions.start(story_data(slug="le-secret"), editor)
    publishing.schedule(story, editor, timezone.now() + timedelta(days=1))
    kind = ContentType.objects.get_for_model(Story).pk
    answer = at_work(moderator).get(f"/admin/r/{kind}/{story.pk}/")
    assert answer.status_code == 404
    assert "secret" not in answer.content.decode()


@pytest.mark.parametrize("field", ["body", "standfirst", "headline"])
def test_a_very_long_number_is_text(reporter, at_work, field):
    answer = at_work(reporter).post(ADD, form_data(**{field: "1" + " 000" * 1500}))
    assert answer.status_code == (302 if field == "body" else 422)


def test_a_very_long_key_is_an_unknown_picture(reporter, at_work):
    assert at_work(reporter).post(ADD, form_data(lead_image="9" * 5000)).status_code == 422


def test_a_text_no_story_needs_is_refused_in_words(reporter, at_work):
    page = at_work(reporter).post(ADD, form_data(body="<p>" + "a" * 400_001 + "</p>"))
    assert page.status_code == 422
    assert "trop long" in page.content.decode()


def test_capitals_in_an_address_become_small(editor, at_work, reader):
    at_work(editor).post(ADD, form_data(slug="Grande-Vague", _publish="1"))
    assert Story.objects.get().slug == "grande-vague"
    assert reader.get("/").status_code == reader.get("/sitemap.xml").status_code == 200


def test_with_an_account_its_trail_would_go_so_it_stays(admin, reporter, at_work):
    revisions.start(story_data(), reporter)
    client = at_work(admin)
    assert client.post(f"/admin/auth/user/{reporter.pk}/delete/", {"post": "yes"}).status_code == 403
    client.post("/admin/auth/user/", {"action": "delete_selected", "_selected_action": reporter.pk, "post": "yes"})
    assert User.objects.filter(pk=reporter.pk).exists()
    assert AuditEntry.objects.filter(by=reporter).exists()


def test_accounts_asked_for_a_nul(admin, at_work):
    assert at_work(admin).get("/admin/auth/user/?username=%00").status_code == 400
