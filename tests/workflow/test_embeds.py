"""A post or a film elsewhere on the page of a story: one link, whatever was typed."""

import pytest

from articles.workflow.rendering import story_html
from articles.workflow.revisions import start
from tests.factories import story_data

FILM = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"


def figure(address, title=""):
    return f'<figure data-embed="{address}"><figcaption>{title}</figcaption></figure>'


def test_a_card_is_one_link_and_nothing_else():
    html = story_html(f"<p>a</p>{figure(f'{FILM}&amp;t=90s', 'Le discours : «oui»')}", "fr")
    assert html == (
        f'<p>a</p><p class="embed"><a href="{FILM}&amp;t=90s" rel="noopener nofollow">'
        '<span class="embed-provider">YouTube</span> '
        '<span class="embed-title">Le discours\u00a0: «\u00a0oui\u00a0»</span> '
        '<span class="embed-host">youtube.com</span></a></p>'
    )


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ('"&gt;&lt;img src=x&gt;', "&quot;&gt;&lt;img src=x&gt;"),
        ('<a href="/x" rel="noopener">un</a> <em>titre</em><br>ici', "un titre ici"),
        ("", FILM),
        (" ", FILM),
    ],
)
def test_its_title_is_words_and_never_a_link_in_a_link(title, shown):
    html = story_html(figure(FILM, title), "en")
    assert f'<span class="embed-title">{shown}</span>' in html
    assert html.count("<a ") == 1


def test_it_stands_where_a_picture_may_stand():
    body = f"<blockquote>{figure(FILM, 'a')}</blockquote><ul><li>{figure(FILM, 'b')}</li></ul>"
    assert story_html(body, "uk").count('<p class="embed">') == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    "hostile",
    [
        figure("javascript:alert(1)", "a"),
        figure("https://www.youtube.com.evil.example/watch?v=dQw4w9WgXcQ", "a"),
        f'<iframe src="{FILM}"></iframe>' + figure("https://evil.example/", "a"),
        f"<figure data-embed='{FILM}\" onclick=\"x'><figcaption>a</figcaption></figure>",
    ],
)
def test_what_is_no_known_address_leaves_its_words_only(hostile, editor):
    story = start(story_data(body=hostile), editor)
    assert (story.body, story.html) == ("<p>a</p>", "<p>a</p>")
