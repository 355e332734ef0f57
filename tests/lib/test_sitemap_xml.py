from datetime import UTC, datetime
from xml.etree import ElementTree

from articles.lib.sitemap_xml import News, Place, index, urlset

STRANGE = "https://example.org/?a=1&b=<\"'>"


def test_no_address_breaks_it():
    place = Place(STRANGE, versions=(("fr", STRANGE), ("en", STRANGE)), image=STRANGE)
    url = ElementTree.fromstring(urlset([place]))[0]
    assert [each.text or each.get("href") for each in url.iter()][1:4] == [STRANGE] * 3
    assert url[-1][0].text == STRANGE
    assert ElementTree.fromstring(index([STRANGE]))[0][0].text == STRANGE


def test_a_page_without_versions_names_none():
    assert "hreflang" not in urlset([Place("https://example.org/", versions=(("fr", "https://example.org/"),))])


def test_news_in_the_order_of_its_schema():
    news = News("A \x07& B", "fr", datetime(2026, 11, 23, 17, tzinfo=UTC), "5 < 6 ]]>")
    told = ElementTree.fromstring(urlset([Place("https://example.org/", news=news)]))[0][1]
    words = [each.text for each in told.iter() if each.text]
    assert words == ["A & B", "fr", "2026-11-23T17:00:00+00:00", "5 < 6 ]]>"]


def test_nothing_is_well_formed_too():
    assert len(ElementTree.fromstring(urlset([]))) == len(ElementTree.fromstring(index([]))) == 0
