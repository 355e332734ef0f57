"""Regions named in the text, proposed while somebody writes; without a script the checklist tells of them."""

import pytest

from articles.models import Region
from articles.workflow.checklist import findings
from tests.factories import RegionFactory, story_data

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/articles/story/places/"


def proposed(client, **sent):
    return [(each.region.slug, each.words) for each in client.post(ADDRESS, sent).context["named"]]


@pytest.mark.parametrize("who", ["moderator"])
def test_nobody_asks_who_may_not_write(request, at_work, reader, who):
    assert at_work(request.getfixturevalue(who)).post(ADDRESS, {"headline": "Donetsk"}).status_code == 403
    assert "/login/" in reader.post(ADDRESS, {"headline": "Donetsk"}).url


def test_it_is_asked_by_post(reporter, at_work):
    assert at_work(reporter).get(ADDRESS).status_code == 405


def test_what_the_words_name_in_their_order_but_what_is_chosen(reporter, at_work):
    client, key = at_work(reporter), {region.slug: region.pk for region in Region.objects.all()}
    words = {"kicker": "Крим", "headline": "À Kherson", "body": "<p>під <b>Запоріжжям</b> &amp; Crimée</p>"}
    everything = [("crimea", "Крим"), ("kherson", "Kherson"), ("zaporizhzhia", "Запоріжжям")]
    assert proposed(client, **words) == everything
    assert proposed(client, **words, regions=[key["kherson"]], primary_region=key["crimea"]) == everything[2:]
    assert proposed(client, **words, no_region="on") == []


def test_whoever_has_chosen_a_place_has_its_region(reporter, at_work):
    kherson = Region.objects.get(slug="kherson")
    olechky = RegionFactory(parent=kherson, name_fr="Olechky", slug="olechky")
    client = at_work(reporter)
    assert proposed(client, headline="Olechky, Kherson", regions=[olechky.pk]) == []
    assert proposed(client, headline="Olechky, Kherson", regions=[kherson.pk]) == [("olechky", "Olechky")]


@pytest.mark.parametrize("keys", [["x", "-1", "1" * 40, "9" * 18], ["\0"]])
def test_odd_keys_and_hostile_words_do_no_harm(reporter, at_work, keys):
    hostile = "<script>alert(1)</script>Donetsk<img src=x onerror=alert(1)>"
    answer = at_work(reporter).post(ADDRESS, {"headline": hostile, "body": hostile, "regions": keys})
    assert (answer.status_code, "<script" in answer.content.decode()) == (200, False)
    assert [each.region.slug for each in answer.context["named"]] == ["donetsk"]


def test_the_name_of_a_region_is_text(reporter, at_work):
    RegionFactory(name_fr="<b>Ici</b>", slug="ici", also_written="Icilabas")
    text = at_work(reporter).post(ADDRESS, {"headline": "À Icilabas"}).content.decode()
    assert "&lt;b&gt;Ici&lt;/b&gt;" in text and "<b>" not in text


def told(**changes):
    return [found.words for found in findings(story_data(**changes)) if found.code == "places"]


def test_the_checklist_says_the_same(django_assert_max_num_queries):
    key = {region.slug: region.pk for region in Region.objects.all()}
    filed = {"primary_region": key["kherson"], "regions": [key["kherson"]]}
    (words,) = told(headline="Kherson et Donetsk", body="<p>У Криму.</p>", **filed)
    assert "Donetsk" in words and "Криму" in words and "Kherson" not in words
    assert told(headline="Kherson", **filed) == []
    assert told(headline="Donetsk", no_region=True) == []
