from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import AuditEntry, Image, Revision, Story
from articles.workflow import publishing, revisions
from tests.admin.desk import ADD, LIST, change, form_data
from tests.factories import AuthorFactory, ImageFactory, RegionFactory, StoryFactory, TagFactory, story_data

pytestmark = pytest.mark.slow  # whole pages of the desk, one after the other

HOSTILE = (
    '<p onclick="x()">Bon<script>alert(1)</script>jour</p><iframe src="//evil.example"></iframe>'
    '<a href="javascript:alert(1)">piège</a><img src="x" onerror="alert(1)"><p style="color:red">fin</p>'
)


@pytest.fixture
def story(reporter):
    return revisions.start(story_data(), reporter)


def soon(**delta):
    return timezone.localtime(timezone.now() + timedelta(**delta)).strftime("%Y-%m-%dT%H:%M")


class TestWhoMayEnter:
    """Denied first."""

    @pytest.mark.parametrize("address", [LIST, ADD, "{story}", "{story}history/", "{story}delete/"])
    def test_nobody_without_an_account(self, reader, story, address):
        answer = reader.get(address.format(story=change(story).removesuffix("change/")))
        assert answer.status_code == 302
        assert "/login/" in answer.url or "/change/" in answer.url

    @pytest.mark.parametrize("address", [LIST, ADD])
    def test_no_moderator(self, moderator, at_work, address):
        assert at_work(moderator).get(address).status_code == 403

    @pytest.mark.parametrize("part", ["change", "history", "delete"])
    def test_no_moderator_in_a_story(self, moderator, at_work, story, part):
        answer = at_work(moderator).get(change(story).replace("change", part))
        assert answer.status_code in (302, 403)
        assert story.headline.encode() not in answer.content

    @pytest.mark.parametrize("part", ["change", "history", "delete"])
    def test_another_reporter_hears_that_there_is_no_such_story(self, other_reporter, at_work, story, part):
        answer = at_work(other_reporter).get(change(story).replace("change", part))
        assert answer.status_code in (302, 403)
        assert story.headline.encode() not in answer.content

    def test_the_list_of_a_reporter_holds_their_own(self, reporter, other_reporter, editor, at_work, story):
        assert listed(at_work(reporter)) == [story]
        assert listed(at_work(other_reporter)) == []
        assert listed(at_work(editor)) == [story]

    def test_reporter_and_editor_open_it(self, reporter, editor, admin, at_work, story):
        for person in (reporter, editor, admin):
            assert at_work(person).get(change(story)).status_code == 200

    def test_only_the_admin_deletes_and_only_what_was_never_public(self, reporter, editor, admin, at_work, story):
        address = change(story).replace("change", "delete")
        for person in (reporter, editor):
            assert at_work(person).post(address, {"post": "yes"}).status_code == 403
        publishing.publish(story, editor)
        assert at_work(admin).post(address, {"post": "yes"}).status_code == 403
        assert Story.objects.count() == 1
        other = revisions.start(story_data(slug="autre"), reporter)
        at_work(admin).post(change(other).replace("change", "delete"), {"post": "yes"})
        assert list(Story.objects.all()) == [story]


def listed(client, **query):
    return list(client.get(LIST, query).context["cl"].result_list)


