"""The page of notes: who reads it, who writes on it, and that nothing typed is lost."""

import pytest
from django.urls import reverse

from articles.models import Note
from articles.workflow import notes, revisions
from tests.admin.desk import change, form_data
from tests.factories import story_data


@pytest.fixture
def story(reporter):
    return revisions.start(story_data(), reporter)


def page(story):
    return reverse("admin:articles_story_notes", args=[story.pk])


class TestWhoMay:
    def test_nobody_else_reads_or_writes(self, story, reader, moderator, other_reporter, at_work):
        assert reader.get(page(story)).status_code == 302
        assert reader.post(page(story), {"body": "x"}).status_code == 302
        for person in (moderator, other_reporter):
            assert at_work(person).get(page(story)).status_code == 403
            assert at_work(person).post(page(story), {"body": "x"}).status_code == 403
        assert not Note.objects.exists()

    def test_the_reporter_and_an_editor_talk(self, story, reporter, editor, at_work):
        assert at_work(editor).post(page(story), {"body": "Qui le dit ?"}).status_code == 302
        first = Note.objects.get()
        assert at_work(reporter).post(page(story), {"body": "La mairie.", "answer": first.pk}).status_code == 302
        text = at_work(editor).get(page(story)).content.decode()
        assert text.index("Qui le dit ?") < text.index("La mairie.")

    def test_a_note_of_another_story_is_out_of_reach(self, story, reporter, other_reporter, at_work):
        other = revisions.start(story_data(slug="autre"), other_reporter)
        foreign = notes.add(other, other_reporter, "Ailleurs")
        client = at_work(reporter)
        for data in ({"close": foreign.pk}, {"open": foreign.pk}, {"body": "x", "answer": foreign.pk}):
            assert client.post(page(story), data).status_code == 404
        assert list(Note.objects.values_list("body", "resolved_at")) == [("Ailleurs", None)]


@pytest.mark.parametrize("answer", ["abc", "9" * 30, "-1", "0", "\x00"])
def test_a_forged_note_is_not_found(story, reporter, at_work, answer):
    assert at_work(reporter).post(page(story), {"body": "x", "answer": answer}).status_code == 404


def test_what_is_too_long_comes_back(story, reporter, at_work):
    answer = at_work(reporter).post(page(story), {"body": "mot " * 2_000})
    assert answer.status_code == 422
    assert "mot mot mot" in answer.content.decode()


def test_closing_and_opening(story, reporter, at_work):
    note = notes.add(story, reporter, "À voir")
    client = at_work(reporter)
    client.post(page(story), {"close": note.pk})
    assert Note.objects.get().resolved_at is not None
    assert "À voir" not in client.get(change(story)).content.decode()
    client.post(page(story), {"open": note.pk})
    assert "À voir" in client.get(change(story)).content.decode()


def test_a_note_goes_with_a_plain_save_and_with_a_move(story, reporter, at_work):
    client = at_work(reporter)
    client.post(change(story), form_data(client.get(change(story)), note="Premier jet."))
    client.post(change(story), form_data(client.get(change(story)), note="Fini.", _submit="1"))
    assert list(Note.objects.values_list("body", flat=True)) == ["Premier jet.", "Fini."]


def test_hostile_notes_are_shown_as_words(story, reporter, at_work):
    notes.add(story, reporter, "<script>alert(1)</script>\n@<b>x</b>")
    for address in (page(story), change(story)):
        assert "<script>alert(1)" not in at_work(reporter).get(address).content.decode()


def test_a_long_conversation_costs_what_a_short_one_costs(story, reporter, at_work, django_assert_max_num_queries):
    client = at_work(reporter)

    def cost():
        with django_assert_max_num_queries(60) as queries:
            assert client.get(page(story)).status_code == 200
        return len(queries)

    first = notes.add(story, reporter, "Une")
    notes.add(story, reporter, "Deux", first)
    few = cost()
    for number in range(30):
        notes.add(story, reporter, f"Encore {number}", first if number % 2 else None)
    assert cost() == few


def test_what_was_typed_for_a_refused_move_stands_in_the_form_again(reporter, editor, at_work):
    story = revisions.start(story_data(body=""), reporter)  # empty: it cannot go out
    client = at_work(editor)
    client.post(change(story), form_data(client.get(change(story)), note="À publier vite.", _publish="1"))
    assert not Note.objects.exists()
    assert "À publier vite." in client.get(change(story)).content.decode()
    assert "À publier vite." not in client.get(change(story)).content.decode()
