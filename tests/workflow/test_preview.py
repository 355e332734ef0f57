"""A draft as its page, and the links that show it to somebody outside."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import AuditEntry, Byline, PreviewLink, PreviewVisit, Revision, Story, StoryRegion
from articles.workflow import preview, publishing, revisions
from articles.workflow.errors import Refused, Vanished
from tests.factories import (
    AuthorFactory,
    ImageFactory,
    RegionFactory,
    SectionFactory,
    StoryFactory,
    TagFactory,
    story_data,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(reporter):
    return revisions.start(story_data(), reporter)


def everything():
    """Every row a story is made of, as it stands in the database."""
    tables = (Story, StoryRegion, Byline, Story.tags.through, Revision)
    return [list(table.objects.order_by("pk").values()) for table in tables]


class TestThePage:
    def test_it_carries_what_the_page_prints(self, story):
        first, second = RegionFactory(position=1), RegionFactory(position=2)
        ada, bohdan, tag, image = AuthorFactory(), AuthorFactory(), TagFactory(), ImageFactory()
        data = story_data(
            headline="Un autre titre",
            kicker="Surtitre",
            standfirst="Nouveau chapô.",
            regions=[first.pk, second.pk],
            primary_region=second.pk,
            authors=[bohdan.pk, ada.pk],
            tags=[tag.pk],
            lead_image=image.pk,
            section=(section := SectionFactory()).pk,
        )
        shown = preview.previewed(story, data)
        assert (shown.headline, shown.kicker, shown.standfirst) == ("Un autre titre", "Surtitre", "Nouveau chapô.")
        assert shown.all_regions == [second, first]
        assert shown.primary_region == second
        assert shown.author_list == [bohdan, ada]
        assert shown.tag_list == [tag]
        assert (shown.lead_image, shown.section) == (image, section)

    def test_nothing_is_written(self, story):
        before = everything()
        shown = preview.previewed(story, story_data(headline="Autre", regions=[RegionFactory().pk], slug="autre"))
        preview.page_of(shown)
        assert everything() == before
        assert story.headline == "Un titre"

    def test_the_text_is_cleaned_and_set_like_a_published_one(self, story):
        image = ImageFactory()
        body = f'<p onclick="x()">Vraiment ?<script>alert(1)</script></p><figure data-image="{image.pk}"></figure>'
        html = preview.previewed(story, story_data(body=body, headline="Quoi ?")).html
        assert "<p>Vraiment\u202f?</p>" in html
        assert "script" not in html and "onclick" not in html
        assert image.url in html

    def test_what_no_longer_exists_leaves_no_trace(self, story):
        gone = 10**9
        data = story_data(regions=[gone], primary_region=gone, authors=[gone], tags=[gone], lead_image=gone)
        shown = preview.previewed(story, data | {"section": gone})
        assert (shown.all_regions, shown.author_list, shown.tag_list) == ([], [], [])
        assert (shown.lead_image, shown.section) == (None, None)

    def test_a_picture_whose_files_are_gone_is_not_shown(self, story):
        image = ImageFactory(withdrawn_at=timezone.now())
        assert preview.previewed(story, story_data(lead_image=image.pk)).lead_image is None

    def test_a_draft_is_dated_as_if_it_went_out_now(self, story, editor):
        assert abs(preview.previewed(story, story_data()).published_at - timezone.now()) < timedelta(minutes=1)
        publishing.publish_as_of(story, editor, at=timezone.now() - timedelta(days=9))
        story.refresh_from_db()
        assert preview.previewed(story, story_data()).published_at == story.published_at

    def test_a_revision_from_before_a_field_existed(self, story):
        data = story_data()
        data.pop("no_region", None)
        assert preview.previewed(story, data).no_region is False

    def test_what_is_saved_is_the_draft_then_the_live_row(self, story, editor):
        revisions.save_draft(story, story_data(headline="Brouillon"), editor)
        assert preview.as_saved(story)["headline"] == "Brouillon"
        publishing.publish(story, editor)
        story.refresh_from_db()
        assert preview.as_saved(story)["headline"] == "Brouillon"
        assert revisions.working_draft(story) is None

    def test_it_costs_the_same_for_one_thing_and_for_thirty(self, story):
        few = self.cost(story, 1)
        assert self.cost(story, 30) == few
        assert few == 6

    def cost(self, story, number):
        image = ImageFactory()
        data = story_data(
            regions=[RegionFactory().pk for _ in range(number)],
            authors=[AuthorFactory().pk for _ in range(number)],
            tags=[TagFactory().pk for _ in range(number)],
            lead_image=image.pk,
            section=SectionFactory().pk,
            body=f'<figure data-image="{image.pk}"></figure>' * number,
        )
        with CaptureQueriesContext(connection) as queries:
            shown = preview.previewed(story, data)
            _read = (shown.all_regions, shown.author_list, shown.tag_list, shown.lead_image.url, shown.section.name)
        return len(queries)


class TestSharing:
    def test_only_who_writes_in_the_story(self, story, moderator, other_reporter, reader):
        for person in (moderator, other_reporter):
            with pytest.raises(PermissionDenied):
                preview.share(story, person, "Anne", 24)
        assert not PreviewLink.objects.exists()

    def test_the_token_is_kept_nowhere(self, story, reporter):
        link, token = preview.share(story, reporter, "Anne", 24)
        link.refresh_from_db()
        assert len(token) == 43
        assert token not in str(PreviewLink.objects.values()) + str(AuditEntry.objects.values())
        assert len(link.token_hash) == 64
        assert abs(link.expires_at - timezone.now() - timedelta(hours=24)) < timedelta(minutes=1)

    def test_two_links_share_nothing(self, story, reporter):
        tokens = {preview.share(story, reporter, "Anne", 1)[1] for _ in range(5)}
        assert len(tokens) == len(set(PreviewLink.objects.values_list("token_hash", flat=True))) == 5

    def test_the_trail_tells_it(self, story, editor):
        link, _token = preview.share(story, editor, "Anne", 24)
        preview.revoke(link, editor)
        told = AuditEntry.objects.about(story).filter(action__startswith="preview.")
        assert list(told.order_by("pk").values_list("action", "by__username")) == [
            ("preview.share", "editor"),
            ("preview.revoke", "editor"),
        ]
        assert all("Anne" in words for words in told.values_list("words", flat=True))

    @pytest.mark.parametrize("hours", [0, -1, 337, 10**9])
    def test_an_hour_at_least_fourteen_days_at_most(self, story, reporter, hours):
        with pytest.raises(Refused):
            preview.share(story, reporter, "Anne", hours)

    @pytest.mark.parametrize("hours", [1, 336])
    def test_the_limits_themselves(self, story, reporter, hours):
        assert preview.share(story, reporter, "Anne", hours)

    @pytest.mark.parametrize("label", ["", "  ", "\u200b\u200b", "\n"])
    def test_it_says_for_whom(self, story, reporter, label):
        with pytest.raises(Refused):
            preview.share(story, reporter, label, 24)

    def test_a_label_of_tricks_is_tamed(self, story, reporter):
        link, _token = preview.share(story, reporter, "A\u202enne\n" + "x" * 500, 24)
        assert link.label == ("Anne " + "x" * 500)[:120]

    def test_twenty_living_ones_a_story(self, story, reporter):
        links = [preview.share(story, reporter, f"Anne {n}", 24)[0] for n in range(20)]
        with pytest.raises(Refused):
            preview.share(story, reporter, "Une de trop", 24)
        other = revisions.start(story_data(slug="autre"), reporter)
        preview.share(other, reporter, "Ailleurs", 24)
        preview.revoke(links[0], reporter)
        preview.share(story, reporter, "À sa place", 24)
        PreviewLink.objects.filter(pk=links[1].pk).update(expires_at=timezone.now() - timedelta(seconds=1))
        preview.share(story, reporter, "Encore", 24)

    @pytest.mark.parametrize("state", ["withdrawn", "expired"])
    def test_what_was_taken_from_readers_is_shown_to_nobody(self, editor, state):
        with pytest.raises(Refused):
            preview.share(StoryFactory(**{state: True}), editor, "Anne", 24)

    def test_a_story_that_vanished(self, story, reporter):
        Story.objects.filter(pk=story.pk).delete()
        with pytest.raises(Vanished):
            preview.share(story, reporter, "Anne", 24)


class TestRevoking:
    def test_only_who_writes_in_the_story(self, story, reporter, other_reporter, moderator):
        link, token = preview.share(story, reporter, "Anne", 24)
        for person in (other_reporter, moderator):
            with pytest.raises(PermissionDenied):
                preview.revoke(link, person)
        assert preview.opened(token) == link

    def test_an_editor_takes_back_what_a_reporter_gave(self, story, reporter, editor):
        link, token = preview.share(story, reporter, "Anne", 24)
        assert preview.revoke(link, editor) is True
        with pytest.raises(preview.Over):
            preview.opened(token)

    def test_a_second_time_changes_and_tells_nothing(self, story, reporter):
        link, _token = preview.share(story, reporter, "Anne", 24)
        preview.revoke(link, reporter)
        before = PreviewLink.objects.values().get()
        assert preview.revoke(link, reporter) is False
        assert PreviewLink.objects.values().get() == before
        assert AuditEntry.objects.filter(action="preview.revoke").count() == 1


class TestVisiting:
    @pytest.mark.parametrize("lost", ["is_active", "is_staff", "groups"])
    def test_what_somebody_opened_closes_with_their_account_or_their_rights(self, story, reporter, lost):
        _link, token = preview.share(story, reporter, "Hélène", 1)
        if lost == "groups":
            reporter.groups.clear()
        else:
            setattr(reporter, lost, False)
            reporter.save()
        with pytest.raises(preview.Over):
            preview.visit(token, "192.0.2.7")

    @pytest.mark.parametrize("token", ["", "x", "é", "\0", "x" * 5000, "../.."])
    def test_what_nobody_made(self, story, reporter, token):
        preview.share(story, reporter, "Anne", 24)
        with pytest.raises(PreviewLink.DoesNotExist):
            preview.visit(token, "192.0.2.7")
        assert not PreviewVisit.objects.exists()

    def test_the_hash_itself_opens_nothing(self, story, reporter):
        link, _token = preview.share(story, reporter, "Anne", 24)
        with pytest.raises(PreviewLink.DoesNotExist):
            preview.visit(link.token_hash, "192.0.2.7")

    def test_it_leads_to_its_story(self, story, reporter):
        revisions.start(story_data(slug="autre"), reporter)
        _link, token = preview.share(story, reporter, "Anne", 24)
        assert preview.visit(token, "192.0.2.7").story == story

    def test_a_reading_is_noted_without_the_address(self, story, reporter):
        link, token = preview.share(story, reporter, "Anne", 24)
        preview.visit(token, "192.0.2.7")
        noted = PreviewVisit.objects.get()
        assert (noted.link, len(noted.sender)) == (link, 64)
        assert "192.0.2.7" not in str(PreviewVisit.objects.values())

    def test_a_reload_within_the_minute_is_the_same_reading(self, story, reporter):
        _link, token = preview.share(story, reporter, "Anne", 24)
        for address in ("192.0.2.7", "192.0.2.7", "192.0.2.8", ""):
            preview.visit(token, address)
        assert PreviewVisit.objects.count() == 3
        PreviewVisit.objects.update(at=timezone.now() - timedelta(minutes=2))
        preview.visit(token, "192.0.2.7")
        assert PreviewVisit.objects.count() == 4

    def test_looking_whether_it_works_is_no_reading(self, story, reporter):
        _link, token = preview.share(story, reporter, "Anne", 24)
        preview.opened(token)
        assert not PreviewVisit.objects.exists()

    def test_it_ends(self, story, reporter, editor):
        link, token = preview.share(story, reporter, "Anne", 24)
        PreviewLink.objects.filter(pk=link.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
        with pytest.raises(preview.Over) as over:
            preview.visit(token, "192.0.2.7")
        assert over.value.language == "fr"
        assert not PreviewVisit.objects.exists()

    def test_a_takedown_ends_it_at_once(self, story, reporter, editor):
        _link, token = preview.share(story, reporter, "Anne", 24)
        publishing.publish_as_of(story, editor, at=timezone.now() - timedelta(days=1))
        assert preview.opened(token)
        publishing.unpublish(story, editor)
        with pytest.raises(preview.Over):
            preview.visit(token, "192.0.2.7")
