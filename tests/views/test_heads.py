"""What the head of each kind of page tells search engines, networks that unfold a link, and readers of linked data."""

import re
from datetime import UTC, datetime
from html import unescape

import pytest
from django.utils import timezone

from articles.models import Region, SitePage, Story
from tests.factories import (
    AuthorFactory,
    CommentFactory,
    CorrectionFactory,
    ImageFactory,
    RegionFactory,
    SectionFactory,
    StoryFactory,
    TagFactory,
)
from tests.vocabulary.checker import faults, linked_data

pytestmark = pytest.mark.django_db

HOME = "http://testserver"
OUT = datetime(2026, 5, 1, 10, 0, tzinfo=UTC)
HOSTILE = '</script><script>alert(1)</script> & "l’œuvre" <!--'
META = re.compile(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">')


def told(page):
    """{'og:title': 'Titre', 'article:tag': ['Un', 'Deux'], …}."""
    found = {}
    for name, content in META.findall(page):
        known = unescape(content)
        found[name] = [*found[name], known] if isinstance(found.get(name), list) else known
        if name in ("article:tag", "article:author"):
            found[name] = found[name] if isinstance(found[name], list) else [known]
    return found


def of_type(document, kind):
    """The only node of this type in a page's graph."""
    (node,) = [each for each in document["@graph"] if kind in each["@type"]]
    return node


@pytest.fixture
def story():
    kherson = Region.objects.get(slug="kherson")
    story = StoryFactory(
        public=True,
        published_at=OUT,
        headline="Le pont",
        standfirst="Il tient.",
        slug="pont",
        kind="analysis",
        minutes=4,
        regions=[RegionFactory(parent=kherson, name_fr="Antonivka", slug="antonivka"), kherson],
        authors=[AuthorFactory(name="Ada", slug="ada"), AuthorFactory(name="Bohdan", slug="bohdan")],
        section=SectionFactory(name_fr="International", slug="international"),
        lead_image=ImageFactory(caption="Le pont, hier", credit="Olha"),
    )
    story.tags.add(TagFactory(name_fr="Ponts", slug="ponts"))
    return story


@pytest.fixture
def pages(story):
    """An address of each kind of page readers share; all of them list the story, or are about it."""
    us = {"title": "Qui sommes-nous", "html": "<p>Nous.</p>", "public": True}
    SitePage.objects.update_or_create(slug="about", language="fr", defaults=us)
    CorrectionFactory(story=story)
    lists = ["/", "/regions/kherson/", "/regions/antonivka/", "/sections/international/", "/tags/ponts/"]
    dates = ["/archives/", "/archives/2026/", "/archives/2026/05/", "/archives/2026/05/01/"]
    said = CommentFactory(story=story, status="approved")
    others = ["/corrections/", "/search/", "/pages/about/", "/comments/privacy/", f"/comments/thread/{said.pk}/"]
    return [*lists, *dates, "/authors/ada/", *others, story.get_absolute_url()]


@pytest.mark.slow
def test_all_that_is_told_are_words_of_schema_org(reader, pages):
    """Types, properties, and what their values may be; every thing referred to is told, or is at an address."""
    for page in pages:
        assert faults(linked_data(reader.get(page).content.decode())) == [], page


@pytest.mark.slow
def test_every_page_names_its_address_and_has_a_card(reader, pages):
    for address in pages:
        page = reader.get(address).content.decode()
        meta = told(page)
        assert page.count('<link rel="canonical"') == 1
        assert f'<link rel="canonical" href="{HOME}{address}">' in page
        assert meta["og:url"] == HOME + address
        assert (meta["og:site_name"], meta["og:locale"], meta["twitter:card"]) == (
            "Newsroom",
            "fr_FR",
            "summary_large_image",
        )
        assert meta["og:title"] and meta["description"] == meta["og:description"] != ""
        image = reader.get(meta["og:image"].removeprefix(HOME))
        assert (image.status_code, image.headers["Content-Type"]) == (200, "image/jpeg"), address


def test_a_story_tells_who_when_where_and_what(reader, story):
    correction = CorrectionFactory(story=story, text="Il fallait lire deux.")
    address = HOME + story.get_absolute_url()
    document = linked_data(reader.get(story.get_absolute_url()).content.decode())
    article = of_type(document, "NewsArticle")
    area = {"@type": "AdministrativeArea", "name": "Kherson"}
    assert article.pop("contentLocation")[1].items() >= area.items()
    assert article.pop("image")["creditText"] == "Olha"
    assert article == {
        "@type": ["NewsArticle", "AnalysisNewsArticle"],
        "@id": address,
        "url": address,
        "mainEntityOfPage": address,
        "headline": "Le pont",
        "description": "Il tient.",
        "inLanguage": "fr",
        "datePublished": "2026-05-01T10:00:00+00:00",
        "dateModified": "2026-05-01T10:00:00+00:00",
        "author": [
            {
                "@type": "Person",
                "@id": f"{HOME}/authors/{slug}/#person",
                "name": name,
                "url": f"{HOME}/authors/{slug}/",
            }
            for slug, name in (("ada", "Ada"), ("bohdan", "Bohdan"))
        ],
        "publisher": {"@id": f"{HOME}/#organization"},
        "articleSection": "International",
        "keywords": ["Ponts"],
        "timeRequired": "PT4M",
        "isAccessibleForFree": True,
        "commentCount": 0,
        "discussionUrl": f"{address}#comments",
        "correction": [
            {
                "@type": "CorrectionComment",
                "text": "Il fallait lire deux.",
                "datePublished": correction.created_at.isoformat(timespec="seconds"),
                "url": f"{address}#correction-{correction.pk}",
            }
        ],
    }
    trail = of_type(document, "BreadcrumbList")["itemListElement"]
    assert [step["name"] for step in trail] == ["Newsroom", "Kherson", "Antonivka", "Le pont"]


def test_a_story_has_the_card_of_an_article(reader, story):
    meta = told(reader.get(story.get_absolute_url()).content.decode())
    assert (meta["og:type"], meta["og:title"], meta["og:description"]) == ("article", "Le pont", "Il tient.")
    assert (meta["article:section"], meta["article:tag"]) == ("International", ["Ponts"])
    assert meta["article:author"] == [f"{HOME}/authors/ada/", f"{HOME}/authors/bohdan/"]
    assert meta["article:published_time"] == "2026-05-01T10:00:00+00:00"
    assert "article:modified_time" not in meta
    Story.objects.filter(pk=story.pk).update(changed_at=datetime(2026, 5, 2, 8, 0, tzinfo=UTC))
    page = reader.get(story.get_absolute_url()).content.decode()
    assert told(page)["article:modified_time"] == "2026-05-02T08:00:00+00:00"
    assert of_type(linked_data(page), "NewsArticle")["dateModified"] == "2026-05-02T08:00:00+00:00"


def test_what_was_written_before_it_went_out_is_no_update(reader, story):
    Story.objects.filter(pk=story.pk).update(changed_at=datetime(2026, 4, 2, tzinfo=UTC))
    page = reader.get(story.get_absolute_url()).content.decode()
    assert "article:modified_time" not in told(page)
    assert of_type(linked_data(page), "NewsArticle")["dateModified"] == "2026-05-01T10:00:00+00:00"


def test_a_graphic_picture_is_named_nowhere(reader, story):
    graphic = ImageFactory(graphic=True, credit="Olha", alt="Un mort")
    Story.objects.filter(pk=story.pk).update(lead_image=graphic)
    page = reader.get(story.get_absolute_url()).content.decode()
    head = page.partition("</head>")[0]
    assert graphic.file.name not in head and "Un mort" not in head
    assert of_type(linked_data(page), "NewsArticle")["image"]["url"] == told(page)["og:image"]


def test_versions_say_which_of_them_came_first(reader, story):
    english = StoryFactory(
        public=True,
        language="en",
        headline="The bridge",
        slug="bridge",
        translated_from=story,
        translation_group=story.translation_group,
    )
    first = of_type(linked_data(reader.get(story.get_absolute_url()).content.decode()), "NewsArticle")
    second = of_type(linked_data(reader.get(english.get_absolute_url()).content.decode()), "NewsArticle")
    assert [each["headline"] for each in first["workTranslation"]] == ["The bridge"]
    assert [each["headline"] for each in second["translationOfWork"]] == ["Le pont"]
    assert "translationOfWork" not in first and "workTranslation" not in second


@pytest.mark.slow
def test_hostile_words_stay_words(reader, pages, story):
    """In every place that reaches a head: nothing closes the element, everything is read back as it was written."""
    story.tags.all().delete()
    author, section, region = story.author_list[0], story.section, Region.objects.get(slug="kherson")
    for thing, field in ((author, "name"), (section, "name_fr"), (region, "name_fr"), (region, "also_written")):
        setattr(thing, field, HOSTILE)
        thing.save()
    SitePage.objects.update(title=HOSTILE)
    Story.objects.filter(pk=story.pk).update(headline=HOSTILE, standfirst=HOSTILE)
    for address in pages:
        if not address.startswith("/tags/"):
            page = reader.get(address).content.decode()
            assert "alert(1)</script>" not in page
            assert faults(linked_data(page)) == [], address
    article = of_type(linked_data(reader.get(story.get_absolute_url()).content.decode()), "NewsArticle")
    assert (article["headline"], article["author"][0]["name"]) == (HOSTILE, HOSTILE)


def test_a_region_is_a_part_of_the_country_with_all_its_spellings(reader, story):
    document = linked_data(reader.get("/regions/kherson/").content.decode())
    kherson = Region.objects.get(slug="kherson")
    area = of_type(document, "CollectionPage")["about"]
    assert (area["@type"], area["identifier"]) == ("AdministrativeArea", "UA-65")
    assert area["containedInPlace"]["identifier"] == "UA"
    assert area["alternateName"] == [name.strip() for name in kherson.also_written.split(",")]
    listed = of_type(document, "CollectionPage")["mainEntity"]["itemListElement"]
    assert [each["url"] for each in listed] == [HOME + story.get_absolute_url()]


def test_a_name_of_two_regions_is_not_another_name_of_one(reader):
    Region.objects.filter(slug__in=["donetsk", "luhansk"]).update(also_written="Донбас, Donbass")
    Region.objects.filter(slug="donetsk").update(also_written="Донецк, Donbass")
    named = of_type(linked_data(reader.get("/regions/donetsk/").content.decode()), "CollectionPage")["about"]
    assert named["alternateName"] in ("Донецк", ["Донецк"])


def test_corrections_say_of_what(reader, story):
    CorrectionFactory(story=story, text="Il fallait lire deux.")
    document = linked_data(reader.get("/corrections/").content.decode())
    (entry,) = of_type(document, "CollectionPage")["mainEntity"]["itemListElement"]
    assert (entry["item"]["@type"], entry["item"]["text"]) == ("CorrectionComment", "Il fallait lire deux.")
    assert entry["item"]["about"]["headline"] == "Le pont"


def test_a_page_without_stories_lists_nothing(reader):
    document = linked_data(reader.get("/regions/crimea/").content.decode())
    assert "mainEntity" not in of_type(document, "CollectionPage")
    assert faults(document) == []


def test_without_a_standfirst_the_first_words_describe_it(reader):
    story = StoryFactory(public=True, standfirst="", body=f"<h2>Titre</h2><p>{'mot ' * 100}</p>")
    meta = told(reader.get(story.get_absolute_url()).content.decode())
    assert meta["description"].startswith("Titre mot mot")
    assert meta["description"].endswith("mot…") and len(meta["description"]) <= 201


def test_each_language_says_so(reader):
    story = StoryFactory(public=True, language="uk", slug="mist", headline="Міст")
    for address in ("/uk/", "/uk/regions/kherson/", story.get_absolute_url()):
        page = reader.get(address).content.decode()
        assert told(page)["og:locale"] == "uk_UA"
        assert of_type(linked_data(page), "WebSite")["url"] == f"{HOME}/uk/"


def test_what_is_not_there_or_not_for_sharing_tells_nothing(reader, editor, at_work):
    over = StoryFactory(withdrawn=True)
    for address in ("/no-such-page/", over.get_absolute_url()):
        page = reader.get(address).content.decode()
        assert "ld+json" not in page and "og:" not in page and "canonical" not in page


def test_no_words_of_what_is_not_public_get_there(reader, story):
    """A translation that is a draft, a scheduled one, a withdrawn one."""
    for number, state in enumerate(({}, {"scheduled": True})):
        StoryFactory(
            language=("en", "uk")[number],
            headline="SECRET",
            translated_from=story,
            translation_group=story.translation_group,
            **state,
        )
    assert "SECRET" not in reader.get(story.get_absolute_url()).content.decode()


def test_what_somebody_looks_for_is_on_no_card(reader, story):
    """Otherwise an address of ours would show a picture of ours that says whatever they like."""
    StoryFactory(public=True, headline="Propagande")
    meta = told(reader.get("/search/", {"q": "propagande"}).content.decode())
    empty = told(reader.get("/search/").content.decode())
    assert (meta["og:image"], meta["og:title"]) == (empty["og:image"], empty["og:title"])


def test_the_same_bytes_whatever_the_clock(reader, story, monkeypatch):
    first = reader.get(story.get_absolute_url()).content
    later = timezone.now().timestamp() + 60
    monkeypatch.setattr("time.time", lambda: later)
    assert linked_data(reader.get(story.get_absolute_url()).content.decode()) == linked_data(first.decode())
