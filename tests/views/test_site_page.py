"""What the paper says about itself, as readers find it."""

import pytest

from articles.models import SitePage

pytestmark = pytest.mark.django_db


def publish(slug, language, **more):
    pages = SitePage.objects.filter(slug=slug, language=language)
    pages.update(public=True, **more)
    return pages.get()


@pytest.mark.parametrize("address", ["/pages/about/", "/en/pages/about/", "/pages/nothing/", f"/pages/{'x' * 2_000}/"])
def test_a_draft_and_what_is_not_there_are_not_found(reader, address):
    SitePage.objects.update(html="SECRET", title="SECRET")
    answer = reader.get(address)
    assert answer.status_code == 404
    assert "SECRET" not in answer.content.decode()


def test_a_public_page_shows_its_text_and_only_its_public_versions(reader):
    publish("about", "fr", title="À propos", html="<p>Nous.</p>")
    publish("about", "uk", title="Про нас", html="<p>Ми.</p>")
    text = reader.get("/pages/about/").content.decode()
    assert "<h1>À propos</h1>" in text and "<p>Nous.</p>" in text
    assert '<link rel="canonical" href="http://testserver/pages/about/">' in text
    assert 'hreflang="uk" href="http://testserver/uk/pages/about/"' in text
    assert 'href="/en/pages/about/"' not in text
    assert reader.get("/en/pages/about/").status_code == 404


def test_the_foot_of_every_page_names_the_public_ones_of_its_language(reader):
    publish("legal", "fr", title="Mentions légales")
    publish("legal", "en", title="Legal notice")
    foot = reader.get("/corrections/").content.decode().partition("<footer")[2]
    assert '<a href="/pages/legal/">Mentions légales</a>' in foot
    assert "Legal notice" not in foot
    assert "/pages/about/" not in foot
    assert '<a href="/en/pages/legal/">Legal notice</a>' in reader.get("/en/corrections/").content.decode()


def test_one_query(reader, navigation_is_kept, django_assert_num_queries):
    publish("privacy", "fr")
    with django_assert_num_queries(1):
        assert reader.get("/pages/privacy/").status_code == 200
