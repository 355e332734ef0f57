"""What the readers' search finds, the same on both databases."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import KnownWord, Region, SearchEntry, Story
from articles.queries import search_matches
from articles.queries.find import DATE, RELEVANCE, find, near
from articles.queries.paging import NoSuchPage
from articles.workflow import publishing, revisions, searchable
from tests.factories import AuthorFactory, RegionFactory, SectionFactory, StoryFactory, story_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper():
    """Four stories in French, one in Ukrainian, one in English; the newest is the last."""
    kherson, luhansk = (Region.objects.get(slug=slug) for slug in ("kherson", "luhansk"))
    now = timezone.now()
    texts = [
        {"slug": "barrage", "headline": "Le barrage a cédé", "body": "<p>L’eau monte à Kherson. Un cessez-le-feu.</p>"},
        {"slug": "elections", "headline": "Élections reportées", "standfirst": "La ville de Kherson attend."},
        {"slug": "ble", "headline": "Le prix du blé", "body": "<p>Au port, le feu a cessé. Kherson exporte.</p>"},
        {"slug": "kherson", "headline": "Kherson, la ville", "body": "<p>Des drones au-dessus du pont.</p>"},
        {"slug": "misto", "headline": "Удари по Харкову", "body": "<p>У Харкові пам’ять жива.</p>", "language": "uk"},
        {"slug": "dam", "headline": "The dams are failing", "body": "<p>Engineers were running.</p>", "language": "en"},
    ]
    for hours, text in enumerate(reversed(texts), start=1):
        regions = {"ble": [luhansk], "barrage": [kherson]}.get(text["slug"], [])
        StoryFactory(public=True, published_at=now - timedelta(hours=hours), regions=regions, **text)
    story = Story.objects.get(slug="barrage")
    story.bylines.create(author=AuthorFactory(name="Zoé Lefèvre"), position=0)
    searchable.index_all()


def slugs(q, language="fr", **asked):
    return [story.slug for story in find(q, language, **asked).stories]


ASKED = [
    ("barrage", ["barrage"]),
    ("BARRAGES", ["barrage"]),
    ("élection", ["elections"]),
    ("elections", ["elections"]),
    ("lefevre", ["barrage"]),
    ("kherson drone", ["kherson"]),
    ("kherson sel", []),
    # a phrase, in any quotes, and what holds its words in another order
    ("cessez-le-feu", ["barrage"]),
    ("« cessez le feu »", ["barrage"]),
    ("“cessez le feu”", ["barrage"]),
    ('"feu cessez"', []),
    ("feu cesse", ["ble", "barrage"]),
    ("« barrage cédé »", []),
    # no phrase reaches from the headline into the text
    ("« cédé chapô »", []),
    # without
    ("ville -drone", ["elections"]),
    ("ville -« ville de »", ["kherson"]),
    ("ville −drones", ["elections"]),
    ("-ville", []),
    # beginnings, also where stemming has taken the end away
    ("barr*", ["barrage"]),
    ("élection*", ["elections"]),
    ("elec* attend*", ["elections"]),
    ("ki*", []),
    # little words are no obstacle, and can be all there is
    ("pourquoi le barrage", ["barrage"]),
    ("la", ["kherson", "elections"]),
    # places under any name: those that write it, and those filed there
    ("Lugansk", ["ble"]),
    ("Луганська область", ["ble"]),
    ("Херсон -ville", ["ble", "barrage"]),
    ("port kherson", ["ble"]),
    ("kherson -Lougansk -ville", ["barrage"]),
]


@pytest.mark.parametrize(("q", "found"), ASKED)
def test_what_is_asked_is_found(paper, q, found):
    assert slugs(q, order=DATE) == found


@pytest.mark.parametrize(
    ("q", "language", "found"),
    [
        ("харків", "uk", ["misto"]),
        ("Пам'ять", "uk", ["misto"]),
        ("памʼяті", "uk", ["misto"]),
        ("удар*", "uk", ["misto"]),
        ("dam", "en", ["dam"]),
        ("run engineer", "en", ["dam"]),
        ("dam", "fr", []),
    ],
)
def test_in_the_language_of_the_page(paper, q, language, found):
    assert slugs(q, language) == found


def test_a_name_of_two_regions_is_both_and_neither():
    donetsk, luhansk = (Region.objects.get(slug=slug) for slug in ("donetsk", "luhansk"))
    now = timezone.now()
    filed = {"donetsk": [donetsk], "luhansk": [luhansk], "donbass": []}
    for hours, (slug, regions) in enumerate(filed.items(), start=1):
        body = "<p>Le Donbass.</p>" if slug == "donbass" else "<p>Un texte.</p>"
        StoryFactory(public=True, slug=slug, regions=regions, body=body, published_at=now - timedelta(hours=hours))
    searchable.index_all()
    assert slugs("Donbass", order=DATE) == slugs("Донбас", order=DATE) == ["donetsk", "luhansk", "donbass"]
    assert slugs("Lougansk", order=DATE) == ["luhansk"]


def test_the_headline_weighs_most_then_the_standfirst(paper):
    assert slugs("kherson") == ["kherson", "elections", "barrage", "ble"]
    assert slugs("kherson", order=DATE) == ["kherson", "ble", "elections", "barrage"]


def test_what_a_text_repeats_weighs_more():
    now = timezone.now()
    for hours, text in ((2, "blé blé blé"), (1, "blé pain riz")):
        StoryFactory(public=True, slug=f"n{hours}", body=f"<p>{text}</p>", published_at=now - timedelta(hours=hours))
    searchable.index_all()
    assert slugs("ble") == ["n2", "n1"]
    assert slugs("ble", order=DATE) == ["n1", "n2"]


def test_filters():
    inside = RegionFactory(parent=Region.objects.get(slug="kherson"))
    section = SectionFactory()
    days = [datetime(2025, 8, day, 12, tzinfo=UTC) for day in (1, 2, 3)]
    StoryFactory(public=True, slug="a", published_at=days[0], regions=[inside])
    StoryFactory(public=True, slug="b", published_at=days[1], section=section)
    StoryFactory(public=True, slug="c", published_at=days[2], section=section, regions=[inside])
    searchable.index_all()
    kherson = Region.objects.get(slug="kherson")
    assert slugs("texte", region=kherson) == ["c", "a"]
    assert slugs("texte", section=section) == ["c", "b"]
    assert slugs("texte", section=section, region=kherson) == ["c"]
    assert slugs("texte", since=days[1]) == ["c", "b"]
    assert slugs("texte", until=days[2]) == ["b", "a"]
    assert slugs("texte -chapô", region=kherson) == []


HIDDEN = [{}, {"scheduled": True}, {"expired": True}, {"withdrawn": True}, {"archived": True}]


@pytest.mark.parametrize("state", HIDDEN, ids=lambda state: next(iter(state), "draft"))
def test_what_is_not_listed_is_not_found_not_counted_not_suggested(state):
    """Even where the index knows it: the rule is the stories' own."""
    story = StoryFactory(headline="Introuvable", slug="introuvable", **state)
    Story.objects.filter(pk=story.pk).update(status="published", published_at=timezone.now(), expires_at=None)
    searchable.index_all()
    assert slugs("introuvable") == ["introuvable"]
    columns = {name: getattr(story, name) for name in ("status", "published_at", "expires_at")}
    Story.objects.filter(pk=story.pk).update(**columns)
    assert SearchEntry.objects.count() == KnownWord.objects.filter(word="introuvable").count() == 1
    found = find("introuvable", "fr")
    assert (found.stories, found.total, found.more) == ([], 0, False)
    assert find("introuvble", "fr").suggestion == ""
    assert near("introuvable", "fr") == []


