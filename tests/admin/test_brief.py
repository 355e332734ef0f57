"""The desk of the briefs: two steps, a search that loses nothing, a second save that overwrites nothing."""

from datetime import date

import pytest

from articles.models import Region, RegionBrief
from articles.workflow import briefs, words
from tests.admin.test_story import count
from tests.factories import RegionFactory, StoryFactory

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/regionbrief/"


@pytest.fixture
def kherson():
    return Region.objects.get(slug="kherson")


@pytest.fixture
def brief(kherson, editor):
    data = {"state": "Vu.", "as_of": date(2026, 5, 1), "lead": None, "background": []}
    return briefs.save(kherson, "fr", data, editor)


def change(brief):
    return f"{LIST}{brief.pk}/change/"


def form(brief, **changes):
    return {"state": brief.state, "as_of": "2026-05-01", "lead": "", "basis": briefs.basis(brief)} | changes


def headlines(page, field):
    return [
        str(label).partition(" — ")[0] for key, label in page.context["adminform"].form.fields[field].choices if key
    ]


def test_a_reporter_reads_and_writes_nothing(reporter, at_work, brief):
    client = at_work(reporter)
    assert "Vu." in client.get(change(brief)).content.decode()
    assert client.post(change(brief), form(brief, state="Autre.")).status_code == 403
    assert client.get(f"{LIST}add/").status_code == 403
    assert RegionBrief.objects.get().state == "Vu."


@pytest.mark.slow
def test_a_new_one_in_two_steps(editor, at_work, kherson):
    client = at_work(editor)
    opened = client.get(f"{LIST}add/?region={kherson.pk}&language=uk").context["adminform"].form
    assert (opened["region"].value(), opened["language"].value()) == (str(kherson.pk), "uk")
    sent = {"region": kherson.pk, "language": "uk", "state": "Так.", "as_of": "2026-05-01", "basis": ""}
    answer = client.post(f"{LIST}add/", sent)
    brief = RegionBrief.objects.get()
    assert (answer.url, brief.state, brief.changed_by) == (change(brief), "Так.", editor)
    again = client.post(f"{LIST}add/", sent | {"state": "Ні."})
    assert (again.status_code, RegionBrief.objects.get().state) == (422, "Так.")


@pytest.mark.parametrize("wrong", [{"as_of": ""}, {"as_of": "2199-01-01"}, {"state": "x" * 801}, {"lead": "zzz"}])
def test_what_is_refused_keeps_every_word(editor, at_work, brief, wrong):
    sent = form(brief, state="Mes mots à moi.") | wrong
    page = at_work(editor).post(change(brief), sent)
    assert page.status_code == 422
    assert sent["state"] in page.content.decode()
    assert RegionBrief.objects.get().state == "Vu."


def test_stories_few_are_offered_any_is_found_and_kept_while_looking_for_another(editor, at_work, kherson, brief):
    old = StoryFactory(public=True, headline="Le barrage", regions=[kherson])
    words.index(old)
    StoryFactory.create_batch(12, public=True, kind="explainer", regions=[kherson])
    StoryFactory(public=True, headline="Ailleurs", regions=[Region.objects.get(slug="crimea")])
    client = at_work(editor)
    assert "Le barrage" not in headlines(client.get(change(brief)), "lead")
    page = client.post(change(brief), form(brief, state="Pas perdu.", find="barrage", _find="1"))
    assert (page.status_code, RegionBrief.objects.get().state) == (200, "Vu.")
    assert headlines(page, "lead")[0] == headlines(page, "background")[0] == "Le barrage"
    assert "Pas perdu." in page.content.decode()
    chosen = form(brief, state="Pas perdu.", lead=old.pk, background=[old.pk], find="rien", _find="1")
    page = client.post(change(brief), chosen)
    assert page.context["adminform"].form.found_nothing
    assert headlines(page, "lead")[0] == "Le barrage"
    del chosen["_find"]
    assert client.post(change(brief), chosen).status_code == 302
    saved = RegionBrief.objects.get()
    assert (saved.lead, list(saved.background.all()), saved.state) == (old, [old], "Pas perdu.")


def test_whoever_comes_second_chooses(editor, admin, at_work, brief, kherson):
    old = form(brief, state="À moi.")
    briefs.save(kherson, "fr", {"state": "À eux.", "as_of": date(2026, 5, 2), "lead": None, "background": []}, admin)
    client = at_work(editor)
    page = client.post(change(brief), old)
    text = page.content.decode()
    assert (page.status_code, "À eux." in text, "À moi." in text) == (422, True, True)
    overrule = page.context["adminform"].form.conflict
    assert client.post(change(brief), old | {"overrule": overrule}).status_code == 302
    assert RegionBrief.objects.get().state == "À moi."


def test_forged_requests_change_nothing(editor, at_work, brief):
    client = at_work(editor)
    crimea = Region.objects.get(slug="crimea")
    odd = {"region": crimea.pk, "language": "uk", "background": ["1" * 30, "x"], "find": "\0", "basis": "x" * 500}
    assert client.post(change(brief), form(brief) | odd).status_code == 422
    client.post(change(brief), form(brief, region=crimea.pk, language="uk", state="Resté."))
    saved = RegionBrief.objects.get()
    assert (saved.region.slug, saved.language, saved.state) == ("kherson", "fr", "Resté.")


def test_the_region_leads_to_its_briefs(editor, reporter, at_work, brief, kherson):
    address = f"/admin/articles/region/{kherson.pk}/change/"
    text = at_work(editor).get(address).content.decode()
    assert change(brief) in text
    assert f"{LIST}add/?region={kherson.pk}&amp;language=uk" in text
    assert LIST not in at_work(reporter).get(address).content.decode()


def test_the_list_says_in_the_words_of_the_desk_who_saved_it(editor, at_work, brief):
    text = at_work(editor).get(LIST).content.decode()
    assert "editor</td>" in text and "changed by" not in text.lower()


@pytest.mark.slow
def test_form_and_list_cost_the_same(editor, at_work, brief, kherson):
    client = at_work(editor)
    stories = StoryFactory.create_batch(2, public=True, kind="explainer", regions=[kherson])
    brief.background.set(stories)
    few = {address: count(client, address) for address in (LIST, change(brief))}
    brief.background.set([*stories, *StoryFactory.create_batch(30, public=True, kind="analysis", regions=[kherson])])
    for region in RegionFactory.create_batch(10):
        RegionBrief.objects.create(region=region, changed_by=editor, lead=stories[0])
    assert {address: count(client, address) for address in few} == few
