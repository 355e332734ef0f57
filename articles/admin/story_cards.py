"""How a story looks where it is only named: in the results of a search, and as a card where somebody shares it."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from articles.models import Image

# What search engines and networks show before they cut; each has rules of its own, and none publishes them.
TITLE, DESCRIPTION, SHARED_TITLE = 60, 160, 90
WIDTH, HEIGHT = 1200, 630  # of the picture of a card: 1.91 to 1


def cut(text, limit):
    """("Cinq régions et un sommet", 12) -> "Cinq régions…"; what fits stays as it is."""
    if len(text) <= limit:
        return text
    whole = text[: limit + 1].rpartition(" ")[0] or text[:limit]
    return f"{whole.rstrip(' \xa0\u202f,;:–—')}…"


@dataclass
class Cards:
    site: str
    host: str
    path: list[str]  # of the address, as search results print it
    title: str
    description: str
    shared_title: str
    image: Image | None
    remarks: list[str] = field(default_factory=list)


def cards_of(story):
    """What the page of templates/admin/articles/story/cards.html prints. No query for a `previewed` story."""
    return Cards(
        site=settings.SITE_NAME,
        host=urlsplit(settings.SITE_URL).netloc,
        path=story.get_absolute_url().strip("/").split("/"),
        title=cut(_title(story), TITLE),
        description=cut(story.standfirst, DESCRIPTION),
        shared_title=cut(story.headline, SHARED_TITLE),
        image=story.lead_image,
        remarks=[*_about_words(story), *_about_picture(story.lead_image)],
    )


def _title(story):
    """What the page tells search engines it is called."""
    return f"{story.headline} – {settings.SITE_NAME}"


def _about_words(story):
    if len(story.headline) > TITLE:
        words = _("Length of the headline: %(length)d. A search result shows about the first %(limit)d characters.")
        yield words % {"length": len(story.headline), "limit": TITLE}
    elif len(_title(story)) > TITLE:
        yield _("A search result shows the headline whole and cuts the name of the site after it.")
    if not story.standfirst:
        yield _("There is no standfirst: search engines will pick a passage of the text, and the card has none.")
    elif len(story.standfirst) > DESCRIPTION:
        words = _("Length of the standfirst: %(length)d. About the first %(limit)d characters are shown.")
        yield words % {"length": len(story.standfirst), "limit": DESCRIPTION}


def _about_picture(image):
    if image is None:
        yield _("There is no lead picture: the card shows words alone.")
    elif image.width < WIDTH or image.height < HEIGHT:
        words = _("The picture is small (%(width)d × %(height)d): cards want at least %(wide)d × %(high)d pixels.")
        yield words % {"width": image.width, "height": image.height, "wide": WIDTH, "high": HEIGHT}