@pytest.mark.parametrize(
    "q",
    [
        "kherzon -« introuvble »",
        'kherzon -"introuvble"',
        "kherzon drone pont barrage deux trois quatre cinq six sept huit introuvble",
    ],
)
def test_what_a_question_does_not_look_for_tells_no_words_of_stories_to_come(q):
    """An excluded word, or an eleventh one, need not be found: whoever asks would be told how it is written."""
    StoryFactory(public=True, headline="Kherson drone pont barrage deux trois quatre cinq six sept huit")
    StoryFactory(scheduled=True, headline="Introuvable")
    searchable.index_all()
    assert find("kherzon", "fr").suggestion == "Kherson"
    assert find("kherzon -ville", "fr").suggestion == "Kherson -ville"
    assert find(q, "fr").suggestion == ""


def test_forty_beginnings_cost_what_three_cost(paper):
    """200 letters hold forty of them."""
    forty = " ".join(f"{letter}oo*" for letter in "abcdefghijklmnopqrstuvwxyz" * 2)[:200]
    with CaptureQueriesContext(connection) as three:
        find("zzz* yyy* xxx*", "fr")
    with CaptureQueriesContext(connection) as many:
        find(forty, "fr")
    assert len(many) <= len(three)


def test_an_entry_waits_for_its_hour():
    story = StoryFactory(headline="Embargo", scheduled=True)
    searchable.index_all()
    Story.objects.filter(pk=story.pk).update(published_at=timezone.now() - timedelta(hours=1))
    assert slugs("embargo") == []  # the entry says a later hour than the row
    searchable.index_all()
    assert slugs("embargo") == [story.slug]


