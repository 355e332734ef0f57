"""The list of stories: found by what an editor remembers, narrowed down by links that say how many they leave."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import EditLock, Revision, Story
from articles.workflow import publishing, revisions
from tests.admin.desk import LIST
from tests.admin.test_story import count, listed
from tests.factories import AuthorFactory, RegionFactory, SectionFactory, StoryFactory, story_data

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

Status = Story.Status


def numbers(client, **query):
    """{filter: {value: number}} as the page prints it, zeros left out."""
    changelist = client.get(LIST, query).context["cl"]
    return {
        spec.parameter_name: {
            key: number for key, _words in spec.lookup_choices if (number := shown(changelist, spec, key))
        }
        for spec in changelist.filter_specs
        if spec.parameter_name != "view"
    }


def shown(changelist, spec, key):
    choices = dict(zip(["", *(key for key, _words in spec.lookup_choices)], spec.choices(changelist), strict=True))
    return choices[key]["number"]


@pytest.fixture
def newsroom(editor, reporter):
    """A few stories of every kind and state."""
    section, region = SectionFactory(), RegionFactory()
    StoryFactory(owner=reporter, section=section, regions=[region])
    StoryFactory(owner=reporter, status="in_review", reviewer=editor, language="en")
    StoryFactory(owner=reporter, status="in_review")
    StoryFactory(owner=editor, public=True, section=section, kind="report")
    StoryFactory(owner=editor, public=True, regions=[region], language="uk")
    StoryFactory(owner=editor, scheduled=True)
    StoryFactory(owner=editor, expired=True)
    StoryFactory(owner=editor, withdrawn=True)
    StoryFactory(owner=editor, status="archived", published_at=timezone.now() - timedelta(days=900))
    return section, region


class TestFilters:
    def test_each_says_how_many_it_leaves(self, editor, at_work, newsroom):
        section, region = newsroom
        assert numbers(at_work(editor)) == {
            "state": {
                "draft": 1,
                "in_review": 2,
                "scheduled": 1,
                "published": 2,
                "expired": 1,
                "archived": 1,
                "withdrawn": 1,
            },
            "mine": {"1": 6},
            "reviewer": {"me": 1, "none": 8},
            "section": {str(section.pk): 2, "none": 7},
            "region": {str(region.pk): 2, "none": 7},
            "language": {"fr": 7, "en": 1, "uk": 1},
            "kind": {"news": 8, "report": 1},
        }

    @pytest.mark.slow
    def test_and_the_number_is_what_it_leaves_whatever_else_is_chosen(self, editor, at_work, newsroom):
        section, region = newsroom
        client = at_work(editor)
        places = [{"section": section.pk}, {"region": region.pk}, {"region": "none"}]
        beside = [
            {"state": "published"},
            {"state": "scheduled"},
            {"mine": "1"},
            {"reviewer": "none"},
            {"language": "uk"},
        ]
        for chosen in [{}, *places, *beside, {"mine": "1", "state": "expired"}]:
            changelist = client.get(LIST, chosen).context["cl"]
            for spec in changelist.filter_specs[:-1]:
                for key, _words in spec.lookup_choices:
                    if said := shown(changelist, spec, key):
                        left = listed(client, **(chosen | {spec.parameter_name: key}))
                        assert said == len(left), (chosen, spec.parameter_name, key)

    def test_a_reporter_s_numbers_count_their_own(self, reporter, at_work, newsroom):
        found = numbers(at_work(reporter))
        assert found["state"] == {"draft": 1, "in_review": 2}
        assert found["mine"] == {"1": 3}

    def test_a_search_and_a_filter_narrow_each_other(self, editor, at_work):
        for language in ("fr", "en"):
            revisions.start(story_data(headline="Le barrage", language=language), editor)
        revisions.start(story_data(headline="Autre chose", slug="autre"), editor)
        client = at_work(editor)
        assert numbers(client, q="barrage")["language"] == {"fr": 1, "en": 1}
        assert [story.language for story in listed(client, q="BARRAGE", language="en")] == ["en"]

    def test_of_words_too_common_it_says_that_only_the_newest_were_looked_through(self, editor, at_work, monkeypatch):
        for number in range(3):
            revisions.start(story_data(headline="Le barrage", slug=f"barrage-{number}"), editor)
        client = at_work(editor)
        assert client.get(LIST, {"q": "barrage"}).context["cl"].looked_through() == ""
        monkeypatch.setattr("articles.queries.search.MOST", 2)
        monkeypatch.setattr("articles.admin.story_filters.MOST", 2)
        page = client.get(LIST, {"q": "barrage"})
        assert [story.slug for story in page.context["cl"].result_list] == ["barrage-2", "barrage-1"]
        assert page.context["cl"].looked_through() == "2"
        assert len(re.findall(r'<p class="quiet">[^<]* 2 [^<]*</p>', page.content.decode())) == 1
        assert not any(numbers(client, q="barrage").values())

    @pytest.mark.parametrize(
        "query",
        [{"state": "x"}, {"section": "9" * 40}, {"region": "-1"}, {"mine": "2"}, {"view": "all"}, {"reviewer": "7"}],
    )
    def test_a_value_nobody_offers_is_not_said(self, editor, at_work, newsroom, query):
        assert len(listed(at_work(editor), **query)) == 9

    def test_after_ten_thousand_it_says_more_and_counts_no_further(self, editor, at_work, newsroom, monkeypatch):
        monkeypatch.setattr("articles.admin.paging.MOST", 5)
        page = at_work(editor).get(LIST)
        assert page.context["cl"].paginator.words == "5+"
        assert "5+" in page.content.decode()

    def test_of_an_archive_too_long_to_count_the_work_in_progress_is_counted(
        self, editor, at_work, newsroom, monkeypatch
    ):
        client, everything = at_work(editor), numbers(at_work(editor))
        work = {"language": {"en": 1, "fr": 1}, "kind": {"news": 2}, "section": {"none": 2}}
        assert {name: numbers(client, state="in_review")[name] for name in work} == work
        monkeypatch.setattr("articles.admin.paging.MOST", 5)
        found = numbers(client)
        assert found["state"] == {"draft": 1, "in_review": 2, "scheduled": 1}
        assert found["state"].items() <= everything["state"].items()
        assert not any(found[name] for name in found if name != "state")
        assert {name: numbers(client, state="in_review")[name] for name in work} == work


class TestViews:
    def test_they_are_plain_addresses_and_the_open_one_is_marked(self, editor, at_work):
        views = list(at_work(editor).get(f"{LIST}?state=scheduled&p=1").context["views"])
        assert [address for _words, address, is_open in views if is_open] == ["?state=scheduled"]
        assert [address for _words, address, _open in views] == [
            *("?", "?mine=1", "?view=waiting", "?state=changes_requested", "?state=approved", "?state=scheduled"),
            *("?view=week", "?view=changes", "?view=embargo", "?state=archived", "?region=none"),
        ]

    def test_every_one_opens(self, editor, at_work, newsroom):
        client = at_work(editor)
        for _words, address, _open in list(client.get(LIST).context["views"]):
            assert client.get(f"{LIST}{address}").status_code == 200, address

    def test_waiting_for_me(self, editor, reporter, at_work):
        mine = StoryFactory(owner=reporter, status="in_review", reviewer=editor)
        anybody = StoryFactory(owner=reporter, status="in_review")
        StoryFactory(owner=reporter, status="in_review", reviewer=reporter)
        StoryFactory(owner=editor, status="in_review")
        StoryFactory(owner=reporter)
        assert listed(at_work(editor), view="waiting") == [anybody, mine]
        assert listed(at_work(reporter), view="waiting") == []

    def test_published_this_week(self, editor, at_work):
        new = StoryFactory(public=True)
        StoryFactory(scheduled=True)
        StoryFactory(public=True, published_at=timezone.now() - timedelta(days=8))
        assert listed(at_work(editor), view="week") == [new]

    def test_changes_readers_do_not_see_yet(self, editor, at_work):
        story = revisions.start(story_data(), editor)
        assert listed(at_work(editor), view="changes") == []
        publishing.publish_as_of(story, editor, timezone.now() - timedelta(hours=1))
        assert listed(at_work(editor), view="changes") == []
        revisions.save_draft(story, story_data(headline="Mieux"), editor)
        assert listed(at_work(editor), view="changes") == [story]

    def test_embargo_ends_today(self, editor, at_work):
        end = timezone.localtime().replace(hour=23, minute=59, second=59, microsecond=999_000)
        today = StoryFactory(embargo_until=end)
        StoryFactory(embargo_until=end + timedelta(seconds=1))
        StoryFactory(embargo_until=timezone.now() - timedelta(minutes=1))
        assert listed(at_work(editor), view="embargo") == [today]


class TestSearch:
    def test_headline_text_author_and_address(self, editor, at_work):
        author = AuthorFactory(name="Zoé Lefèvre")
        text = story_data(headline="Été", body="<p>Un barrage.</p>", authors=[author.pk], slug="grande-crue")
        story = revisions.start(text, editor)
        revisions.start(story_data(), editor)
        client = at_work(editor)
        for words in ("ete", "BARRAGE", "lefevre zoe", "grande-crue", "été barr lefè"):
            assert listed(client, q=words) == [story], words
        assert listed(client, q="été absent") == []

    def test_nobody_finds_what_they_may_not_see(self, reporter, other_reporter, at_work):
        story = revisions.start(story_data(headline="Le secret"), reporter)
        assert listed(at_work(other_reporter), q="secret") == []
        assert listed(at_work(reporter), q="secret") == [story]

    def test_no_words_may_be_as_long_as_they_like(self, editor, at_work):
        assert at_work(editor).get(LIST, {"q": "é" * 100_000}).status_code == 200


class TestWords:
    """What the page says beside its rows: that there are none, or which comes first."""

    NONE, NO_WORDS, ORDER = "Il n’y a aucun article ici", "Aucun article ne contient ces mots", "commencé en dernier"

    @pytest.mark.parametrize(
        "query, said",
        [({}, ORDER), ({"o": "-7"}, None), ({"q": "introuvable"}, NO_WORDS), ({"state": "archived"}, NONE)],
    )
    def test_one_sentence_or_none(self, editor, at_work, query, said):
        StoryFactory()
        text = at_work(editor).get(LIST, query).content.decode()
        assert [words for words in (self.NONE, self.NO_WORDS, self.ORDER) if words in text] == [said] * bool(said)


class TestOrder:
    @pytest.mark.parametrize(
        "order, slugs", [("1", ["a", "b"]), ("-1", ["b", "a"]), ("7", ["b", "a"]), ("-7", ["a", "b"])]
    )
    def test_by_headline_and_by_time(self, editor, at_work, order, slugs):
        StoryFactory(public=True, slug="a", headline="Alpha")
        StoryFactory(public=True, slug="b", headline="Bêta", published_at=timezone.now() - timedelta(days=3))
        assert [story.slug for story in listed(at_work(editor), o=order)] == slugs


def act(client, action, *stories, query="", **data):
    data |= {"action": action, "_selected_action": [story.pk for story in stories]}
    page = client.post(f"{LIST}{query}", data, follow=True)
    return page, [str(message) for message in page.context.get("messages") or []]


class TestSeveralAtOnce:
    @pytest.mark.parametrize("action", ["archive", "withdraw", "assign_to_me"])
    def test_a_reporter_who_forges_one_is_denied_and_it_is_written_down(self, reporter, at_work, action):
        from articles.models import AuditEntry

        story = StoryFactory(owner=reporter, public=True)
        page, _said = act(at_work(reporter), action, story, sure="1")
        assert page.status_code == 403
        story.refresh_from_db()
        assert (story.status, story.reviewer) == ("published", None)
        line = AuditEntry.objects.get(action="account.denied")
        assert (line.by, line.words) == (reporter, f"POST {LIST}")

    @pytest.mark.parametrize("action", ["submit", "move_to_section", "", "nothing"])
    def test_a_reporter_who_forges_the_choice_of_somebody_else_s_is_denied_too(self, reporter, at_work, action):
        """With one of their own among them: nothing is done to that one either."""
        from articles.models import AuditEntry

        mine, story = revisions.start(story_data(), reporter), StoryFactory()
        page, _said = act(at_work(reporter), action, mine, story, section=SectionFactory().pk)
        assert page.status_code == 403
        assert list(Story.objects.order_by("pk").values_list("status", "section")) == [("draft", None)] * 2
        line = AuditEntry.objects.get(action="account.denied")
        assert (line.by, line.words) == (reporter, f"POST {LIST}")

    def test_a_story_that_went_meanwhile_is_no_forgery(self, reporter, at_work):
        mine, gone = revisions.start(story_data(), reporter), StoryFactory(owner=reporter)
        Story.objects.filter(pk=gone.pk).delete()
        page, _said = act(at_work(reporter), "submit", mine, gone)
        assert page.status_code == 200
        assert Story.objects.get().status == "in_review"

    @pytest.mark.parametrize("key", ["x", "-1", "9" * 19, "9" * 5000, "1\x00"])
    def test_a_key_that_is_none(self, reporter, at_work, key):
        data = {"action": "submit", "_selected_action": [key]}
        assert at_work(reporter).post(LIST, data).status_code == 400

    def test_submitted_one_by_one(self, reporter, at_work):
        drafts = [revisions.start(story_data(slug=f"s{n}"), reporter) for n in range(2)]
        out = StoryFactory(owner=reporter, public=True, headline="Dehors")
        _page, said = act(at_work(reporter), "submit", *drafts, out)
        assert [Story.objects.get(pk=story.pk).status for story in drafts] == ["in_review", "in_review"]
        assert len(said) == 2
        assert "2" in said[0]
        assert "Dehors" in said[1]

    def test_i_review_them(self, editor, reporter, at_work):
        stories = [StoryFactory(owner=reporter, status="in_review"), StoryFactory(owner=reporter)]
        act(at_work(editor), "assign_to_me", *stories)
        assert set(Story.objects.values_list("reviewer", flat=True)) == {editor.pk}

    def test_moved_to_a_section_in_the_working_draft(self, editor, at_work):
        section = SectionFactory()
        draft, out = (revisions.start(story_data(slug=slug), editor) for slug in ("un", "deux"))
        publishing.publish_as_of(out, editor, timezone.now() - timedelta(hours=1))
        act(at_work(editor), "move_to_section", draft, out, section=section.pk)
        draft.refresh_from_db(), out.refresh_from_db()
        assert (draft.section, out.section) == (section, None)  # readers see it when it is published
        assert [revision.data["section"] for revision in Revision.objects.filter(kind="draft")] == [section.pk] * 2

    @pytest.mark.parametrize("section", ["", "x", "0", "9" * 30])
    def test_moved_nowhere_without_a_section(self, editor, at_work, section):
        story = revisions.start(story_data(), editor)
        _page, said = act(at_work(editor), "move_to_section", story, section=section)
        assert len(said) == 1
        assert Revision.objects.count() == 1

    def test_what_somebody_is_writing_in_is_left_alone(self, editor, reporter, at_work):
        story = revisions.start(story_data(), reporter)
        now = timezone.now()
        EditLock.objects.create(story=story, by=reporter, since=now, seen_at=now)
        _page, said = act(at_work(editor), "move_to_section", story, section=SectionFactory().pk)
        assert "reporter" in said[0]
        assert Revision.objects.count() == 1

    def test_archived(self, editor, at_work):
        out, draft = StoryFactory(public=True), StoryFactory(headline="Brouillon")
        _page, said = act(at_work(editor), "archive", out, draft)
        assert list(Story.objects.order_by("pk").values_list("status", flat=True)) == ["archived", "draft"]
        assert "Brouillon" in said[1]

    def test_withdrawing_asks_first_and_takes_a_reason(self, editor, at_work):
        stories = [StoryFactory(public=True), StoryFactory(public=True)]
        client = at_work(editor)
        page, _said = act(client, "withdraw", *stories)
        assert [story.headline in page.content.decode() for story in stories] == [True, True]
        assert Story.objects.filter(status="published").count() == 2
        act(client, "withdraw", *stories, sure="1", reason="Source fausse")
        assert set(Story.objects.values_list("status", "withdrawal_reason")) == {("withdrawn", "Source fausse")}

    def test_withdrawing_says_how_many_readers_lose(self, editor, at_work):
        out, archived, draft, later = (
            StoryFactory(public=True),
            StoryFactory(public=True, status="archived"),
            StoryFactory(),
            StoryFactory(scheduled=True),
        )
        client = at_work(editor)
        for stories, said in (
            ((out, archived, draft, later), "Les lecteurs perdent aussitôt 2 de ces articles"),
            ((draft, out), "Les lecteurs perdent aussitôt 1 de ces articles"),
            ((draft, later), "Les lecteurs ne perdent rien"),
        ):
            page, _said = act(client, "withdraw", *stories)
            assert said in page.content.decode()

    def test_a_hundred_at_most(self, editor, at_work):
        StoryFactory.create_batch(101, public=True)
        client = at_work(editor)
        _page, said = act(client, "archive", *Story.objects.all())
        assert len(said) == 1
        assert not Story.objects.filter(status="archived").exists()
        _page, said = act(client, "archive", Story.objects.first(), select_across="1")
        assert not Story.objects.filter(status="archived").exists()

    def test_the_first_ten_reasons_are_told(self, editor, at_work):
        _page, said = act(at_work(editor), "archive", *StoryFactory.create_batch(12))
        assert len(said) == 11
        assert "2" in said[-1]

    def test_nobody_deletes_several(self, admin, at_work):
        act(at_work(admin), "delete_selected", StoryFactory(), post="yes")
        assert Story.objects.count() == 1


class TestQueries:
    def test_the_same_for_one_and_a_hundred_whatever_is_asked(self, editor, reporter, at_work):
        client = at_work(editor)
        region, section, author = RegionFactory(), SectionFactory(), AuthorFactory()
        make = {"regions": [region], "section": section, "authors": [author], "reviewer": editor, "owner": reporter}
        StoryFactory(**make, public=True, headline="Un titre")
        queries = ["", "?q=titre", f"?region={region.pk}", "?view=changes", "?state=published&mine=1", "?region=none"]
        few = [count(client, LIST + query) for query in queries]
        for _number in range(100):
            StoryFactory(**make, public=True)
        assert [count(client, LIST + query) for query in queries] == few
