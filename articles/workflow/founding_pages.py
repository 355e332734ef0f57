"""The four pages no paper goes without, as drafts: the newsroom fills in what only it knows, and publishes them."""

from pathlib import Path

from articles.lib.html import clean
from articles.models import Language, SitePage
from articles.workflow.rendering import story_html

TEXTS = Path(__file__).parent / "pages"
SLUGS = ("about", "legal", "accessibility", "privacy")


def lay_pages(using, apps=None):
    """Only where there is no page of the site yet: one that was deleted does not come back.

    `apps`: as post_migrate gives them. Before migration 0013 there is no table to write to.
    """
    known = apps is None or "sitepage" in apps.all_models["articles"]
    if known and not SitePage.objects.using(using).exists():
        pages = [_page(slug, language, 10 * n) for n, slug in enumerate(SLUGS, 1) for language in Language.values]
        SitePage.objects.using(using).bulk_create(pages)


def _page(slug, language, position):
    """Of 'about.fr.html': a title in <h1>, then the text."""
    title, _end, text = (TEXTS / f"{slug}.{language}.html").read_text(encoding="utf-8").partition("</h1>")
    body = clean(text)
    return SitePage(
        slug=slug,
        language=language,
        title=title.removeprefix("<h1>"),
        body=body,
        html=story_html(body, language),
        position=position,
    )
