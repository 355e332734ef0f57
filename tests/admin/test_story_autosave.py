"""What is saved while somebody types: only by whoever may, never over anybody's head, and never half."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import AuditEntry, EditLock, Revision, Story
from articles.workflow import locks, publishing, revisions
from tests.admin.desk import change, form_data
from tests.factories import RegionFactory, story_data

pytestmark = pytest.mark.slow

NEW = "/admin/articles/story/autosave/"


@pytest.fixture
def story(reporter):
    return revisions.start(story_data(), reporter)


def door(story, name="autosave"):
    return reverse(f"admin:articles_story_{name}", args=[story.pk])


def typed(client, story, **changes):
    """The form as the page would send it, with what was typed."""
    return form_data(client.get(change(story)), **changes)


def draft_of(story):
    return revisions.working_draft(story).data


def everything():
    """All that a save could change."""
    return list(Revision.objects.order_by("pk").values()), list(Story.objects.values())


class TestWhoMay:
    """Denied first."""

    def test_a_session_that_ended_is_told_in_a_way_a_script_understands(self, reader, story):
        before = everything()
        for address in (door(story), NEW, door(story, "lock")):
            answer = reader.post(address, form_data(headline="Volé"))
            assert answer.status_code == 401
            assert json.loads(answer.content)["words"]
        assert everything() == before

    def test_another_reporter_changes_nothing_and_it_is_written_down(self, other_reporter, at_work, story):
        before = everything()
        answer = at_work(other_reporter).post(door(story), form_data(headline="Volé"))
        assert (answer.status_code, everything()) == (403, before)
        assert "Un titre" not in answer.content.decode()
        line = AuditEntry.objects.get(action="account.denied")
        assert line.by == other_reporter
        assert door(story) in line.words
        assert not EditLock.objects.exists()

    def test_a_moderator_neither_goes_on_nor_begins(self, moderator, at_work, story):
        before = everything()
        client = at_work(moderator)
        assert client.post(door(story), form_data(headline="Volé")).status_code == 403
        assert client.post(NEW, form_data(sitting="a")).status_code == 403
        assert client.post(door(story, "lock")).status_code == 403
        assert client.get(door(story)).status_code == client.get(NEW).status_code == 403
        assert client.post(door(story, "take_over")).status_code == 403
        assert everything() == before

    def test_somebody_without_the_desk_is_refused(self, reporter, at_work, story):
        reporter.is_staff = False
        reporter.save()
        before = everything()
        assert at_work(reporter).post(door(story), form_data(headline="Volé")).status_code in (401, 403)
        assert everything() == before

    def test_without_the_token_of_the_form_nothing_is_saved(self, reporter, story):
        client = Client(enforce_csrf_checks=True)
        client.force_login(reporter)
        page = client.get(change(story))
        data, before = form_data(page, headline="Mieux"), everything()
        for address in (door(story), door(story, "lock")):
            answer = client.post(address, data)
            assert (answer.status_code, json.loads(answer.content)["renew"]) == (403, True)
        assert everything() == before
        token = json.loads(client.get(door(story)).content)["csrf"]
        assert client.post(door(story), data | {"csrfmiddlewaretoken": token}).status_code == 200
        assert draft_of(story)["headline"] == "Mieux"

    @pytest.mark.parametrize("method", ["put", "delete", "patch"])
    def test_only_posts(self, reporter, at_work, story, method):
        assert getattr(at_work(reporter), method)(door(story)).status_code == 405

    def test_owner_and_editor_save(self, reporter, editor, at_work, story):
        assert at_work(reporter).post(door(story), typed(at_work(reporter), story, headline="Un")).status_code == 200
        locks.release(story, reporter)
        assert at_work(editor).post(door(story), typed(at_work(editor), story, headline="Deux")).status_code == 200
        assert draft_of(story)["headline"] == "Deux"


class TestSaving:
    def test_the_answer_lets_the_page_go_on(self, reporter, at_work, story):
        client = at_work(reporter)
        data = typed(client, story, headline="Un")
        for headline in ("Deux", "Trois"):
            answer = client.post(door(story), data | {"headline": headline})
            found = json.loads(answer.content)
            assert (answer.status_code, found["problems"]) == (200, [])
            data["basis"] = found["basis"]
        assert draft_of(story)["headline"] == "Trois"
        assert client.post(change(story), data | {"headline": "Quatre"}).status_code == 302

    @pytest.mark.slow
    def test_one_sitting_does_not_flood_the_history(self, reporter, at_work, story):
        client = at_work(reporter)
        data = typed(client, story)
        for number in range(20):
            data["basis"] = json.loads(client.post(door(story), data | {"headline": f"Titre {number}"}).content)[
                "basis"
            ]
        assert list(story.revisions.order_by("pk").values_list("kind", "automatic")) == [
            ("saved", False),
            ("draft", True),
        ]

    def test_the_same_again_adds_nothing(self, reporter, at_work, story):
        client = at_work(reporter)
        data, before = typed(client, story), everything()
        assert [client.post(door(story), data).status_code for _time in range(3)] == [200] * 3
        assert everything() == before

    def test_what_readers_see_stays(self, reporter, editor, at_work, story):
        publishing.publish(story, editor)
        client = at_work(reporter)
        answer = client.post(door(story), typed(client, story, headline="Proposé"))
        assert Story.objects.get().headline == "Un titre"
        assert draft_of(story)["headline"] == "Proposé"
        assert len(json.loads(answer.content)["state"]["remarks"]) == 2

    def test_asked_for_it_is_saved_as_by_the_button(self, reporter, at_work, story):
        client = at_work(reporter)
        assert client.post(door(story), typed(client, story, headline="Mieux", explicit="1")).status_code == 200
        assert not revisions.working_draft(story).automatic
        assert AuditEntry.objects.filter(action="story.save").count() == 1

    def test_asked_for_nothing_wrong_is_saved(self, reporter, at_work, story):
        client = at_work(reporter)
        before = everything()
        assert client.post(door(story), typed(client, story, headline="", explicit="1")).status_code == 422
        assert everything() == before

    def test_it_is_never_stored_on_the_way(self, reporter, at_work, story):
        client = at_work(reporter)
        assert "no-store" in client.post(door(story), typed(client, story)).headers["Cache-Control"]


class TestBadInput:
    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("headline", ""),
            ("headline", "x" * 201),
            ("headline", "a\0b"),
            ("kicker", "x" * 81),
            ("body", "a\0b"),
            ("body", "<p>" + "a" * 400_001 + "</p>"),
            ("slug", "pas une adresse"),
            ("section", "999999"),
            ("lead_image", "abc"),
            ("regions", ["9" * 40]),
            ("authors", ["1", "9" * 40]),
            ("tags", ["99"]),
            ("primary_region", "9" * 40),
            ("language", "xx"),
            ("kind", "poem"),
            ("embargo_until", "demain"),
            ("expires_at", "0001-01-01T00:00"),
        ],
    )
    def test_a_wrong_field_keeps_what_it_had_and_is_named_and_the_others_are_saved(
        self, reporter, at_work, story, field, value
    ):
        client = at_work(reporter)
        former = draft_of(story)
        answer = client.post(door(story), typed(client, story, standfirst="Le chapô que voici.", **{field: value}))
        found = json.loads(answer.content)
        assert answer.status_code == 200
        assert [problem["field"] for problem in found["problems"]] == [field]
        assert found["problems"][0]["words"]
        assert draft_of(story) == former | {"standfirst": "Le chapô que voici."}

    def test_a_lone_surrogate_is_no_error_of_the_server(self, reporter, at_work, story):
        client = at_work(reporter)
        body = "&".join(
            f"{key}={value}" for key, value in {"basis": typed(client, story)["basis"], "language": "fr"}.items()
        )
        body += "&kind=news&slug=un-titre&headline=Titre%ED%A0%80&body=%3Cp%3Ea%ED%A0%80b%3C%2Fp%3E"
        answer = client.post(door(story), body, content_type="application/x-www-form-urlencoded")
        assert answer.status_code == 200
        assert json.dumps(draft_of(story)).isascii()
        assert "\ud800" not in draft_of(story)["headline"] + draft_of(story)["body"]

    @pytest.mark.parametrize(
        ("body", "kind"),
        [
            ('{"headline": "x"}', "application/json"),
            ("{", "application/json"),
            ("", "application/x-www-form-urlencoded"),
            ("headline=Vol%C3%A9", "application/x-www-form-urlencoded"),
            ("--x\r\nContent-Dispo", "multipart/form-data; boundary=x"),
            ("x", "multipart/form-data"),
        ],
    )
    def test_what_arrives_in_pieces_empties_no_field(self, reporter, at_work, story, body, kind):
        before = everything()
        answer = at_work(reporter).generic("POST", door(story), body, content_type=kind)
        assert (answer.status_code, everything()) == (400, before)
        assert json.loads(answer.content)["words"]

    def test_more_than_the_server_takes(self, reporter, at_work, story, settings):
        settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000
        client = at_work(reporter)
        data, before = typed(client, story, body="<p>" + "a" * 10_000 + "</p>"), everything()
        answer = client.post(door(story), data)
        assert (answer.status_code, everything()) == (413, before)
        assert json.loads(answer.content)["words"]

    def test_hostile_html_is_cleaned_at_this_door_too(self, reporter, at_work, story):
        client = at_work(reporter)
        client.post(door(story), typed(client, story, body='<p onclick="x()">a</p><script>alert(1)</script>'))
        assert draft_of(story)["body"] == "<p>a</p>"

    def test_a_region_deleted_meanwhile_is_named(self, reporter, at_work, story):
        region = RegionFactory()
        client = at_work(reporter)
        data = typed(client, story, regions=[region.pk], headline="Neuf")
        region.delete()
        found = json.loads(client.post(door(story), data).content)
        assert [problem["field"] for problem in found["problems"]] == ["regions"]
        assert (draft_of(story)["regions"], draft_of(story)["headline"]) == ([], "Neuf")


class TestTheStoryMoved:
    def test_deleted(self, reporter, at_work, story):
        client = at_work(reporter)
        data = typed(client, story, headline="Orphelin")
        Story.objects.all().delete()
        for address in (door(story), door(story, "lock")):
            answer = client.post(address, data)
            assert answer.status_code == 404
            assert json.loads(answer.content)["words"]
        assert not Story.objects.exists()

    @pytest.mark.parametrize("key", ["0", "9" * 18, "9" * 40])
    def test_never_there(self, editor, at_work, key):
        assert at_work(editor).post(f"/admin/articles/story/{key}/autosave/", form_data()).status_code == 404

    def test_saved_by_somebody_else(self, reporter, editor, at_work, story):
        client = at_work(reporter)
        data = typed(client, story, headline="Mes mots")
        revisions.save_draft(story, story_data(headline="Plus rapide"), editor)
        answer = client.post(door(story), data)
        assert answer.status_code == 409
        assert "editor" in json.loads(answer.content)["words"]
        assert draft_of(story)["headline"] == "Plus rapide"

    def test_published_by_somebody_else(self, reporter, editor, at_work, story):
        client = at_work(reporter)
        data = typed(client, story, headline="Mes mots")
        publishing.publish(story, editor)
        before = everything()
        answer = client.post(door(story), data)
        assert (answer.status_code, everything()) == (409, before)

    def test_withdrawn_by_somebody_else_it_goes_on_and_the_page_says_so(self, reporter, editor, at_work, story):
        publishing.publish(story, editor)
        client = at_work(reporter)
        data = typed(client, story, headline="Mes mots")
        publishing.unpublish(story, editor)
        answer = client.post(door(story), data)
        story.refresh_from_db()
        assert answer.status_code == 200
        assert json.loads(answer.content)["state"]["words"] == str(story.get_status_display())
        assert (story.status, draft_of(story)["headline"]) == ("withdrawn", "Mes mots")

    @pytest.mark.parametrize("basis", ["", "0:0", "zzz", "9" * 4000])
    def test_a_forged_basis_is_a_conflict(self, reporter, at_work, story, basis):
        before = everything()
        assert at_work(reporter).post(door(story), form_data(basis=basis, headline="x")).status_code == 409
        assert everything() == before

    def test_no_box_that_is_ticked_overrules_by_itself(self, reporter, editor, at_work, story):
        client = at_work(reporter)
        data = typed(client, story, headline="Mes mots")
        draft = revisions.save_draft(story, story_data(headline="Plus rapide"), editor)
        answer = client.post(door(story), data | {"overrule": revisions.basis(story, draft)})
        assert answer.status_code == 409


class TestTheLock:
    def test_somebody_else_writes_there(self, reporter, editor, at_work, story):
        locks.hold(story, editor)
        client = at_work(reporter)
        data, before = typed(client, story, headline="Mes mots"), everything()
        answer = client.post(door(story), data)
        assert (answer.status_code, everything()) == (423, before)
        assert "editor" in json.loads(answer.content)["words"]

    def test_it_was_taken_over(self, reporter, editor, at_work, story):
        client = at_work(reporter)
        data = typed(client, story, headline="Mes mots")
        assert client.post(door(story), data).status_code == 200
        assert at_work(editor).post(door(story, "take_over"), {"since": since(story)}).status_code == 302
        told = [json.loads(client.post(door(story), data | held).content)["words"] for held in ({"held": "1"}, {})]
        assert all("editor" in words for words in told)
        assert told[0] != told[1]

    def test_the_button_saves_without_it(self, reporter, editor, at_work, story):
        locks.hold(story, editor)
        client = at_work(reporter)
        assert client.post(door(story), typed(client, story, headline="Mieux", explicit="1")).status_code == 200
        assert client.post(change(story), typed(client, story, headline="Mieux encore")).status_code == 302

    def test_the_form_says_who_writes(self, reporter, editor, at_work, story):
        locks.hold(story, editor)
        assert at_work(reporter).get(change(story)).context["lock"].by == editor
        assert at_work(editor).get(change(story)).context["lock"] is None

    def test_signs_of_life(self, reporter, editor, at_work, story):
        assert json.loads(at_work(reporter).post(door(story, "lock")).content) == {"held": True, "words": ""}
        other = json.loads(at_work(editor).post(door(story, "lock")).content)
        assert (other["held"], "reporter" in other["words"]) == (False, True)
        assert at_work(editor).post(door(story, "lock"), {"leave": "1"}).status_code == 204
        assert locks.holder(story).by == reporter
        assert at_work(reporter).post(door(story, "lock"), {"leave": "1"}).status_code == 204
        assert locks.holder(story) is None

    @pytest.mark.parametrize("forged", ["", "zzz", "2026-13-45T00:00", "2026-05-01T08:00", "9" * 400])
    def test_a_takeover_of_what_nobody_saw(self, reporter, editor, at_work, story, forged):
        locks.hold(story, reporter)
        assert at_work(editor).post(door(story, "take_over"), {"since": forged}).status_code == 302
        assert locks.holder(story).by == reporter

    def test_a_takeover_is_a_post_by_somebody_who_may(self, reporter, other_reporter, at_work, story):
        locks.hold(story, reporter)
        stamp = {"since": since(story)}
        assert at_work(reporter).get(door(story, "take_over")).status_code == 405
        assert at_work(other_reporter).post(door(story, "take_over"), stamp).status_code == 403
        assert locks.holder(story).by == reporter


def since(story):
    return locks.holder(story).since.isoformat()


class TestANewStory:
    def test_it_begins_with_its_first_headline(self, reporter, at_work):
        client = at_work(reporter)
        assert client.post(NEW, form_data(headline="", slug="", sitting="a")).status_code == 422
        assert not Story.objects.exists()
        found = json.loads(client.post(NEW, form_data(headline="Un début", slug="", sitting="a")).content)
        story = Story.objects.get()
        assert (story.owner, story.slug, story.status) == (reporter, "un-debut", "draft")
        assert found["doors"]["page"] == change(story)
        assert revisions.working_draft(story).automatic
        assert locks.holder(story).by == reporter
        assert (
            client.post(change(story), form_data(headline="Un début", slug="", basis=found["basis"])).status_code == 302
        )

    def test_sent_twice_it_begins_once(self, reporter, at_work):
        client = at_work(reporter)
        for headline in ("Un début", "Un début mieux"):
            assert client.post(NEW, form_data(headline=headline, slug="", sitting="a")).status_code == 200
        assert [story.headline for story in Story.objects.all()] == ["Un début mieux"]
        client.post(NEW, form_data(headline="Un autre", slug="", sitting="b"))
        assert Story.objects.count() == 2

    def test_sent_again_after_somebody_else_saved_it_is_a_conflict(self, reporter, editor, at_work):
        client = at_work(reporter)
        client.post(NEW, form_data(headline="Un début", slug="", sitting="a"))
        revisions.save_draft(Story.objects.get(), story_data(headline="Relu"), editor)
        assert client.post(NEW, form_data(headline="Un début", slug="", sitting="a")).status_code == 409
        assert Story.objects.get().headline == "Relu"

    def test_the_same_key_of_somebody_else_is_another_story(self, reporter, other_reporter, at_work):
        for person in (reporter, other_reporter):
            assert at_work(person).post(NEW, form_data(slug="", sitting="a")).status_code == 200
        assert {story.owner for story in Story.objects.all()} == {reporter, other_reporter}
        assert len({story.translation_group for story in Story.objects.all()}) == 2

    @pytest.mark.parametrize("sitting", ["", "x" * 101])
    def test_without_a_key_nothing_begins(self, reporter, at_work, sitting):
        assert at_work(reporter).post(NEW, form_data(sitting=sitting)).status_code == 400
        assert not Story.objects.exists()

    def test_until_it_is_public_its_language_may_still_be_chosen(self, reporter, at_work):
        client = at_work(reporter)
        first = json.loads(client.post(NEW, form_data(headline="Ще один", slug="", sitting="a")).content)
        story = Story.objects.get()
        data = form_data(headline="Ще один", slug="", basis=first["basis"], language="uk")
        assert client.post(door(story), data).status_code == 200
        story.refresh_from_db()
        assert story.language == "uk"

    def test_a_wrong_field_of_a_new_story_is_empty_at_first(self, reporter, at_work):
        data = form_data(sitting="a", slug="", embargo_until="demain", section="999", regions=["x"], kicker="x" * 81)
        found = json.loads(at_work(reporter).post(NEW, data).content)
        assert {problem["field"] for problem in found["problems"]} == {"embargo_until", "section", "regions", "kicker"}
        story = Story.objects.get()
        assert (story.embargo_until, story.section, story.kicker) == (None, None, "")


def test_a_long_sitting_leaves_a_version_every_ten_minutes(reporter, at_work, story):
    client = at_work(reporter)
    basis = json.loads(client.post(door(story), typed(client, story, headline="Un")).content)["basis"]
    Revision.objects.filter(automatic=True).update(created_at=timezone.now() - timedelta(minutes=11))
    client.post(door(story), typed(client, story, headline="Deux", basis=basis))
    assert list(story.revisions.order_by("pk").values_list("kind", flat=True)) == ["saved", "autosaved", "draft"]