SLIPS = [
    ("elctions", "Élections"),
    ("eelections", "Élections"),
    ("elecitons", "Élections"),
    ("barage", "barrage"),
    ("barrgae kherzon", "barrage Kherson"),
    ("khersson", "Kherson"),
    ("barrage xyzzyx", ""),
    ("drone vilel", "drone ville"),  # "drone" is as good as "drones"
    ("qqqq", ""),
]


@pytest.mark.parametrize(("q", "suggested"), SLIPS)
def test_did_you_mean(paper, q, suggested):
    found = find(q, "fr")
    assert (found.total, found.suggestion) == (0, suggested)


def test_a_suggestion_keeps_the_rest_of_the_question(paper):
    assert find("« elctions » -drone", "fr").suggestion == "« Élections » -drone"
    assert find("харьків", "uk").suggestion == "Харкову"


def test_the_text_around_what_was_found_is_the_real_one(paper):
    story = find("cessez-le-feu", "fr").stories[0]
    assert "".join(piece.text for piece in story.snippet) == "Le chapô. · L’eau monte à Kherson. Un cessez-le-feu."
    assert [piece.text for piece in story.snippet if piece.found] == ["cessez-le-feu"]
    headline = find("drones kherson", "fr").stories[0].marked_headline
    assert [piece.text for piece in headline if piece.found] == ["Kherson"]


def test_pages_end_with_the_last_result(monkeypatch):
    for story in StoryFactory.create_batch(41, public=True):
        Story.objects.filter(pk=story.pk).update(published_at=timezone.now() - timedelta(minutes=story.pk % 59 + 1))
    searchable.index_all()
    first, second, third = (find("texte", "fr", before=before, keep=[("q", "texte")]) for before in ("", "20", "40"))
    shown = [(len(page.stories), page.total, page.more) for page in (first, second, third)]
    assert shown == [(20, 41, False), (20, 41, False), (1, 41, False)]
    assert len({story.pk for page in (first, second, third) for story in page.stories}) == 41
    assert (first.page.newer, first.page.older) == (None, "?q=texte&before=20")
    assert (second.page.newer, second.page.older) == ("?q=texte", "?q=texte&before=40")
    assert (third.page.newer, third.page.older) == ("?q=texte&before=20", None)
    with pytest.raises(NoSuchPage):
        find("texte", "fr", before="60")
    # Nobody pages beyond what is ranked, or counted.
    assert (search_matches.RANKED, search_matches.COUNTED) == (2_000, 1_000)
    monkeypatch.setattr("articles.queries.find.RANKED", 40)
    monkeypatch.setattr("articles.queries.find.COUNTED", 20)
    assert find("texte", "fr", before="20").page.older is None
    assert find("texte", "fr", order=DATE).page.older is None
    for order, before in ((RELEVANCE, "40"), (DATE, "20")):
        with pytest.raises(NoSuchPage):
            find("texte", "fr", order=order, before=before)


