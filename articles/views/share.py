"""The pictures of share cards. They speak no language of their own: the words are those of the page."""

from django.core.signing import BadSignature
from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from articles.cache import PUBLIC, public_page
from articles.models import Story
from articles.queries.share import page_card_at, share_address, share_card
from articles.queries.story import Gone
from articles.views.media import HEADERS
from articles.workflow.share import Busy, drawn_card, share_image, shared_story


@require_safe
@public_page
def not_there(request, status):
    """For programs: without the page around it that people get."""
    return HttpResponse(status=status, content_type="text/plain")


@require_safe
def share_story(request, pk, digest):
    """The card of a story. A digest of former words leads to the present ones: what was shared then shows them too.

    As fresh as the page: a story that is withdrawn takes its card out of every shared cache.
    """
    try:
        story = shared_story(pk)
    except Story.DoesNotExist:
        return not_there(request, 404)
    except Gone:
        return not_there(request, 410)
    if digest != share_card(story).digest:
        return moved(request, share_address(story))
    return _picture(lambda: share_image(story), digest, PUBLIC)


@require_safe
def share_page(request, signed):
    try:
        card = page_card_at(signed)
    except BadSignature:
        return not_there(request, 404)
    return _picture(lambda: drawn_card(card), card.digest)


@public_page
def moved(request, address):
    return HttpResponseRedirect(address)


def _picture(draw, digest, lifetime=HEADERS["Cache-Control"]):
    try:
        data = draw()
    except Busy:
        return HttpResponse(status=503, headers={"Retry-After": "10", "Cache-Control": "no-store"})
    own = {"ETag": f'"{digest}"', "Cache-Control": lifetime}
    return HttpResponse(data, content_type="image/jpeg", headers=HEADERS | own)