class TestTheButtons:
    @pytest.mark.parametrize(
        "button", ["_publish", "_schedule", "_unpublish", "_approve", "_request_changes", "_archive", "_relist"]
    )
    def test_a_reporter_who_forges_one_changes_nothing(self, reporter, at_work, story, button):
        client = at_work(reporter)
        data = form_data(client.get(change(story)), headline="Changé", publish_at=soon(hours=2), **{button: "1"})
        assert client.post(change(story), data).status_code == 403
        story.refresh_from_db()
        assert (story.status, story.headline) == ("draft", "Un titre")
        assert story.revisions.count() == 1

    def test_a_reporter_who_forges_one_starts_nothing(self, reporter, at_work):
        assert at_work(reporter).post(ADD, form_data(_publish="1")).status_code == 403
        assert not Story.objects.exists()

    @pytest.mark.parametrize("button", ["_save_draft", "_submit", "_publish"])
    def test_another_reporter_changes_nothing(self, other_reporter, at_work, story, button):
        answer = at_work(other_reporter).post(change(story), form_data(headline="Volé", **{button: "1"}))
        assert answer.status_code == 403
        assert list(Story.objects.values_list("headline", flat=True)) == ["Un titre"]

    def test_a_moderator_changes_nothing(self, moderator, at_work, story):
        assert at_work(moderator).post(change(story), form_data(headline="Volé")).status_code == 403
        assert at_work(moderator).post(ADD, form_data()).status_code == 403
        assert Story.objects.get().headline == "Un titre"

    def test_a_reporter_writes_and_submits(self, reporter, at_work):
        answer = at_work(reporter).post(ADD, form_data(slug="", headline="L’œuvre d’été", _submit="1"))
        story = Story.objects.get()
        assert answer.url == change(story)
        assert (story.owner, story.status, story.slug) == (reporter, "in_review", "l-oeuvre-d-ete")

    def test_an_editor_publishes(self, editor, at_work, story):
        client = at_work(editor)
        client.post(change(story), form_data(client.get(change(story)), headline="Mieux", _publish="1"))
        story = Story.objects.public().get()
        assert (story.headline, story.version) == ("Mieux", 1)

    def test_an_editor_schedules_and_takes_it_back(self, editor, at_work, story):
        client = at_work(editor)
        client.post(change(story), form_data(client.get(change(story)), publish_at=soon(hours=2), _schedule="1"))
        story.refresh_from_db()
        assert story.is_scheduled
        client.post(change(story), form_data(client.get(change(story)), publish_at=soon(hours=2), _unpublish="1"))
        story.refresh_from_db()
        assert (story.status, story.published_at) == ("draft", None)

    def test_a_time_can_be_changed_without_a_new_word(self, editor, at_work, story):
        publishing.schedule(story, editor, timezone.now() + timedelta(hours=2))
        client = at_work(editor)
        client.post(change(story), form_data(client.get(change(story)), publish_at=soon(hours=5), _schedule="1"))
        assert Story.objects.get().published_at > timezone.now() + timedelta(hours=4)

    def test_a_refused_move_keeps_the_draft_and_says_both(self, editor, at_work, story):
        client = at_work(editor)
        data = form_data(client.get(change(story)), body="", headline="Sans texte", _publish="1")
        page = client.post(change(story), data, follow=True)
        said = [str(message) for message in page.context["messages"]]
        assert len(said) == 2
        assert Story.objects.get().status == "draft"
        assert revisions.working_draft(story).data["headline"] == "Sans texte"

    def test_what_is_offered(self, reporter, editor, at_work, story):
        assert offered(at_work(reporter), story) == ["submit"]
        assert offered(at_work(editor), story) == ["submit", "publish", "schedule"]
        publishing.publish(story, editor)
        assert offered(at_work(reporter), story) == []
        assert offered(at_work(editor), story) == ["publish", "archive", "unpublish"]

    def test_the_history_names_each_step_once(self, editor, at_work, story):
        client = at_work(editor)
        client.post(change(story), form_data(client.get(change(story)), headline="Mieux", _publish="1"))
        assert AuditEntry.objects.about(story).count() == 3  # started, draft saved, published
        assert client.get(change(story).replace("change", "history")).status_code == 200


def offered(client, story):
    context = client.get(change(story)).context
    return [move for move, _words in [*context["moves"], *context["away"]]]


