"""The checklist at the desk: who may ask, what it answers, and that it changes nothing."""

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Revision, Story
from articles.workflow import publishing, revisions
from tests.admin.desk import ADD, change, form_data
from tests.admin.test_story import count
from tests.factories import ImageFactory, RegionFactory, SectionFactory, StoryFactory, story_data

pytestmark = pytest.mark.slow  # whole pages of the desk, one after the other


@pytest.fixture
def story(reporter):
    return revisions.start(story_data(), reporter)


def door(story):
    return reverse("admin:articles_story_checklist", args=[story.pk])


NEW = "/admin/articles/story/add/checklist/"


class TestWhoMayAsk:
    @pytest.mark.parametrize("address", ["{story}", NEW])
    def test_nobody_without_an_account(self, reader, story, address):
        answer = reader.post(address.format(story=door(story)), form_data())
        assert answer.status_code == 302 and "/login/" in answer.url

    @pytest.mark.parametrize("address", ["{story}", NEW])
    def test_no_moderator(self, moderator, at_work, story, address):
        assert at_work(moderator).post(address.format(story=door(story)), form_data()).status_code == 403

    def test_no_reporter_about_the_story_of_another(self, other_reporter, at_work, story):
        answer = at_work(other_reporter).post(door(story), form_data())
        assert answer.status_code == 403
        assert story.headline not in answer.content.decode()

    def test_a_story_that_does_not_exist(self, reporter, editor, at_work):
        for person in (reporter, editor):
            for key in (987654, "9" * 30):
                address = f"/admin/articles/story/{key}/checklist/"
                assert at_work(person).post(address, form_data()).status_code == 404

    @pytest.mark.parametrize("address", ["{story}", NEW])
    def test_it_is_asked_by_a_post(self, editor, at_work, story, address):
        assert at_work(editor).get(address.format(story=door(story))).status_code == 405

    def test_not_without_the_token(self, editor, story):
        client = Client(enforce_csrf_checks=True)
        client.force_login(editor)
        assert client.post(door(story), form_data()).status_code == 403

    def test_whoever_may_write_it(self, reporter, editor, admin, at_work, story):
        for person in (reporter, editor, admin):
            assert at_work(person).post(door(story), form_data()).status_code == 200
            assert at_work(person).post(NEW, form_data()).status_code == 200


class TestWhatItAnswers:
    def asked(self, client, address, **changes):
        checklist = client.post(address, form_data(**({"slug": "libre"} | changes))).context["checklist"]
        return [found.code for found in checklist.blocking]

    def test_the_form_as_it_stands_and_not_the_draft(self, editor, at_work, story):
        client = at_work(editor)
        assert self.asked(client, door(story)) == []
        assert self.asked(client, door(story), headline="[TK]", body="") == ["text", "mark"]
        assert Story.objects.get().headline == "Un titre"
        assert Revision.objects.count() == 1

    @pytest.mark.parametrize("address", ["{story}", NEW])
    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            ({"headline": ""}, ["headline"]),
            ({"headline": "x" * 300}, ["form"]),
            ({"headline": "a\0b"}, ["form"]),
            ({"body": "a\0 TK"}, ["form", "mark"]),
            ({"section": "999999"}, ["form"]),
            ({"regions": ["9" * 40]}, ["form"]),
            ({"lead_image": "abc"}, ["form"]),
            ({"slug": "pas une adresse"}, ["form"]),
            ({"embargo_until": "demain"}, ["form"]),
            ({"expires_at": "2001-01-01T00:00"}, ["form"]),
            ({"no_region": ""}, ["region"]),
        ],
    )
    def test_a_form_that_is_wrong_is_read_all_the_same(self, editor, at_work, story, address, changes, expected):
        client = at_work(editor)
        assert self.asked(client, address.format(story=door(story)), **changes) == expected

    def test_nothing_at_all(self, editor, at_work, story):
        for address in (NEW, door(story)):
            assert at_work(editor).post(address, {}).status_code == 200

    def test_hostile_words_are_only_words(self, editor, at_work, story):
        hostile = '<a href="/<script>alert(1)</script>/">x</a><p>[TK <b onclick=x>]</p>'
        answer = at_work(editor).post(door(story), form_data(body=hostile, headline="<script>alert(1)</script> TK"))
        text = answer.content.decode()
        assert "<script" not in text and "onclick" not in text
        assert len(answer.context["checklist"].blocking) == 3
        assert "unsafe" not in answer.headers["Content-Security-Policy"]


class TestBesideTheText:
    def test_the_working_draft_when_the_form_is_opened(self, editor, at_work, story):
        publishing.publish(story, editor)
        revisions.save_draft(story, story_data(headline="TK"), editor)
        page = at_work(editor).get(change(story))
        assert [found.code for found in page.context["checklist"].blocking] == ["mark"]
        assert 'href="#id_headline" data-field="headline"' in page.content.decode()

    def test_a_live_row_without_a_draft(self, editor, at_work, story):
        publishing.publish(story, editor)
        assert at_work(editor).get(change(story)).context["checklist"].blocking == []

    def test_a_new_story_is_not_blamed_before_its_first_word(self, editor, at_work):
        assert "checklist" not in at_work(editor).get(ADD).context

    def test_a_form_that_came_back(self, editor, at_work, story):
        client = at_work(editor)
        page = client.post(change(story), form_data(client.get(change(story)), headline=""))
        assert page.status_code == 422
        assert [found.code for found in page.context["checklist"].blocking] == ["headline"]

    def test_it_costs_the_same_however_much_there_is_to_look_at(self, editor, at_work, story):
        client = at_work(editor)
        SectionFactory()
        counts = []
        for number in (1, 30):
            parts = [f'<a href="{StoryFactory(public=True).get_absolute_url()}">x</a>' for _ in range(number)]
            parts += [f'<a href="/regions/{RegionFactory().slug}/">x</a>' for _ in range(number)]
            parts += [f'<figure data-image="{ImageFactory().pk}"></figure>' for _ in range(number)]
            revisions.save_draft(story, story_data(body="".join(parts)), editor)
            counts.append(count(client, change(story)))
        assert counts[0] == counts[1]


class TestTheButton:
    def test_publishing_says_every_reason_keeps_the_draft_and_shows_the_list(self, editor, at_work, story):
        client = at_work(editor)
        data = form_data(client.get(change(story)), kicker="TK", headline="[TK] Titre", _publish="1")
        page = client.post(change(story), data, follow=True)
        told = [str(message) for message in page.context["messages"]]
        assert len(told) == 2
        assert all(found.words in told[1] for found in page.context["checklist"].blocking)
        assert len(page.context["checklist"].blocking) == 2
        assert Story.objects.get().status == "draft"
        assert revisions.working_draft(story).data["kicker"] == "TK"

    def test_no_region_is_a_box_of_the_form(self, editor, at_work, story):
        client = at_work(editor)
        client.post(change(story), form_data(client.get(change(story)), no_region=""))
        assert revisions.working_draft(story).data["no_region"] is False
        client.post(change(story), form_data(client.get(change(story)), no_region="on", _publish="1"))
        assert Story.objects.public().get().no_region is True