def test_counts_stop_and_the_newest_are_ranked(monkeypatch):
    monkeypatch.setattr("articles.queries.search_matches.RANKED", 4)
    monkeypatch.setattr("articles.queries.find.COUNTED", 3)
    now = timezone.now()
    for hours in range(6):
        text = {"headline": "Blé" if hours == 5 else "Titre", "body": "<p>blé</p>"}
        StoryFactory(public=True, slug=f"n{hours}", published_at=now - timedelta(hours=hours + 1), **text)
    searchable.index_all()
    found = find("ble", "fr")
    assert [story.slug for story in found.stories] == ["n0", "n1", "n2", "n3"]  # the oldest would be the best
    assert (found.total, found.more) == (3, True)


def test_ten_words_are_read(paper):
    words = "kherson drone pont ville dessus titre chapô un deux trois"
    found = find(f"{words} quatre cinq", "fr")
    assert (found.asked.cut, len(found.asked.wanted)) == (True, 10)
    assert not find(words, "fr").asked.cut


def test_near_an_address(paper):
    assert [story.slug for story in near("le-barrage-de-kakhovka", "fr")] == ["barrage"]
    assert near("zz 42 --", "fr") == near("", "fr") == []
    StoryFactory(public=True, headline="Vu pour vous avec les élus", slug="elus")
    searchable.index_all()
    assert near("avec-les-pour-vous", "fr") == []
    assert [story.slug for story in near("avec-les-barrages", "fr")] == ["barrage"]


def test_it_follows_the_story(editor):
    story = revisions.start(story_data(headline="Avant", expires_at=None), editor)
    assert slugs("avant") == []
    publishing.publish(story, editor)
    assert slugs("avant") == ["un-titre"]
    revisions.save_draft(story, story_data(headline="Après"), editor)
    assert (slugs("avant"), slugs("après")) == (["un-titre"], [])
    publishing.publish(story, editor)
    assert (slugs("avant"), slugs("après")) == ([], ["un-titre"])
    publishing.archive(story, editor)
    assert not SearchEntry.objects.exists()
    publishing.relist(story, editor)
    assert slugs("après") == ["un-titre"]
    publishing.unpublish(story, editor)
    assert not SearchEntry.objects.exists()
    publishing.publish(story, editor)
    assert slugs("après") == ["un-titre"]
    story.delete()
    assert (slugs("après"), SearchEntry.objects.count()) == ([], 0)


def test_a_story_taken_from_the_schedule_leaves(editor):
    story = revisions.start(story_data(), editor)
    publishing.schedule(story, editor, timezone.now() + timedelta(days=1))
    assert SearchEntry.objects.count() == 1
    publishing.unpublish(story, editor)
    assert not SearchEntry.objects.exists()


def test_a_hostile_text_is_a_text(editor):
    words = " ".join(chr(0x430 + n % 32) * (n % 90) for n in range(3000))
    body = f"<p>{'ж' * 5000} <b>x\\'y\"z</b> {words} :A,5 #fr</p>"
    publishing.publish(revisions.start(story_data(body=body), editor), editor)
    assert slugs("« x y z »") == ["un-titre"]


@pytest.mark.parametrize("number", [1, 30])
def test_the_same_number_of_queries(number, navigation_is_kept, django_assert_max_num_queries):
    StoryFactory.create_batch(number, public=True)
    searchable.index_all()
    with django_assert_max_num_queries(5):
        find("texte « le texte » -autre", "fr")
    with django_assert_max_num_queries(6):
        find("text*", "fr")
    with django_assert_max_num_queries(6):
        find("txete", "fr")
    with django_assert_max_num_queries(5):
        near("titre", "fr")


def test_the_migration_writes_what_the_workflow_writes(paper):
    from importlib import import_module

    from django.apps import apps
    from django.db import connection

    before = [slugs(q) for q, _found in ASKED]
    known = sorted(KnownWord.objects.values_list("language", "word", "stem", "sound"))
    SearchEntry.objects.all().delete()
    KnownWord.objects.all().delete()
    editor = type("Editor", (), {"connection": connection})
    import_module("articles.migrations.0014_search").fill(apps, editor)
    assert [slugs(q) for q, _found in ASKED] == before
    assert sorted(KnownWord.objects.values_list("language", "word", "stem", "sound")) == known