class TestReadersSeeNothingYet:
    def test_a_public_story_is_edited_in_its_draft(self, editor, reporter, at_work, story):
        publishing.publish(story, editor)
        client = at_work(reporter)
        client.post(change(story), form_data(client.get(change(story)), headline="Proposé"))
        story.refresh_from_db()
        assert story.headline == "Un titre"
        page = client.get(change(story))
        assert page.context["adminform"].form["headline"].value() == "Proposé"
        assert len(page.context["state"].remarks) == 2

    def test_regions_and_signatures_of_the_live_row_stay(self, editor, at_work, story):
        publishing.publish(story, editor)
        client = at_work(editor)
        region, author = RegionFactory(), AuthorFactory()
        data = form_data(client.get(change(story)), regions=[region.pk], authors=[author.pk])
        client.post(change(story), data)
        assert (story.regions.count(), story.authors.count()) == (0, 0)
        assert revisions.working_draft(story).data["authors"] == [author.pk]

    def test_its_language_stays_and_its_address_changes_when_it_is_published(self, editor, at_work, story):
        publishing.publish(story, editor)
        client = at_work(editor)
        client.post(change(story), form_data(client.get(change(story)), slug="Autre", language="en"))
        story.refresh_from_db()
        assert (story.slug, story.language) == ("un-titre", "fr")
        client.post(change(story), form_data(client.get(change(story)), slug="autre", language="en", _publish="1"))
        story.refresh_from_db()
        assert (story.slug, story.language) == ("autre", "fr")
        assert story.old_addresses.get().slug == "un-titre"


class TestNothingTypedIsLost:
    def test_a_conflict_shows_the_words_again(self, editor, reporter, at_work, story):
        client = at_work(reporter)
        data = form_data(client.get(change(story)), headline="Mes mots", body="<p>À moi.</p>")
        revisions.save_draft(story, story_data(headline="Plus rapide"), editor)
        page = client.post(change(story), data)
        assert page.status_code == 409
        assert page.context["adminform"].form["headline"].value() == "Mes mots"
        assert "À moi." in page.content.decode()
        assert Story.objects.get().headline == "Plus rapide"
        assert Revision.objects.count() == 2
        again = data | {"basis": page.context["adminform"].form["basis"].value()}
        assert client.post(change(story), again).status_code == 409  # a second click is no second thought
        replaced = page.context["adminform"].form.conflict["basis"]
        assert client.post(change(story), data | {"overrule": replaced}).status_code == 302
        assert Revision.objects.filter(data__headline="Plus rapide").exists()
        assert client.post(change(story), data | {"overrule": replaced}).status_code == 409  # that one is gone now
        assert Story.objects.get().headline == "Mes mots"

    @pytest.mark.parametrize("basis", ["", "0:0", "zzz", "9" * 4000])
    def test_a_forged_basis_is_a_conflict(self, reporter, at_work, story, basis):
        assert at_work(reporter).post(change(story), form_data(basis=basis)).status_code == 409

    def test_a_story_that_vanished(self, reporter, at_work, story):
        client = at_work(reporter)
        data = form_data(client.get(change(story)), headline="Orphelin", body="<p>Mon texte.</p>")
        story.delete()
        page = client.post(change(story), data)
        assert page.status_code == 404
        assert "Orphelin" in page.content.decode()
        assert "Mon texte." in page.content.decode()
        assert not Story.objects.exists()

    def test_an_address_that_is_taken(self, reporter, at_work, story):
        page = at_work(reporter).post(ADD, form_data(headline="Un autre", slug="un-titre"))
        assert page.status_code == 422
        assert "slug" in page.context["adminform"].form.errors
        assert "Un autre" in page.content.decode()
        assert Story.objects.count() == 1

    @pytest.mark.parametrize(
        "field, value",
        [
            ("headline", ""),
            ("headline", "x" * 201),
            ("headline", "a\0b"),
            ("body", "a\0b"),
            ("section", "999999"),
            ("section", "9" * 40),
            ("lead_image", "abc"),
            ("regions", ["9" * 40]),
            ("regions", ["x"]),
            ("authors", ["1", "9" * 40]),
            ("tags", ["99"]),
            ("primary_region", "9" * 40),
            ("language", "xx"),
            ("kind", "poem"),
            ("slug", "pas une adresse"),
            ("embargo_until", "demain"),
            ("embargo_until", "2001-01-01T00:00"),
            ("expires_at", "0001-01-01T00:00"),
            ("expires_at", "9999-12-31T23:59"),
        ],
    )
    def test_bad_input_is_refused_in_words(self, reporter, at_work, field, value):
        page = at_work(reporter).post(ADD, form_data(**{field: value}))
        assert page.status_code == 422
        assert list(page.context["adminform"].form.errors) == [field]
        assert not Story.objects.exists()

    def test_a_list_asked_for_a_nul(self, editor, at_work):
        assert at_work(editor).get(LIST, {"kind__exact": "\0"}).status_code == 400
        assert at_work(editor).get(LIST, {"state": "zzz", "p": "zzz"}).status_code in (200, 302)


