"""What editors say about a region: who may, what is refused, that nobody overwrites anybody, that no word is lost."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles.models import AuditEntry, Region, RegionBrief
from articles.workflow import briefs
from articles.workflow.errors import Refused
from articles.workflow.foundations import FORMERLY, REGIONS, lay_foundations
from tests.factories import RegionFactory, StoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def kherson():
    return Region.objects.get(slug="kherson")


def said(**changes):
    return {"state": "Tout tient.", "as_of": date(2026, 5, 1), "lead": None, "background": []} | changes


def save(region, by, on=None, language="fr", **changes):
    return briefs.save(region, language, said(**changes), by, on=on)


@pytest.mark.parametrize("who", ["reader", "reporter", "moderator"])
def test_only_editors_write_it(request, kherson, who):
    person = AnonymousUser() if who == "reader" else request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        save(kherson, person)
    assert not RegionBrief.objects.exists()


STRANGE = [{}, {"withdrawn": True}, {"archived": True}, {"status": "in_review"}]


class TestRefused:
    @pytest.mark.parametrize("state", STRANGE)
    @pytest.mark.parametrize("place", ["lead", "background"])
    def test_stories_that_readers_do_not_see(self, kherson, editor, state, place):
        story = StoryFactory(regions=[kherson], **state)
        with pytest.raises(Refused):
            save(kherson, editor, **{place: story.pk if place == "lead" else [story.pk]})

    def test_stories_of_elsewhere_of_another_language_and_those_that_are_not_there(self, kherson, editor):
        elsewhere = StoryFactory(public=True, regions=[Region.objects.get(slug="crimea")])
        english = StoryFactory(public=True, language="en", regions=[kherson])
        for key in (elsewhere.pk, english.pk, 10**12):
            with pytest.raises(Refused):
                save(kherson, editor, lead=key)

    def test_words_without_a_day_a_day_to_come_and_too_many_words(self, kherson, editor):
        tomorrow = timezone.localdate() + timedelta(days=1)
        many = [story.pk for story in StoryFactory.create_batch(7, public=True, regions=[kherson])]
        for wrong in (
            {"as_of": None},
            {"as_of": tomorrow},
            {"as_of": date(202, 5, 1)},
            {"state": "x" * 801},
            {"background": many},
        ):
            with pytest.raises(Refused):
                save(kherson, editor, **wrong)
        # Typography adds spaces: what fitted before may not fit after.
        with pytest.raises(Refused):
            save(kherson, editor, state="Oui" + " !" * 399)
        assert not RegionBrief.objects.exists()

    def test_a_region_that_is_gone(self, editor):
        region = RegionFactory()
        Region.objects.filter(pk=region.pk).delete()
        with pytest.raises(Refused):
            save(region, editor)


class TestSaved:
    def test_words_as_french_prints_them_and_stories_once(self, kherson, editor):
        place = RegionFactory(parent=kherson)
        lead = StoryFactory(scheduled=True, regions=[place])
        other = StoryFactory(public=True, regions=[kherson])
        state = " Qu'en dire?\r\n\r\nRi\u202een. "  # with a sign that turns what follows around
        brief = save(kherson, editor, state=state, lead=lead.pk, background=[other.pk, other.pk])
        assert (brief.state, brief.lead, brief.changed_by) == ("Qu’en dire\u202f?\n\nRien.", lead, editor)
        assert list(brief.background.all()) == [other]

    def test_no_words_no_day(self, kherson, editor):
        assert save(kherson, editor, state=" \n").as_of is None

    def test_one_in_each_language(self, kherson, editor):
        french, english = save(kherson, editor), save(kherson, editor, language="en", state="It holds!")
        assert (english.state, RegionBrief.objects.count(), french.pk != english.pk) == ("It holds!", 2, True)

    def test_what_is_there_already_is_not_written_again(self, kherson, editor):
        first = save(kherson, editor)
        assert briefs.basis(save(kherson, editor)) == briefs.basis(first)
        assert AuditEntry.objects.filter(action="brief.save").count() == 1


class TestTrail:
    def test_every_word_it_once_had_is_kept(self, kherson, editor):
        story = StoryFactory(public=True, headline="Le fleuve", regions=[kherson])
        save(kherson, editor, state="Avant.")
        save(kherson, editor, state="Après.", lead=story.pk, background=[story.pk])
        save(kherson, editor, state="")
        lines = list(AuditEntry.objects.filter(action="brief.save").order_by("pk").values_list("words", flat=True))
        assert "Avant." in lines[0]
        assert "Après." in lines[1] and lines[1].count("Le fleuve") == 2
        assert lines[2].count("—") == 4

    def test_a_line_names_the_brief_and_whoever_wrote_it(self, kherson, editor):
        brief = save(kherson, editor)
        line = AuditEntry.objects.get(action="brief.save")
        assert (line.by, line.noun, line.key) == (editor, "regionbrief", brief.pk)


class TestTwoAtOnce:
    def test_whoever_comes_second_is_told_and_replaces_on_purpose(self, kherson, editor, admin):
        seen = briefs.basis(save(kherson, editor, state="Vu."))
        theirs = save(kherson, admin, state="À eux.", on=seen)
        with pytest.raises(briefs.Overtaken) as told:
            save(kherson, editor, state="À moi.", on=seen)
        assert "À eux." in str(told.value) and "admin" in str(told.value)
        assert RegionBrief.objects.get().state == "À eux."
        save(kherson, editor, state="À moi.", on=briefs.basis(theirs))
        assert RegionBrief.objects.get().state == "À moi."

    @pytest.mark.parametrize("on", ["", "forged", "20260101000000000000"])
    def test_a_new_one_does_not_replace_one_that_is_there(self, kherson, editor, on):
        save(kherson, editor, state="Là.")
        with pytest.raises(briefs.Overtaken):
            save(kherson, editor, state="Neuf.", on=on)


class TestFoundations:
    def test_spellings_we_gave_before_are_completed_and_those_of_editors_stay(self):
        Region.objects.filter(slug="kherson").update(also_written=FORMERLY["kherson"])
        Region.objects.filter(slug="crimea").update(also_written="À nous, Крым")
        lay_foundations(apps.get_app_config("articles"))
        given = {fields["slug"]: fields["also_written"] for fields in REGIONS} | {"crimea": "À nous, Крым"}
        assert dict(Region.objects.values_list("slug", "also_written")) == given
