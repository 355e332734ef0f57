"""The preview at the desk: of the draft, of what stands in the form, as cards; and the links for somebody outside."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.admin.story_cards import cards_of, cut
from articles.admin.story_preview import MADE
from articles.lib.images import ONE_AT_A_TIME
from articles.models import AuditEntry, PreviewLink, Revision, Story
from articles.queries import rulebook
from articles.workflow import preview, publishing, revisions, share
from tests.admin.desk import ADD, change, form_data
from tests.admin.test_story import count
from tests.factories import AuthorFactory, ImageFactory, RegionFactory, StoryFactory, TagFactory, story_data

pytestmark = pytest.mark.slow

PARTS = ["preview", "cards", "links"]


@pytest.fixture
def story(reporter):
    return revisions.start(story_data(headline="Titre tenu"), reporter)


def at(story, part):
    return change(story).replace("change", part)


class TestWhoMayLook:
    @pytest.mark.parametrize("part", PARTS)
    def test_nobody_without_an_account(self, reader, story, part):
        for answer in (reader.get(at(story, part)), reader.post(at(story, part), form_data())):
            assert answer.status_code == 302
            assert "/login/" in answer.url

    @pytest.mark.parametrize("part", PARTS)
    def test_no_moderator_and_no_other_reporter(self, moderator, other_reporter, at_work, story, part):
        for person in (moderator, other_reporter):
            client = at_work(person)
            for answer in (client.get(at(story, part)), client.post(at(story, part), form_data())):
                assert answer.status_code == 403
                assert b"Titre tenu" not in answer.content
        assert not PreviewLink.objects.exists()

    @pytest.mark.parametrize("part", PARTS)
    def test_a_story_that_is_not_there(self, editor, reporter, at_work, part):
        for person in (editor, reporter):
            assert at_work(person).get(f"/admin/articles/story/{10**30}/{part}/").status_code == 404
            assert at_work(person).get(f"/admin/articles/story/4711/{part}/").status_code == 404

    @pytest.mark.parametrize("part", PARTS)
    def test_its_reporter_and_the_editors(self, reporter, editor, admin, at_work, story, part):
        for person in (reporter, editor, admin):
            assert at_work(person).get(at(story, part)).status_code == 200

    @pytest.mark.parametrize("part", ["preview", "cards"])
    def test_a_story_somebody_begins_to_write(self, reader, moderator, reporter, at_work, part):
        address = ADD + f"{part}/"
        assert reader.post(address, form_data()).status_code == 302
        assert at_work(moderator).post(address, form_data()).status_code == 403
        assert at_work(reporter).get(address).status_code == 404
        assert at_work(reporter).post(address, form_data(headline="Tout neuf")).status_code == 200
        assert not Story.objects.exists()

    @pytest.mark.parametrize("part", PARTS)
    def test_another_site_cannot_post(self, reporter, story, part):
        client = Client(enforce_csrf_checks=True)
        client.force_login(reporter)
        assert client.post(at(story, part), form_data(label="Anne", hours="24")).status_code == 403
        assert not PreviewLink.objects.exists()


class TestThePage:
    def test_the_working_draft(self, reporter, editor, at_work, story):
        publishing.publish(story, editor)
        revisions.save_draft(story, story_data(headline="Retouché"), reporter)
        text = at_work(reporter).get(at(story, "preview")).content.decode()
        assert "<h1>Retouché</h1>" in text
        assert "data-preview" in text

    def test_an_older_revision_of_this_story_and_of_no_other(self, reporter, editor, at_work, story):
        old = story.revisions.get()
        revisions.save_draft(story, story_data(headline="Nouveau"), editor)
        other = revisions.start(story_data(slug="autre"), reporter).revisions.get()
        client = at_work(reporter)
        assert "<h1>Titre tenu</h1>" in client.get(at(story, "preview"), {"revision": old.pk}).content.decode()
        for key in (other.pk, "0", "x", "", "9" * 40, "1;--", "²"):
            assert client.get(at(story, "preview"), {"revision": key}).status_code == 404, key

    def test_what_stands_in_the_form_and_nothing_is_saved(self, reporter, at_work, story):
        region, author, tag, image = RegionFactory(), AuthorFactory(), TagFactory(), ImageFactory()
        data = form_data(
            headline="Dans le formulaire",
            body="<p>Pas <script>x</script>enregistré.</p>",
            regions=[region.pk],
            primary_region=region.pk,
            authors=[author.pk],
            tags=[tag.pk],
            lead_image=image.pk,
        )
        before = list(Revision.objects.values()), list(Story.objects.values())
        text = at_work(reporter).post(at(story, "preview"), data).content.decode()
        assert "<h1>Dans le formulaire</h1>" in text
        assert "<p>Pas enregistré.</p>" in text
        for printed in (region.name, author.name, tag.name, image.url):
            assert printed in text
        assert (list(Revision.objects.values()), list(Story.objects.values())) == before

    def test_the_language_of_the_story_whatever_the_desk_speaks(self, reporter, at_work):
        client = at_work(reporter)
        answer = client.post(f"{ADD}preview/", form_data(language="uk"), headers={"Accept-Language": "en"})
        assert '<html lang="uk">' in answer.content.decode()
        assert answer.headers["Content-Language"] == "uk"

    def test_what_the_page_does_not_print_may_be_wrong(self, reporter, at_work, story):
        StoryFactory(slug="pris")
        wrong = {"slug": "pris", "embargo_until": "2001-01-01T00:00", "expires_at": "demain", "basis": "zzz"}
        assert at_work(reporter).post(at(story, "preview"), form_data(**wrong)).status_code == 200
        assert at_work(reporter).post(f"{ADD}preview/", form_data(slug="pas une adresse")).status_code == 200

    @pytest.mark.parametrize("field, value", [("headline", ""), ("lead_image", "x"), ("regions", ["9" * 40])])
    def test_what_it_prints_must_be_right_and_the_field_is_named(self, reporter, at_work, story, field, value):
        for part in ("preview", "cards"):
            answer = at_work(reporter).post(at(story, part), form_data(**{field: value}))
            assert answer.status_code == 422
            assert [each.name for each in answer.context["form"] if each.errors] == [field]
            assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"

    def test_a_forged_button_moves_nothing(self, editor, at_work, story):
        for button in ("_publish", "_schedule", "_unpublish"):
            at_work(editor).post(at(story, "preview"), form_data(**{button: "1"}))
        story.refresh_from_db()
        assert (story.status, story.revisions.count()) == ("draft", 1)

    def test_nothing_can_be_sent_or_shared_from_it(self, editor, at_work):
        text = at_work(editor).get(at(StoryFactory(public=True), "preview")).content.decode()
        for trace in ("<form", "<script", "mailto:", "data-copy-link", "csrf", "canonical", "og:"):
            assert trace not in text, trace


class TestPolicy:
    @pytest.mark.parametrize("part", ["preview", "cards"])
    def test_the_desk_alone_may_frame_it(self, editor, at_work, story, part):
        client = at_work(editor)
        for answer in (client.get(at(story, part)), client.post(at(story, part), form_data())):
            policy = answer.headers["Content-Security-Policy"]
            assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
            assert "frame-ancestors 'self'" in policy
            assert "unsafe" not in policy and policy.startswith("default-src 'none'")
            assert "no-store" in answer.headers["Cache-Control"]

    def test_no_other_page_may_be_framed(self, editor, reader, at_work, story):
        client = at_work(editor)
        for address in ("/admin/", change(story), at(story, "links"), StoryFactory(public=True).get_absolute_url()):
            answer = client.get(address)
            assert answer.headers["X-Frame-Options"] == "DENY", address
            assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        assert reader.get(at(story, "preview")).headers["X-Frame-Options"] == "DENY"

    def test_the_story_form_frames_ourselves_and_nobody_else(self, editor, at_work, story):
        policy = at_work(editor).get(change(story)).headers["Content-Security-Policy"]
        assert "frame-src 'self'" in policy.split("; ")
        assert "frame-src" not in at_work(editor).get("/admin/").headers["Content-Security-Policy"]


class TestTheForm:
    def test_without_script_there_are_plain_pages(self, reporter, at_work, story):
        text = at_work(reporter).get(change(story)).content.decode()
        assert f'href="{at(story, "preview")}" target="_blank"' in text
        assert f'href="{at(story, "cards")}" target="_blank"' in text
        assert f'href="{at(story, "links")}"' in text
        assert f'formaction="{ADD}preview/" formtarget="_blank"' in at_work(reporter).get(ADD).content.decode()

    def test_the_first_button_is_still_the_one_that_saves(self, reporter, at_work):
        """Enter in a field presses the first button of the form."""
        form = at_work(reporter).get(ADD).content.decode().partition('id="story_form"')[2]
        assert form.index('name="_save_draft"') == form.index('type="submit"') + len('type="submit" ')

    def test_the_buttons_follow_the_text(self, reporter, at_work, story):
        """Also where the columns stand below each other: no long rail lies between the words and “Save”."""
        text = at_work(reporter).get(change(story)).content.decode()
        places = [text.index(part) for part in ("desk-writing", "desk-state", 'name="_save_draft"', "id_kind")]
        assert places == sorted(places)


class TestCards:
    @pytest.mark.parametrize(
        ("text", "limit", "shown"),
        [
            ("Cinq régions et un sommet", 12, "Cinq régions…"),
            ("Cinq régions", 12, "Cinq régions"),
            ("Cinq régions – et un sommet", 15, "Cinq régions…"),
            ("Anticonstitutionnellement", 10, "Anticonsti…"),
            ("", 10, ""),
        ],
    )
    def test_cut(self, text, limit, shown):
        assert cut(text, limit) == shown

    def of(self, story, **changes):
        return cards_of(preview.previewed(story, story_data(**changes)), story.owner)

    def drawn(self, client, text):
        """The answer for the drawn card that this page shows."""
        return client.get(unescape(re.search(r'<img src="([^"]+)" width="1200"', text)[1]))

    def test_a_short_story_with_a_large_picture_is_whole(self, story):
        cards = self.of(story, headline="Court", standfirst="Assez.", lead_image=ImageFactory().pk)
        assert (cards.title, cards.shared_title, cards.description) == ("Court – Newsroom", "Court", "Assez.")
        assert (cards.host, cards.path[-1], cards.remarks) == ("testserver", "un-titre", [])

    def test_what_is_cut_or_missing_is_said(self, story):
        small = ImageFactory(width=600, height=300).pk
        long = self.of(story, headline="mot " * 30, standfirst="mot " * 60, lead_image=small)
        assert len(long.remarks) == 3
        assert (len(long.title) <= 61, len(long.description) <= 161, len(long.shared_title) <= 91) == (True,) * 3
        assert len(self.of(story, headline="Court").remarks) == 2  # neither standfirst nor picture
        graphic = ImageFactory(graphic=True).pk
        assert len(self.of(story, headline="Court", standfirst="Assez.", lead_image=graphic).remarks) == 1

    def test_a_title_that_ends_in_dots_is_not_called_whole(self, story):
        cards = self.of(story, headline="x" * 55, standfirst="Assez.", lead_image=ImageFactory().pk)
        assert (cards.title, len(cards.remarks)) == (f"{'x' * 55}…", 1)

    def test_the_page_shows_what_stands_in_the_form(self, reporter, at_work, story):
        client = at_work(reporter)
        text = client.post(at(story, "cards"), form_data(headline="<b>Pas enregistré</b>")).content.decode()
        assert "&lt;b&gt;Pas enregistré&lt;/b&gt;" in text
        answer = self.drawn(client, text)
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/jpeg")
        assert "no-store" in answer.headers["Cache-Control"]
        saved = self.drawn(client, client.get(at(story, "cards")).content.decode())
        assert saved.content != answer.content

    def test_the_card_of_a_draft_is_for_whoever_was_shown_it(self, reporter, other_reporter, at_work, reader, story):
        address = self.of(story, headline="Pas pour vous").image
        assert at_work(reporter).get(address).status_code == 200
        assert at_work(other_reporter).get(address).status_code == 404
        assert reader.get(address).status_code == 302  # to the login page
        assert at_work(reporter).get(address.replace("/share/", "/share/x")).status_code == 404
        assert at_work(reporter).post(address).status_code == 405

    def test_the_card_of_a_draft_is_over_after_an_hour(self, reporter, at_work, story, monkeypatch):
        address = self.of(story).image
        later = timezone.now().timestamp() + 3700
        monkeypatch.setattr("django.core.signing.time.time", lambda: later)
        assert at_work(reporter).get(address).status_code == 404

    def test_when_too_many_cards_are_drawn_it_comes_later(self, reporter, at_work, story, monkeypatch):
        monkeypatch.setattr(share, "PATIENCE", 0.01)
        client, address = at_work(reporter), self.of(story).image
        with ONE_AT_A_TIME:
            assert client.get(address).status_code == 503
        assert client.get(address).status_code == 200


class TestLinks:
    def share(self, client, story, **changes):
        return client.post(at(story, "links"), {"label": "Me Dupont", "hours": "24"} | changes)

    def made(self, client, story):
        """The address, as the page after the form shows it."""
        answer = self.share(client, story)
        assert (answer.status_code, answer.url) == (302, at(story, "links"))
        return client.get(answer.url).context["made"]

    def test_the_address_is_shown_this_once(self, reporter, reader, at_work, story):
        client = at_work(reporter)
        made = self.made(client, story)
        token = made.removesuffix("/").rpartition("/")[2]
        assert made == f"http://testserver{reverse('preview', args=[token])}"
        assert "<h1>Titre tenu</h1>" in reader.get(made).content.decode()
        assert token not in client.get(at(story, "links")).content.decode()
        assert PreviewLink.objects.count() == 1
        assert MADE not in client.session

    def test_the_page_of_another_story_does_not_show_it(self, reporter, at_work, story):
        other, client = revisions.start(story_data(slug="autre"), reporter), at_work(reporter)
        self.share(client, story)
        assert client.get(at(other, "links")).context["made"] == ""
        assert client.head(at(story, "links")).context["made"] == ""
        assert "/preview/" in client.get(at(story, "links")).context["made"]

    def test_who_made_it_for_whom_and_who_came(self, reporter, editor, reader, at_work, story):
        made = self.made(at_work(reporter), story)
        reader.get(made)
        reader.get(made, REMOTE_ADDR="192.0.2.7")
        [link] = at_work(editor).get(at(story, "links")).context["links"]
        assert (link.label, link.by, link.is_open) == ("Me Dupont", reporter, True)
        assert (link.readings, link.readers, len(link.latest)) == (2, 2, 2)

    @pytest.mark.parametrize(
        "wrong", [{"label": ""}, {"label": "x" * 121}, {"hours": "0"}, {"hours": "337"}, {"hours": "x"}, {"hours": ""}]
    )
    def test_bad_input_is_refused_in_words(self, reporter, at_work, story, wrong):
        answer = self.share(at_work(reporter), story, **wrong)
        assert answer.status_code == 422
        assert list(answer.context["form"].errors) == list(wrong)
        assert not PreviewLink.objects.exists()

    def test_one_too_many_is_refused_in_words(self, reporter, at_work, story):
        for number in range(20):
            preview.share(story, reporter, f"Anne {number}", 1)
        answer = self.share(at_work(reporter), story)
        assert (answer.status_code, answer.context["made"]) == (422, "")
        assert PreviewLink.objects.count() == 20

    def test_taking_back_is_for_those_who_write_in_it(
        self, reporter, other_reporter, moderator, reader, at_work, story
    ):
        made = self.made(at_work(reporter), story)
        address = f"{at(story, 'links')}{PreviewLink.objects.get().pk}/revoke/"
        for person in (other_reporter, moderator):
            assert at_work(person).post(address).status_code == 403
        assert reader.post(address).status_code == 302
        assert at_work(reporter).get(address).status_code == 405
        assert reader.get(made).status_code == 200
        assert at_work(reporter).post(address).url == at(story, "links")
        assert reader.get(made).status_code == 410
        assert AuditEntry.objects.filter(action="preview.revoke", by=reporter).count() == 1

    def test_a_link_of_another_story_is_not_found(self, reporter, at_work, story):
        other = revisions.start(story_data(slug="autre"), reporter)
        link, token = preview.share(other, reporter, "Anne", 1)
        assert at_work(reporter).post(f"{at(story, 'links')}{link.pk}/revoke/").status_code == 404
        assert preview.opened(token)

    def test_the_open_ones_come_first_then_the_newest(self, reporter, at_work, story):
        links = [preview.share(story, reporter, f"Anne {number}", 1)[0] for number in range(3)]
        PreviewLink.objects.filter(pk=links[2].pk).update(expires_at=timezone.now() - timedelta(minutes=1))
        shown = at_work(reporter).get(at(story, "links")).context["links"]
        assert shown == [links[1], links[0], links[2]]
        assert [link.is_open for link in shown] == [True, True, False]


class TestQueries:
    def test_the_links_cost_the_same_for_one_and_thirty(self, editor, reader, at_work, story):
        client = at_work(editor)
        link, _token = preview.share(story, editor, "Anne", 1)
        link.visits.create()
        few = count(client, at(story, "links"))
        for number in range(30):
            other = PreviewLink.objects.create(
                story=story, token_hash=f"{number:064x}", label="Anne", by=editor, expires_at=timezone.now()
            )
            for _visit in range(12):
                other.visits.create(sender=f"{number}")
        assert count(client, at(story, "links")) == few

    @pytest.mark.parametrize("part", ["preview", "cards"])
    def test_the_page_costs_the_same_for_one_and_thirty(self, editor, at_work, part):
        client = at_work(editor)
        costs = []
        for number in (1, 30):
            address = at(self.full(editor, number), part)
            rulebook.forget()  # or the second look finds what the first has read
            costs.append(count(client, address))
        assert costs[0] == costs[1]

    def full(self, editor, number):
        regions = [RegionFactory().pk for _ in range(number)]
        people = {
            "authors": [AuthorFactory().pk for _ in range(number)],
            "tags": [TagFactory().pk for _ in range(number)],
        }
        data = story_data(slug=f"s{number}", regions=regions, primary_region=regions[0], **people)
        return revisions.start(data, editor)