class TestHostileText:
    def test_it_reaches_neither_the_row_nor_the_editor(self, reporter, at_work):
        client = at_work(reporter)
        client.post(ADD, form_data(body=HOSTILE))
        story = Story.objects.get()
        page = client.get(change(story))
        for text in (story.body, story.html, page.context["adminform"].form["body"].as_widget()):
            for trace in ("script", "onclick", "onerror", "javascript", "iframe", "style=&quot;", "evil"):
                assert trace not in text.replace("data-type", "").partition("data-config")[0], trace

    def test_it_is_cleaned_when_the_form_comes_back(self, reporter, at_work):
        page = at_work(reporter).post(ADD, form_data(headline="", body=HOSTILE))
        shown = page.context["adminform"].form["body"].as_widget().rpartition('data-type="ckeditortype">')[2]
        assert "Bonjour" in shown
        assert not [trace for trace in ("alert", "onclick", "onerror", "iframe") if trace in shown]

    def test_a_figure_comes_back_with_its_picture(self, reporter, at_work):
        image = ImageFactory()
        unknown = f'<figure data-image="{10**17}"></figure>'
        body = f'<figure data-image="{image.pk}"><figcaption>Ici</figcaption></figure>{unknown}'
        story = revisions.start(story_data(body=body), reporter)
        assert "<img" not in story.body
        shown = at_work(reporter).get(change(story)).context["adminform"].form["body"].as_widget()
        assert f"src=&quot;{image.url}&quot;" in shown
        assert shown.count("&lt;img") == 1


class TestPolicy:
    def test_the_story_form_alone_is_relaxed(self, admin, at_work, story):
        client = at_work(admin)
        for address in (ADD, change(story)):
            policy = client.get(address).headers["Content-Security-Policy"]
            assert "script-src 'self';" in policy
            assert "script-src-attr 'unsafe-inline'" in policy
            assert "unsafe-eval" not in policy

    @pytest.mark.parametrize(
        "address",
        ["/admin/", LIST, "/admin/articles/image/", "/admin/articles/image/add/", "/admin/articles/comment/"],
    )
    def test_every_other_page_is_strict(self, admin, at_work, address):
        assert "unsafe" not in at_work(admin).get(address).headers["Content-Security-Policy"]

    def test_history_and_delete_are_strict(self, admin, at_work, story):
        for part in ("history", "delete"):
            answer = at_work(admin).get(change(story).replace("change", part))
            assert "unsafe" not in answer.headers["Content-Security-Policy"]


class TestQueries:
    def test_the_list_costs_the_same_for_one_and_thirty(self, editor, at_work):
        client = at_work(editor)
        regions = [RegionFactory(), RegionFactory()]
        StoryFactory(regions=regions, owner=editor)
        few = count(client, LIST)
        for _number in range(30):
            StoryFactory(regions=regions, owner=editor)
        assert count(client, LIST) == few

    def test_the_form_costs_the_same_however_much_there_is_to_choose(self, editor, at_work, story):
        client = at_work(editor)
        few = count(client, change(story))
        for _number in range(30):
            RegionFactory(parent=RegionFactory())
            AuthorFactory(), TagFactory(), ImageFactory()
        assert count(client, change(story)) == few
        assert Image.objects.count() == 30

    def test_the_desk_costs_the_same(self, admin, at_work):
        client = at_work(admin)
        StoryFactory(owner=admin)
        few = count(client, "/admin/")
        for _number in range(30):
            StoryFactory(owner=admin)
        assert count(client, "/admin/") == few


def count(client, address):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)
