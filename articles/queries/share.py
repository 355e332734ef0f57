"""What the share card of a page shows, and at which address it is drawn."""

import json

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation

from articles.lib.line_breaks import shortened
from articles.lib.plain import one_line
from articles.lib.share_image import ShareCard

PAGES = signing.Signer(salt="share card of a page")
KICKER, HEADLINE = 80, 200  # letters: in the longest writing there is, the address stays as short as urls.py wants it


class Words:
    """In UTF-8: with JSON's escapes an address in Ukrainian would be three times as long."""

    def dumps(self, words):
        return json.dumps(words, ensure_ascii=False, separators=(",", ":")).encode()

    def loads(self, data):
        return json.loads(data)


def share_card(story):
    """Free when `lead_image` and `story_regions__region` are loaded. A graphic picture is never in it."""
    picture = story.card_picture
    return ShareCard(
        site=settings.SITE_NAME,
        kicker=_kicker(story),
        headline=story.headline,
        picture=picture.file.name if picture else "",
        focus=(picture.focal_x, picture.focal_y) if picture else (50, 50),
        credit=picture.credit if picture else "",
    )


def _kicker(story):
    """As above the headline of its page (templates/components/kicker.html): 'Donetsk · analyse'."""
    region = story.primary_region
    with translation.override(story.language):
        place = story.kicker or (region.name if region else "")
        kind = "" if story.kind == story.Kind.NEWS else str(story.get_kind_display())
    return " · ".join(filter(None, (place, kind)))


def share_address(story):
    """'/share/12/6dcd4ce23d88e2ee9568.jpg': it changes with whatever is drawn."""
    return reverse("share_story", args=[story.pk, share_card(story).digest])


def page_card(kicker, headline):
    """Of a page that is no story: words alone."""
    return ShareCard(site=settings.SITE_NAME, kicker=kicker, headline=headline)


def page_address(kicker, headline):
    """The address carries the words, signed: nobody has others drawn. As many of them as a card has room for."""
    words = [shortened(one_line(text), len, most) for text, most in ((kicker, KICKER), (headline, HEADLINE))]
    return reverse("share_page", args=[PAGES.sign_object(words, serializer=Words)])


def page_card_at(signed):
    """The card of such an address. Raises django.core.signing.BadSignature."""
    return page_card(*PAGES.unsign_object(signed, serializer=Words))
