"""What was written is found again: every version, its difference from any other, and the way back. Conflicts too."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.models import AuditEntry, Revision, Story
from articles.queries.differences import differences
from articles.queries.history import latest_word
from articles.workflow import publishing, revisions
from articles.workflow.pruning import prune_autosaves
from tests.admin.desk import change, form_data
from tests.factories import AuthorFactory, ImageFactory, RegionFactory, SectionFactory, story_data

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def story(reporter):
    return revisions.start(story_data(), reporter)


@pytest.fixture
def two(story, editor):
    """A story with two versions: 'Un titre', 'Deux'."""
    revisions.save_draft(story, story_data(headline="Deux"), editor)
    return story


def history(story):
    return reverse("admin:articles_story_history", args=[story.pk])


def diff(story, old, new):
    return f"{reverse('admin:articles_story_diff', args=[story.pk])}?old={old}&new={new}"


def restore(story, revision):
    return reverse("admin:articles_story_restore", args=[story.pk, revision.pk])


def basis(story):
    return revisions.basis(Story.objects.get(pk=story.pk), revisions.working_draft(story))


def first_of(story):
    return story.revisions.order_by("pk").first()


class TestWhoMay:
    """Denied first."""

    def addresses(self, story):
        old, new = story.revisions.order_by("pk").values_list("pk", flat=True)
        return [history(story), diff(story, old, new)]

    def test_nobody_without_an_account(self, reader, two):
        for address in self.addresses(two):
            assert reader.get(address).status_code == 302
        assert reader.post(restore(two, first_of(two)), {"basis": basis(two)}).status_code == 302
        assert revisions.working_draft(two).data["headline"] == "Deux"

    def test_no_moderator_and_no_other_reporter(self, moderator, other_reporter, at_work, two):
        for person in (moderator, other_reporter):
            client = at_work(person)
            for address in self.addresses(two):
                assert client.get(address).status_code == 403
            assert client.post(restore(two, first_of(two)), {"basis": basis(two)}).status_code == 403
        assert revisions.working_draft(two).data["headline"] == "Deux"

    def test_owner_and_editor(self, reporter, editor, at_work, two):
        for person in (reporter, editor):
            for address in self.addresses(two):
                assert at_work(person).get(address).status_code == 200

    def test_a_version_of_another_story_is_not_found_in_this_one(self, editor, at_work, two):
        other = first_of(revisions.start(story_data(headline="Secret", slug="secret"), editor))
        client = at_work(editor)
        assert client.get(diff(two, first_of(two).pk, other.pk)).status_code == 404
        assert client.post(restore(two, other), {"basis": basis(two)}).status_code == 404

    @pytest.mark.parametrize("key", ["0", "abc", "9" * 18, "9" * 19, "9" * 40, "9" * 5000, "٩"])
    def test_no_such_story(self, editor, at_work, key):
        assert at_work(editor).get(f"/admin/articles/story/{key}/history/").status_code == 404


class TestTheList:
    def test_it_says_who_when_and_what_kind(self, reporter, editor, at_work, two):
        page = at_work(editor).get(history(two))
        listed = [(version.kind, version.by) for version in page.context["versions"]]
        assert listed == [("draft", editor), ("saved", reporter)]
        assert "(Paris)" in page.content.decode()

    def test_below_it_is_what_was_done(self, editor, at_work, two):
        lines = at_work(editor).get(history(two)).context["trail"]
        assert [line.action for line in lines] == ["story.save", "story.start"]

    def test_it_costs_the_same_for_one_and_thirty(self, editor, at_work, story):
        client = at_work(editor)
        few = count(client, history(story))
        for number in range(30):
            revisions.save_draft(story, story_data(headline=f"Titre {number}"), editor)
        assert count(client, history(story)) == few
        assert len(client.get(history(story)).context["versions"]) == 25
        assert len(client.get(history(story), {"p": "2"}).context["versions"]) == 6

    @pytest.mark.parametrize("page", ["zzz", "0", "-1", "9" * 40])
    def test_a_page_that_is_none(self, editor, at_work, two, page):
        assert at_work(editor).get(history(two), {"p": page, "t": page}).status_code == 200

    def test_its_policy_is_strict(self, editor, at_work, two):
        old, new = two.revisions.order_by("pk").values_list("pk", flat=True)
        for address in (history(two), diff(two, old, new)):
            assert "unsafe" not in at_work(editor).get(address).headers["Content-Security-Policy"]


def count(client, address):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


class TestDifferences:
    def changes(self, client, address):
        return {change.name: change for change in client.get(address).context["changes"]}

    def test_of_two_versions_whichever_was_chosen_first(self, editor, at_work, two):
        client = at_work(editor)
        old, new = two.revisions.order_by("pk").values_list("pk", flat=True)
        for address in (diff(two, old, new), diff(two, new, old)):
            (headline,) = self.changes(client, address).values()
            assert [(piece.kind, piece.text) for piece in headline.pieces] == [("del", "Un titre"), ("ins", "Deux")]

    def test_against_what_readers_see(self, editor, at_work, story):
        publishing.publish(story, editor)
        draft = revisions.save_draft(story, story_data(body="<p>Le texte nouveau.</p>"), editor)
        page = at_work(editor).get(diff(story, "live", draft.pk))
        assert [change.name for change in page.context["changes"]] == ["body"]
        assert "<ins> nouveau</ins>" in page.content.decode()

    def test_nothing_is_live_before_it_was_published(self, editor, at_work, two):
        assert at_work(editor).get(diff(two, "live", first_of(two).pk)).status_code == 404

    @pytest.mark.parametrize(("old", "new"), [("", ""), ("1", ""), ("7", "7"), ("live", "live")])
    def test_two_have_to_be_chosen(self, editor, at_work, two, old, new):
        answer = at_work(editor).get(diff(two, old, new))
        assert (answer.status_code, answer.url) == (302, history(two))

    @pytest.mark.parametrize("key", ["zzz", "9" * 40, "-1", "1.5", "\0"])
    def test_what_is_no_version(self, editor, at_work, two, key):
        assert at_work(editor).get(diff(two, key, first_of(two).pk)).status_code in (400, 404)

    def test_hostile_words_are_only_words(self, editor, at_work, story):
        revisions.save_draft(story, story_data(headline="<script>alert(1)</script>"), editor)
        old, new = story.revisions.order_by("pk").values_list("pk", flat=True)
        page = at_work(editor).get(diff(story, old, new)).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page

    def test_fields_are_told_by_names(self, editor):
        section, region, image = (
            SectionFactory(name_fr="Monde"),
            RegionFactory(name_fr="Ici"),
            ImageFactory(alt="Un pont"),
        )
        one, other = AuthorFactory(name="Ada"), AuthorFactory(name="Bohdan")
        old = story_data(authors=[one.pk, other.pk], section=999, comments_open=True, kind="news", no_region=False)
        new = story_data(
            authors=[other.pk, one.pk],
            section=section.pk,
            regions=[region.pk],
            primary_region=region.pk,
            lead_image=image.pk,
            comments_open=False,
            kind="analysis",
            no_region=False,
            expires_at="2099-01-01T07:00:00+00:00",
        )
        told = {change.name: (change.gone, change.came) for change in differences(old, new)}
        assert told == {
            "lead_image": ([], ["Un pont"]),
            "authors": (["Ada", "Bohdan"], ["Bohdan", "Ada"]),
            "kind": ([str(Story.Kind.NEWS.label)], [str(Story.Kind.ANALYSIS.label)]),
            "section": (told["section"][0], ["Monde"]),
            "primary_region": ([], ["Ici"]),
            "regions": ([], ["Ici"]),
            "expires_at": ([], ["01/01/2099 08:00 (Paris)"]),
            "comments_open": (told["comments_open"][0], told["comments_open"][1]),
        }
        assert "999" in told["section"][0][0]
        assert told["comments_open"][0] != told["comments_open"][1]

    def test_a_field_that_is_not_known_yet_is_told_all_the_same(self):
        (change,) = differences(story_data(), story_data(mood="gai"))
        assert (change.name, change.gone, change.came) == ("mood", [], ["gai"])

    def test_a_picture_and_a_link_are_told_in_words(self):
        image = ImageFactory(alt="Un pont")
        old = story_data(body='<p><a href="https://a.org/">ici</a></p>')
        new = story_data(body=f'<p><a href="https://b.org/">ici</a></p><figure data-image="{image.pk}"></figure>')
        (change,) = differences(old, new)
        blocks = [block for _seen, part in change.stretches for block in part]
        assert "Un pont" in blocks[1].label
        told = [(piece.kind, piece.text.rpartition(" ")[2]) for piece in blocks[0].pieces if piece.tag]
        assert told == [("del", "https://a.org/"), ("ins", "https://b.org/")]

    def test_it_costs_the_same_for_one_name_and_thirty(self, editor, at_work, story):
        client = at_work(editor)
        costs = []
        for number in (1, 30):
            keys = [RegionFactory().pk for _each in range(number)]
            authors = [AuthorFactory().pk for _each in range(number)]
            revisions.save_draft(story, story_data(regions=keys, authors=authors), editor)
            costs.append(count(client, diff(story, first_of(story).pk, revisions.working_draft(story).pk)))
        assert costs[0] == costs[1]


class TestBringingBack:
    def test_it_becomes_the_working_draft_and_the_one_before_stays(self, editor, at_work, two):
        answer = at_work(editor).post(restore(two, first_of(two)), {"basis": basis(two)})
        assert (answer.status_code, answer.url) == (302, change(two))
        assert revisions.working_draft(two).data == first_of(two).data
        assert list(two.revisions.order_by("pk").values_list("kind", "data__headline")) == [
            ("saved", "Un titre"),
            ("saved", "Deux"),
            ("draft", "Un titre"),
        ]
        assert AuditEntry.objects.filter(action="story.restore", by=editor).count() == 1

    def test_readers_see_nothing_of_it(self, editor, at_work, two):
        publishing.publish(two, editor)
        at_work(editor).post(restore(two, first_of(two)), {"basis": basis(two)})
        assert Story.objects.get().headline == "Deux"

    def test_whoever_was_faster_is_not_overwritten(self, reporter, editor, at_work, two):
        seen = basis(two)
        revisions.save_draft(two, story_data(headline="Plus rapide"), reporter)
        answer = at_work(editor).post(restore(two, first_of(two)), {"basis": seen}, follow=True)
        assert revisions.working_draft(two).data["headline"] == "Plus rapide"
        assert [message.level_tag for message in answer.context["messages"]] == ["error"]

    @pytest.mark.parametrize("forged", ["", "zzz", "0:0"])
    def test_a_forged_basis_brings_nothing_back(self, editor, at_work, two, forged):
        at_work(editor).post(restore(two, first_of(two)), {"basis": forged})
        assert revisions.working_draft(two).data["headline"] == "Deux"

    def test_it_is_a_post(self, editor, at_work, two):
        assert at_work(editor).get(restore(two, first_of(two))).status_code == 405
        assert revisions.working_draft(two).data["headline"] == "Deux"

    def test_what_was_deleted_since_is_named_and_the_rest_comes_back(self, editor, at_work, story):
        region = RegionFactory()
        with_region = story_data(headline="Avec", regions=[region.pk], primary_region=region.pk)
        version = revisions.save_draft(story, with_region, editor)
        revisions.save_draft(story, story_data(headline="Sans"), editor)
        region.delete()
        answer = at_work(editor).post(restore(story, version), {"basis": basis(story)}, follow=True)
        assert [message.level_tag for message in answer.context["messages"]] == ["warning", "success"]
        data = revisions.working_draft(story).data
        assert (data["headline"], data["regions"], data["primary_region"]) == ("Avec", [], None)

    def test_an_address_that_is_taken_is_refused_in_words(self, editor, at_work, story):
        version = first_of(story)
        revisions.save_draft(story, story_data(slug="ailleurs"), editor)
        revisions.start(story_data(slug="un-titre"), editor)
        answer = at_work(editor).post(restore(story, version), {"basis": basis(story)}, follow=True)
        assert [message.level_tag for message in answer.context["messages"]] == ["error"]
        assert revisions.working_draft(story).data["slug"] == "ailleurs"

    def test_a_version_filed_before_a_field_was_there(self, editor, at_work, two):
        version = first_of(two)
        del version.data["no_region"]
        version.save()
        assert at_work(editor).post(restore(two, version), {"basis": basis(two)}).status_code == 302
        assert revisions.working_draft(two).data["no_region"] is False


class TestTwoVersionsAtOnce:
    """The second to save sees both, chooses, and loses nothing."""

    @pytest.fixture
    def clash(self, reporter, editor, at_work, story):
        """(browser of the reporter, what the reporter typed, the page that answered)."""
        client = at_work(reporter)
        data = form_data(client.get(change(story)), headline="Mes mots", standfirst="Mon chapô.")
        revisions.save_draft(story, story_data(headline="Leurs mots"), editor)
        page = client.post(change(story), data)
        return client, data, page

    def test_both_texts_are_shown_field_by_field(self, clash, editor):
        _client, _data, page = clash
        assert page.status_code == 409
        told = {change.name: change.pieces for change in page.context["changes"]}
        assert [piece.text for piece in told["headline"] if piece.kind != "ins"] == ["Leurs", " mots"]
        assert [piece.text for piece in told["headline"] if piece.kind != "del"] == ["Mes", " mots"]
        assert [piece.text for piece in told["standfirst"]] == ["Mon chapô."]
        assert page.context["adminform"].form.conflict["name"] == editor
        assert page.context["adminform"].form["headline"].value() == "Mes mots"

    def test_mine_is_kept_and_theirs_stays_in_the_history(self, clash, story):
        client, data, page = clash
        replaced = page.context["adminform"].form.conflict["basis"]
        assert client.post(change(story), data | {"overrule": replaced}).status_code == 302
        assert revisions.working_draft(story).data["headline"] == "Mes mots"
        assert story.revisions.filter(data__headline="Leurs mots", kind="saved").exists()

    def test_theirs_is_taken_and_mine_goes_to_the_history(self, clash, story, reporter):
        client, data, _page = clash
        answer = client.post(change(story), data | {"_take_theirs": "1"})
        assert (answer.status_code, answer.url) == (302, change(story))
        assert revisions.working_draft(story).data["headline"] == "Leurs mots"
        assert story.revisions.get(data__headline="Mes mots").by == reporter
        assert client.get(change(story)).context["adminform"].form["headline"].value() == "Leurs mots"

    def test_theirs_is_not_taken_when_mine_could_not_be_filed(self, clash, story):
        client, data, _page = clash
        page = client.post(change(story), data | {"_take_theirs": "1", "kicker": "x" * 300})
        assert page.status_code == 422
        assert page.context["adminform"].form["headline"].value() == "Mes mots"
        assert not story.revisions.filter(data__headline="Mes mots").exists()

    def test_after_putting_mine_aside_theirs_is_still_the_latest_word(self, clash, story, editor):
        client, data, _page = clash
        client.post(change(story), data | {"_take_theirs": "1"})
        assert latest_word(story).by == editor

    def test_another_reporter_puts_nothing_into_the_history(self, other_reporter, at_work, clash, story):
        _client, data, _page = clash
        before = story.revisions.count()
        assert at_work(other_reporter).post(change(story), data | {"_take_theirs": "1"}).status_code == 403
        assert story.revisions.count() == before
        assert Story.objects.count() == 1

    def test_the_enter_key_makes_no_choice(self, clash):
        page = clash[2].content.decode()
        first = page.index('type="submit"', page.index('id="story_form"'))
        assert 'name="_save_draft"' in page[first : first + 60]


class TestPruning:
    @pytest.fixture
    def old(self, story, reporter):
        """old(kind, days) -> a version of the story this long ago."""

        def make(kind, days, of=story):
            then = timezone.now() - timedelta(days=days)
            return Revision.objects.create(
                story=of, kind=kind, data=story_data(), based_on=0, by=reporter, created_at=then, saved_at=then
            )

        return make

    def test_what_the_machine_saved_goes_after_thirty_days(self, story, old):
        kept = [old("autosaved", 29), old("saved", 400), old("published", 300)]
        gone = old("autosaved", 31)
        assert prune_autosaves() == 1
        assert not Revision.objects.filter(pk=gone.pk).exists()
        assert set(kept) <= set(story.revisions.all())

    def test_what_lies_a_week_before_the_newest_publication_goes(self, story, old):
        old("published", 20)
        old("published", 2)
        kept, gone = old("autosaved", 8), old("autosaved", 10)
        assert prune_autosaves() == 1
        assert set(story.revisions.filter(kind="autosaved")) == {kept}
        assert not Revision.objects.filter(pk=gone.pk).exists()

    def test_another_storys_publication_counts_for_nothing(self, story, old, editor):
        other = revisions.start(story_data(slug="autre"), editor)
        old("published", 2, of=other)
        old("autosaved", 10)
        assert prune_autosaves() == 0

    def test_the_working_draft_stays_however_old(self, story):
        Revision.objects.update(automatic=True, saved_at=timezone.now() - timedelta(days=900))
        assert prune_autosaves() == 0
        assert revisions.working_draft(story) is not None

    def test_the_daily_command_tells_the_number(self, old, capsys):
        old("autosaved", 40)
        old("autosaved", 50)
        call_command("forget")
        assert "       2  old versions" in capsys.readouterr().out
