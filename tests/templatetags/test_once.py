"""What pages share is rendered once; what is each page's own never comes from another page."""

from django.template import Context, engines
from django.utils import translation

SHARED = "{% translate 'Search' %} {{ shared }}"
SOURCE = "{% load i18n once %}{% once key %}<p>" + SHARED + " {% anew %}{{ own }}{% endanew %}</p>{% endonce %}"


def page(template, language="en", **context):
    with translation.override(language):
        return template.render(Context(context))


def compiled(source=SOURCE):
    return engines["django"].from_string(source).template


def test_each_page_has_its_own_words_and_shares_the_rest():
    template = compiled()
    assert page(template, key=1, shared="first", own="<a>") == "<p>Search first &lt;a&gt;</p>"
    assert page(template, key=1, shared="never asked", own="b") == "<p>Search first b</p>"


def test_another_key_and_another_language_are_rendered_anew():
    template = compiled()
    page(template, key=1, shared="first", own="a")
    assert page(template, key=2, shared="second", own="a") == "<p>Search second a</p>"
    assert page(template, "fr", key=1, shared="premier", own="a") == "<p>Rechercher premier a</p>"


def test_what_is_anew_within_an_include_or_a_once_inside_is_still_each_page_s_own():
    inner = "{% once key %}[{% anew %}{{ own }}{% endanew %}]{% endonce %}"
    template = compiled("{% load once %}{% once key %}<p>" + inner + "</p>{% endonce %}")
    assert [page(template, key=1, own=own) for own in ("a", "b")] == ["<p>[a]</p>", "<p>[b]</p>"]


def test_a_key_that_nobody_gave_is_none_as_on_the_error_pages():
    assert page(compiled(), shared="", own="a") == "<p>Search  a</p>"
