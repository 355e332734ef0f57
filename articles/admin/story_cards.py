"""How a story looks where it is only named: in the results of a search, and as a card where somebody shares it."""

from dataclasses import astuple, dataclass, field
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.lib.share_image import SMALLEST, ShareCard
from articles.queries.share import share_card
from articles.workflow.share import Busy, drawn_card

# What search engines and networks show before they cut; each has rules of its own, and none publishes them.
TITLE, DESCRIPTION, SHARED_TITLE = 60, 160, 90
SALT, AN_HOUR = "share card at the desk", 3600  # how long the drawn card can be looked at


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
    image: str  # the address of the drawn card
    remarks: list[str] = field(default_factory=list)


def cards_of(story, user):
    """What the page of templates/admin/articles/story/cards.html prints to them. No query for a `previewed` story."""
    return Cards(
        site=settings.SITE_NAME,
        host=urlsplit(settings.SITE_URL).netloc,
        path=story.get_absolute_url().strip("/").split("/"),
        title=cut(_title(story), TITLE),
        description=cut(story.standfirst, DESCRIPTION),
        shared_title=cut(story.headline, SHARED_TITLE),
        image=_address_of(share_card(story), user),
        remarks=[*_about_words(story), *_about_picture(story.picture)],
    )


def _address_of(card, user):
    """The words may stand in the form alone: the address carries them, sealed for this person."""
    sealed = [user.pk, *astuple(card)]
    return reverse("admin:articles_story_share", args=[signing.dumps(sealed, salt=SALT, compress=True)])


def drawn(request, sealed):
    """The picture of a card `cards_of` has shown to this person. Raises Http404."""
    try:
        owner, *words = signing.loads(sealed, salt=SALT, max_age=AN_HOUR)
    except signing.BadSignature as error:
        raise Http404("share card") from error
    if owner != request.user.pk:
        raise Http404("share card")
    try:
        data = drawn_card(ShareCard(*words))
    except Busy:
        return HttpResponse(status=503, headers={"Retry-After": "10"})
    return HttpResponse(data, content_type="image/jpeg")


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
    elif image.graphic:
        yield _("The lead picture is graphic: the card shows words alone.")
    elif min(image.width, image.height) < SMALLEST:
        words = _("The picture is too small (%(width)d × %(height)d): the card shows words alone.")
        yield words % {"width": image.width, "height": image.height}
