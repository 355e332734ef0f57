"""The head of the page of a story (queries/heads.py)."""

from django.conf import settings

from articles.lib import linked_data
from articles.lib.html import text_of
from articles.lib.linked_data import node
from articles.models import Story
from articles.queries.heads import Head, absolute, home
from articles.queries.list_heads import correction_comment, person, place
from articles.queries.navigation import navigation
from articles.queries.share import share_address
from articles.templatetags.newsroom import later_than

# Beside NewsArticle, which every program knows, the kind in schema.org's own words.
KINDS = {
    Story.Kind.REPORT: "ReportageNewsArticle",
    Story.Kind.ANALYSIS: "AnalysisNewsArticle",
    Story.Kind.OPINION: "OpinionNewsArticle",
    Story.Kind.EXPLAINER: "BackgroundNewsArticle",
}


def story_head(story, corrections=(), translations=()):
    """`story`: with its regions, authors and tags. `corrections`: [Told]; `translations`: its public versions."""
    article = _article(story, corrections, translations)
    return Head(
        title=story.headline,
        description=story.standfirst or text_of(story.body),
        main=article,
        crumbs=[home(), *_around(story)],
        kind="article",
        image=share_address(story),
        properties=list(_properties(article)),
    )


def _article(story, corrections, translations):
    address = absolute(story.get_absolute_url())
    return node(
        ["NewsArticle", KINDS[story.kind]] if story.kind in KINDS else "NewsArticle",
        mainEntityOfPage=address,
        headline=story.headline,
        description=" ".join(story.standfirst.split()),
        inLanguage=story.language,
        datePublished=_moment(story.published_at),
        dateModified=_moment(_changed(story)),
        author=[person(author) for author in story.author_list],
        publisher=linked_data.reference(linked_data.organization_id(settings.SITE_URL)),
        image=_picture(story),
        articleSection=story.section.name if story.section else "",
        keywords=[tag.name_in(story.language) for tag in story.tag_list],
        contentLocation=_places(story),
        timeRequired=linked_data.duration(story.minutes),
        isAccessibleForFree=True,
        commentCount=story.comment_count,
        discussionUrl=f"{address}#comments",
        correction=[correction_comment(told.correction, address) for told in corrections],
        **_translations(story, translations),
    )


def _places(story):
    tree = navigation().tree
    return [place(region, tree) for region in story.all_regions]


def _translations(story, versions):
    """Which of its versions it was translated from, and which from it."""
    originals = [_version(each) for each in versions if each.pk == story.translated_from_id]
    translated = [_version(each) for each in versions if story.pk and each.translated_from_id == story.pk]
    return {"translationOfWork": originals, "workTranslation": translated}


def _version(story):
    address = absolute(story.get_absolute_url())
    return node("NewsArticle", id=address, url=address, headline=story.headline, inLanguage=story.language)


def _picture(story):
    """The lead picture as it is; without one that may be shown everywhere, the drawn card."""
    image = story.card_picture
    if image is None:
        return node("ImageObject", url=absolute(share_address(story)), width=_pixels(1200), height=_pixels(630))
    return node(
        "ImageObject",
        url=absolute(image.url),
        width=_pixels(image.width),
        height=_pixels(image.height),
        caption=image.caption or image.printed_alt,
        creditText=image.credit,
    )


def _pixels(number):
    return node("QuantitativeValue", value=number, unitCode="E37")  # UN/CEFACT's code for pixels


def _around(story):
    """The region the story is filed under with those around it, else the section."""
    region = story.primary_region
    if region:
        tree = navigation().tree
        known = tree.by_id.get(region.pk, region)
        return [(up.name, up.get_absolute_url()) for up in [*tree.ancestors(known), known]]
    return [(story.section.name, story.section.get_absolute_url())] if story.section else []


def _properties(article):
    """Open Graph's own of an article, from its node."""
    yield "article:published_time", article["datePublished"]
    if article["dateModified"] != article["datePublished"]:
        yield "article:modified_time", article["dateModified"]
    for author in article.get("author", []):
        yield "article:author", author["url"]
    if "articleSection" in article:
        yield "article:section", article["articleSection"]
    for tag in article.get("keywords", []):
        yield "article:tag", tag


def _changed(story):
    """A story written before it went out, or stamped with it, was not changed since."""
    return story.changed_at if later_than(story.changed_at, story.published_at) else story.published_at


def _moment(at):
    return at.isoformat(timespec="seconds")
