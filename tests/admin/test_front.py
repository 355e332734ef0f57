"""The desk of the fronts: who enters, what its buttons do, what it refuses, and what it shows."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import AuditEntry, Edition, Region, Section, Story
from articles.workflow import words
from tests.admin.test_story import count
from tests.factories import AuthorFactory, RegionFactory, SectionFactory, StoryFactory

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
HOUR = timedelta(hours=1)
OVERVIEW = "/admin/articles/edition/"
COMPOSE = f"{OVERVIEW}compose/fr/"
PREVIEW = f"{OVERVIEW}preview/fr/"


def edition(*stories, ago=HOUR, **more):
    slots = {"lead": [story.pk for story in stories[:1]], "secondary": [story.pk for story in stories[1:]]}
    given = {"language": "fr", "slots": slots | {"regions": {}}, "starts_at": timezone.now() - ago}
    return Edition.objects.create(**given | more)


def soon(**delta):
    return timezone.localtime(timezone.now() + timedelta(**delta)).strftime("%Y-%m-%dT%H:%M")


def sent(lead=(), secondary=(), **more):
    """What the form sends: hidden fields in their order, and the button that was pressed."""
    basis = Edition.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    keys = {"lead": [story.pk for story in lead], "secondary": [story.pk for story in secondary]}
    return keys | {"basis": basis, "starts_at": "", "q": ""} | more


def lists(answer):
    return {place.name: [row.key for row in rows] for place, rows in answer.context["lists"] if rows}


def complaints(answer):
    return [str(error) for errors in answer.context["form"].errors.values() for error in errors]


@pytest.fixture
def client(editor, at_work):
    return at_work(editor)


@pytest.fixture
def addresses(db):
    SectionFactory(slug="monde")
    former, now = edition(ago=2 * HOUR), edition()
    coming = edition(ago=-HOUR)
    pages = [OVERVIEW, COMPOSE, f"{COMPOSE}monde/", PREVIEW, f"{PREVIEW}monde/", f"{OVERVIEW}{now.pk}/change/"]
    return pages, [COMPOSE, f"{COMPOSE}monde/", f"{OVERVIEW}{coming.pk}/cancel/", f"{OVERVIEW}{former.pk}/roll-back/"]


class TestWhoMayEnter:
    """Denied first."""

    def test_nobody_without_an_account(self, reader, addresses):
        for address in addresses[0]:
            answer = reader.get(address)
            assert (answer.status_code, "/login/" in answer.url) == (302, True), address
        for address in addresses[1]:
            assert "/login/" in reader.post(address, {"_compose": "1", "basis": 0}).url, address
        assert (Edition.objects.count(), Edition.objects.filter(cancelled_at=None).count()) == (3, 3)

    @pytest.mark.parametrize("name", ["reporter", "moderator"])
    def test_no_reporter_and_no_moderator(self, name, request, at_work, addresses):
        client = at_work(request.getfixturevalue(name))
        for address in addresses[0]:
            assert client.get(address).status_code == 403, address
        for address in (*addresses[1], *addresses[0]):
            for button in ("_compose", "_preview", "do"):
                assert client.post(address, {button: "1", "basis": 0}).status_code == 403, address
        assert Edition.objects.count() == Edition.objects.filter(cancelled_at=None).count() == 3
        assert not AuditEntry.objects.filter(action__startswith="front.").exists()
        assert OVERVIEW not in client.get("/admin/").content.decode()

    def test_editors_do(self, editor, admin, at_work, addresses):
        for person in (editor, admin):
            client = at_work(person)
            assert OVERVIEW in client.get("/admin/").content.decode()
            for address in addresses[0]:
                assert client.get(address).status_code == (302 if "change" in address else 200), address

    def test_nothing_is_decided_by_a_link(self, client, addresses):
        for address in addresses[1][2:]:
            assert client.get(address).status_code == 405
        assert Edition.objects.count() == Edition.objects.filter(cancelled_at=None).count() == 3

    def test_a_post_from_elsewhere_is_refused(self, editor, addresses):
        from django.test import Client

        client = Client(enforce_csrf_checks=True)
        client.force_login(editor)
        for address in addresses[1]:
            assert client.post(address, {"_compose": "1", "basis": 0}).status_code == 403

    @pytest.mark.parametrize(
        "address",
        [
            *("compose/ru/", "compose/fr/nulle-part/", "preview/ru/", "preview/fr/nulle-part/", "add/", "1/delete/"),
            *("compose/fr/?edition=99", "compose/fr/?edition=x", "compose/fr/?edition=" + "9" * 50, "99/change/"),
            *("9" * 50 + "/change/", "1/history/"),
        ],
    )
    def test_what_is_not_there(self, client, db, address):
        assert client.get(OVERVIEW + address).status_code == 404

    def test_an_unknown_edition(self, client):
        for address in ("99/cancel/", "99/roll-back/", "9" * 50 + "/cancel/"):
            assert client.post(OVERVIEW + address).status_code == 404

    def test_an_edition_of_another_front_is_no_beginning(self, client):
        other = edition(language="en")
        assert client.get(f"{COMPOSE}?edition={other.pk}").status_code == 404


NO_KEYS = ("x", "-1", "0", "1.5", "²", "\0", "1' OR 1=1", "")


class TestForged:
    def refused(self, client, data, number=422):
        answer = client.post(COMPOSE, {"basis": 0, "_compose": "1"} | data)
        assert answer.status_code == number
        assert not Edition.objects.exists()
        return answer

    @pytest.mark.parametrize("keys", [*NO_KEYS, "9" * 18, "9" * 400, range(1, 900)])
    def test_keys(self, client, keys):
        answer = self.refused(client, {"secondary": keys})
        assert len(complaints(answer)) == 1

    def test_ten_thousand_keys_are_not_even_read(self, client):
        self.refused(client, {"secondary": list(range(1, 10_001))}, 400)

    def test_drafts_and_other_languages_in_words_and_without_their_headlines_in_the_list(self, client):
        draft = StoryFactory(headline="SECRET")
        answer = self.refused(client, {"lead": [StoryFactory(public=True, language="en", headline="SECRET").pk]})
        assert "SECRET" not in answer.content.decode()
        answer = client.post(COMPOSE, sent([draft], do="search"))
        assert "SECRET" not in answer.content.decode()
        self.refused(client, {"lead": [draft.pk]})

    def test_a_region_that_is_not_there(self, client):
        story = StoryFactory(public=True)
        assert len(complaints(self.refused(client, {"region-99999": [story.pk]}))) == 1

    def test_one_story_twice(self, client):
        story = StoryFactory(public=True)
        self.refused(client, {"lead": [story.pk], "secondary": [story.pk]})

    @pytest.mark.parametrize("basis", ["", "x", "-1", "9" * 30, "5"])
    def test_a_basis(self, client, basis):
        self.refused(client, {"basis": basis})

    @pytest.mark.parametrize("moment", ["hier", "2020-01-01T08:00", "9999-12-31T23:59", "\0"])
    def test_a_time(self, client, moment):
        assert len(complaints(self.refused(client, {"starts_at": moment}))) == 1

    @pytest.mark.parametrize("command", ["", "x", "put:1:top", "up:x", "out:" + "9" * 50, "put:1:lead:-1"])
    def test_a_button(self, client, command):
        assert client.post(COMPOSE, sent(do=command)).status_code == 400

    def test_words_of_a_search(self, client):
        for hostile in ("\0", '"', "* OR", "a" * 5000, "<script>alert(1)</script>"):
            answer = client.post(COMPOSE, sent(q=hostile, do="search"))
            assert answer.status_code == 200
            assert "<script>alert" not in answer.content.decode()


class TestButtons:
    """Nothing is written: the form comes back, with the story where it was put and the focus on it."""

    @pytest.fixture
    def stories(self):
        crimea = Region.objects.get(slug="crimea")
        names = ("Abeille", "Baleine", "Cigale", "Dauphin", "Étourneau")
        return [StoryFactory(public=True, headline=name, regions=[crimea]) for name in names]

    def press(self, client, command, lead=(), secondary=(), **more):
        answer = client.post(COMPOSE, sent(lead, secondary, do=command, **more))
        assert answer.status_code == 200
        assert not Edition.objects.exists()
        return answer

    def focused(self, answer):
        return re.findall(r'<button name="do" value="([^"]+)"\s+autofocus', answer.content.decode())

    def test_up_and_down(self, client, stories):
        one, two, three = (story.pk for story in stories[:3])
        answer = self.press(client, f"up:{three}", (), stories[:3])
        assert lists(answer) == {"secondary": [one, three, two]}
        assert self.focused(answer) == [f"up:{three}"]
        answer = self.press(client, f"down:{one}", (), stories[:3])
        assert lists(answer) == {"secondary": [two, one, three]}
        assert self.focused(answer) == [f"down:{one}"]
        assert [word in answer.context["said"] for word in ("Abeille", "2", "3", "Baleine")] == [
            True,
            True,
            True,
            False,
        ]

    def test_into_the_lead_and_what_it_does_to_the_former_one_is_said(self, client, stories):
        answer = self.press(client, f"put:{stories[1].pk}:lead", stories[:1], stories[1:3])
        assert lists(answer) == {"lead": [stories[1].pk], "secondary": [stories[0].pk, stories[2].pk]}
        assert [story.headline in answer.context["said"] for story in stories[:3]] == [True, True, False]

    def test_into_a_region(self, client, stories):
        name = f"region-{Region.objects.get(slug='crimea').pk}"
        answer = self.press(client, f"put:{stories[4].pk}:{name}", stories[:1])
        assert lists(answer) == {"lead": [stories[0].pk], name: [stories[4].pk]}
        assert self.focused(answer) == [f"out:{stories[4].pk}"]

    def test_out_of_the_page(self, client, stories):
        answer = self.press(client, f"out:{stories[0].pk}", stories[:1])
        assert lists(answer) == {}
        assert answer.content.decode().count('<h3 id="place-lead" tabindex="-1" autofocus>') == 1
        assert stories[0].headline in answer.context["said"]

    def test_a_full_place_says_so_and_nothing_moves(self, client, stories):
        answer = self.press(client, f"put:{stories[4].pk}:secondary", (), stories[:4])
        assert lists(answer) == {"secondary": [story.pk for story in stories[:4]]}
        assert answer.context["said"]

    def test_only_the_regions_a_story_is_filed_under_are_offered(self, client, stories):
        elsewhere = StoryFactory(public=True, regions=[RegionFactory(parent=Region.objects.get(slug="kherson"))])
        rows = self.press(client, "search").context["found"]
        found = {row.key: [target.name for target in row.targets] for row in rows}
        regions = {region.slug: f"region-{region.pk}" for region in Region.objects.all()}
        assert found[elsewhere.pk] == ["lead", "secondary", regions["kherson"]]
        assert found[stories[0].pk] == ["lead", "secondary", regions["crimea"]]

    def test_the_search_keeps_the_lists_and_the_time(self, client, stories):
        words.index_all()
        moment = soon(days=1)
        answer = self.press(client, "search", stories[:1], q="dauph", starts_at=moment)
        assert [row.key for row in answer.context["found"]] == [stories[3].pk]
        assert lists(answer) == {"lead": [stories[0].pk]}
        assert f'value="{moment}"' in answer.content.decode()

    def test_the_enter_key_presses_a_button_that_moves_nothing(self, client, stories):
        text = client.get(COMPOSE).content.decode()
        form = text[text.index('id="composition"') :]
        assert re.search(r"<button[^>]*>", form)[0] == '<button name="do" value="search" hidden>'

    def test_a_headline_is_only_words(self, client):
        StoryFactory(public=True, headline="<img src=x onerror=alert(1)>")
        assert "<img src=x" not in client.get(COMPOSE).content.decode()


class TestComposing:
    def test_from_now_on(self, client, editor, reader):
        new, old = StoryFactory(public=True, headline="Neuf"), StoryFactory(public=True, headline="Choisi")
        answer = client.post(COMPOSE, sent([old], [new], _compose="1"), follow=True)
        assert answer.redirect_chain == [(f"{OVERVIEW}#front-fr", 302)]
        made = Edition.objects.get()
        assert (made.by, made.section) == (editor, None)
        assert made.slots == {"lead": [old.pk], "secondary": [new.pk], "regions": {}}
        assert reader.get("/").context["lead"] == old

    def test_from_a_time_to_come_and_cancelled(self, client, reader):
        new, old = StoryFactory(public=True), StoryFactory(public=True, published_at=timezone.now() - 5 * HOUR)
        client.post(COMPOSE, sent([old], starts_at=soon(hours=2), _compose="1"))
        coming = Edition.objects.get()
        assert reader.get("/").context["lead"] == new
        assert f'action="{OVERVIEW}{coming.pk}/cancel/"' in client.get(OVERVIEW).content.decode()
        assert client.post(f"{OVERVIEW}{coming.pk}/cancel/").status_code == 302
        assert Edition.objects.get().cancelled_at is not None
        answer = client.post(f"{OVERVIEW}{coming.pk}/cancel/", follow=True)
        assert [message.level_tag for message in answer.context["messages"]] == ["success", "error"]

    def test_of_a_section(self, client, reader):
        section = SectionFactory(slug="monde")
        new, old = StoryFactory(public=True, section=section), StoryFactory(public=True, section=section)
        client.post(f"{COMPOSE}monde/", sent([old], _compose="1"))
        assert Edition.objects.get().section == section
        assert reader.get("/sections/monde/").context["lead"] == old
        assert [place.name for place, rows in client.get(f"{COMPOSE}monde/").context["lists"]] == ["lead", "secondary"]
        assert new.section == section

    def test_it_begins_with_what_stands_there_or_with_another_edition(self, client):
        story, other = StoryFactory(public=True), StoryFactory(public=True)
        coming = edition(other, ago=-HOUR)
        edition(story)
        assert lists(client.get(COMPOSE)) == {"lead": [story.pk]}
        assert lists(client.get(f"{COMPOSE}?edition={coming.pk}")) == {"lead": [other.pk]}

    def test_what_is_not_public_any_more_is_marked(self, client):
        gone, coming = StoryFactory(withdrawn=True, headline="Retirée"), StoryFactory(scheduled=True)
        edition(gone, coming)
        rows = {place.name: rows for place, rows in client.get(COMPOSE).context["lists"]}
        assert (rows["lead"][0].headline, rows["lead"][0].trouble) == ("Retirée", True)
        assert rows["secondary"][0].trouble is False

    def test_somebody_was_faster_and_nothing_is_lost(self, client, admin):
        story, hers = StoryFactory(public=True), StoryFactory(public=True)
        mine = sent([story])
        made = edition(hers, by=admin, ago=-HOUR)
        for _ in range(2):  # pressing again is no way round it
            answer = client.post(COMPOSE, mine | {"_compose": "1"})
            assert answer.status_code == 409
            assert "admin" in complaints(answer)[0]
            assert lists(answer) == {"lead": [story.pk]}
        assert Edition.objects.get() == made
        assert f'name="overrule" value="{made.pk}"' in answer.content.decode()
        client.post(COMPOSE, mine | {"_compose": "1", "overrule": made.pk})
        assert Edition.objects.latest("pk").slots["lead"] == [story.pk]


class TestTheWayBack:
    def test_one_click(self, client, editor, reader):
        story = StoryFactory(public=True, published_at=timezone.now() - 9 * HOUR)
        StoryFactory(public=True)
        former, now = edition(story, ago=2 * HOUR), edition()
        text = client.get(OVERVIEW).content.decode()
        assert re.search(rf'{OVERVIEW}{former.pk}/roll-back/".*?name="on" value="{now.pk}"', text, re.S)
        answer = client.post(f"{OVERVIEW}{former.pk}/roll-back/", {"on": now.pk})
        assert answer.url == f"{OVERVIEW}#front-fr"
        assert reader.get("/").context["lead"] == story
        assert Edition.objects.latest("pk").by == editor

    def test_not_over_what_was_not_seen(self, client):
        former, seen, hers = edition(ago=3 * HOUR), edition(ago=2 * HOUR), edition()
        answer = client.post(f"{OVERVIEW}{former.pk}/roll-back/", {"on": seen.pk}, follow=True)
        assert [message.level_tag for message in answer.context["messages"]] == ["error"]
        assert Edition.objects.latest("pk") == hers


class TestPreview:
    def test_the_page_as_it_will_be(self, client):
        today, tomorrow = StoryFactory(public=True), StoryFactory(scheduled=True, headline="Demain")
        edition(tomorrow, ago=-HOUR)
        assert client.get(PREVIEW).context["lead"] == today
        answer = client.get(PREVIEW, {"at": soon(hours=3)})
        assert answer.context["lead"] == tomorrow
        assert "no-store" in answer.headers["Cache-Control"] and "private" in answer.headers["Cache-Control"]
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert '<aside class="demo-bar"' in answer.content.decode()

    def test_in_the_language_of_the_front_whatever_the_person_speaks(self, client):
        StoryFactory(public=True, language="uk")
        answer = client.get(f"{OVERVIEW}preview/uk/", headers={"Accept-Language": "en"})
        text = answer.content.decode()
        assert (answer.headers["Content-Language"], '<html lang="uk">' in text) == ("uk", True)
        assert '<aside class="demo-bar" lang="en" aria-label="Preview:' in text

    def test_of_a_section(self, client):
        story = StoryFactory(scheduled=True, section=SectionFactory(slug="monde"))
        assert client.get(f"{PREVIEW}monde/", {"at": soon(hours=3)}).context["lead"] == story

    def test_of_what_is_in_the_form_and_nothing_is_stored(self, client):
        new, old = StoryFactory(public=True), StoryFactory(public=True, published_at=timezone.now() - 9 * HOUR)
        assert client.get(PREVIEW).context["lead"] == new
        answer = client.post(COMPOSE, sent([old], _preview="1"))
        assert (answer.status_code, answer.context["lead"]) == (200, old)
        assert not Edition.objects.exists()

    def test_drafts_and_withdrawn_stories_are_not_even_there(self, client):
        for state in ({}, {"withdrawn": True}, {"status": "in_review"}):
            story = StoryFactory(headline="SECRET", **state)
            answer = client.post(COMPOSE, sent([story], _preview="1"))
            assert "SECRET" not in answer.content.decode()

    @pytest.mark.parametrize("moment", ["hier", "9999-12-31T23:59", "2026-13-45T99:99"])
    def test_a_time_that_is_none(self, client, moment):
        answer = client.get(PREVIEW, {"at": moment}, follow=True)
        assert answer.redirect_chain == [(f"{OVERVIEW}#front-fr", 302)]
        assert [message.level_tag for message in answer.context["messages"]] == ["error"]

    def test_nul(self, client):
        assert client.get(PREVIEW, {"at": "\0"}).status_code == 400

    def test_an_empty_site(self, client):
        assert client.get(PREVIEW).status_code == 200


class TestOverview:
    def test_a_stale_lead_is_named(self, client):
        edition(StoryFactory(public=True, published_at=timezone.now() - 30 * HOUR))
        assert client.get(OVERVIEW).content.decode().count("front-stale") == 1

    def test_it_costs_the_same_for_ten_times_as_much(self, client):
        def fill(number):
            for _ in range(number):
                section = Section.objects.first() or SectionFactory()
                story = StoryFactory(public=True, section=section, authors=[AuthorFactory()], regions=[RegionFactory()])
                edition(story, StoryFactory(public=True)), edition(story, ago=-HOUR), edition(story, section=section)

        fill(1)
        section = Section.objects.get()
        pages = [OVERVIEW, COMPOSE, f"{COMPOSE}{section.slug}/", PREVIEW]
        few = [count(client, page) for page in pages]
        fill(30)
        SectionFactory.create_batch(5)
        assert [count(client, page) for page in pages] == few
        assert Story.objects.count() > 60
