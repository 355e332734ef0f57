"""The heads of pages that list stories, and of those in which the paper speaks of itself (queries/heads.py)."""

from django.conf import settings
from django.urls import reverse
from django.utils import dateformat
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.lib import linked_data
from articles.lib.html import text_of
from articles.lib.linked_data import node
from articles.queries.heads import Head, absolute, home, website_id
from articles.queries.navigation import navigation
from articles.templatetags.newsroom import day


def front_head(page):
    """`page`: a FrontPage. The list is in the order of reading."""
    blocks = [story for block in page.blocks for story in block.stories]
    stories = [*([page.lead] if page.lead else []), *page.secondary, *blocks, *page.river]
    about = settings.SITE_TAGLINE or _("The news of %(site)s, region by region.") % {"site": settings.SITE_NAME}
    return Head(
        title=settings.SITE_TAGLINE or settings.SITE_NAME,
        description=about,
        main=_page("CollectionPage", settings.SITE_NAME, mainEntity=_listed(stories)),
    )


def region_head(found):
    """`found`: a RegionPage."""
    region = found.region
    lead = [found.lead] if found.lead else []
    stories = [*lead, *(story for story in found.page if story not in lead)]
    state = found.brief.state if found.brief else ""
    about = state or _("News from %(place)s, day by day, and what explains it.") % {"place": region.name}
    main = _page("CollectionPage", region.name, about=place(region, navigation().tree), mainEntity=_listed(stories))
    around = [(outer.name, outer.get_absolute_url()) for outer in found.ancestors]
    return Head(region.name, about, main, crumbs=[home(), *around])


def place(region, tree):
    """A region with a code is an area of the country; without one it is just a place."""
    inside = region.iso_code.partition("-")[0]
    return node(
        "AdministrativeArea" if region.iso_code else "Place",
        name=region.name,
        alternateName=tree.own_spellings(region),
        identifier=region.iso_code,
        url=absolute(region.get_absolute_url()),
        containedInPlace=node("Country", name=_("Ukraine"), identifier="UA") if inside == "UA" else None,
    )


def section_head(found):
    """`found`: a SectionPage."""
    name = found.section.name
    stories = [*([found.lead] if found.lead else []), *found.secondary, *found.page]
    return _list_head(name, _("The stories of the section “%(name)s”.") % {"name": name}, stories)


def tag_head(tag, page):
    about = node("Thing", name=tag.name)
    return _list_head(tag.name, _("All stories on the topic “%(name)s”.") % {"name": tag.name}, page, about=about)


def author_head(author, page):
    """`page`: the ListPage of what they signed."""
    about = author.bio or _("The stories signed by %(name)s.") % {"name": author.name}
    main = _page("ProfilePage", author.name, mainEntity=person(author) | node("Person", description=author.bio))
    return Head(author.name, about, main, crumbs=[home()], others=[_listed(page)], kind="profile")


def person(author):
    """With the address of the page that lists what they signed."""
    address = absolute(author.get_absolute_url())
    return node("Person", id=f"{address}#person", name=author.name, url=address)


def archive_head(start=None, level="", stories=()):
    """Of the archive itself (`start` None), or of the year, month or day that begins there."""
    if start is None:
        return _list_head(_("Archives"), _("Every story we have published, by the day it came out."), stories)
    period = {"year": f"{start:%Y}", "month": dateformat.format(start, "F Y"), "day": day(start)}[level]
    crumbs = [(_("Archives"), reverse("archive"))]
    if level != "year":
        crumbs.append((f"{start:%Y}", reverse("archive_year", args=[f"{start:%Y}"])))
    if level == "day":
        month = reverse("archive_month", args=[f"{start:%Y}", f"{start:%m}"])
        crumbs.append((dateformat.format(start, "F Y"), month))
    return _list_head(period, _("Every story we published: %(period)s.") % {"period": period}, stories, crumbs)


def corrections_head(page):
    """`page`: a ListPage of corrections, each with its story."""
    entries = [_correction(each) for each in page]
    main = _page("CollectionPage", _("Corrections and clarifications"), mainEntity=linked_data.item_list(entries))
    about = _("What we corrected in stories that had been read, and when.")
    return Head(main["name"], about, main, crumbs=[home()])


def _correction(correction):
    address = absolute(correction.story.get_absolute_url())
    story = node("NewsArticle", id=address, url=address, headline=correction.story.headline)
    return correction_comment(correction, address) | node("CorrectionComment", about=story)


def correction_comment(correction, address):
    """`address`: of the page of its story."""
    return node(
        "CorrectionComment",
        text=correction.text,
        datePublished=correction.created_at.isoformat(timespec="seconds"),
        url=f"{address}#correction-{correction.pk}",
    )


def site_page_head(page):
    kind = "AboutPage" if page.slug == "about" else "WebPage"
    main = _page(kind, page.title, dateModified=page.changed_at.isoformat(timespec="seconds"))
    return Head(page.title, text_of(page.html), main, crumbs=[home()])


def search_head():
    """The same whatever is looked for: nobody puts words of their own on a card of ours."""
    return _plain_head(_("Search"), _("Search all we have published: by words, by region, by section, by date."))


def privacy_head():
    about = _(
        "What %(site)s knows of you when you comment, who sees it, how long it is kept, and how you take it back."
    )
    return _plain_head(_("Comments and your data"), about % {"site": settings.SITE_NAME})


def thread_head(story):
    """Of a thread under a story. Nothing of what is said in it: that is on the page, as long as it stands."""
    return _plain_head(_("A thread of the discussion"), story.headline)


def _plain_head(title, about):
    return Head(title, about, _page("WebPage", title), crumbs=[home()])


def _list_head(title, description, stories, crumbs=(), **more):
    main = _page("CollectionPage", title, mainEntity=_listed(stories), **more)
    return Head(title, description, main, crumbs=[home(), *crumbs])


def _page(kind, name, **more):
    return node(kind, name=name, inLanguage=get_language(), isPartOf=linked_data.reference(website_id()), **more)


def _listed(stories):
    """None for no story: an empty list is not worth telling."""
    return linked_data.item_list([absolute(story.get_absolute_url()) for story in stories])
