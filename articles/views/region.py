from django.http import Http404
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from articles.cache import public_page
from articles.models import Region
from articles.queries.region import region_page
from articles.views.common import in_every_language, page_context


@require_safe
@public_page
def region(request, slug):
    try:
        found = region_page(slug, get_language(), request.GET.get("page"))
    except Region.DoesNotExist as error:
        raise Http404("region") from error
    address = found.region.get_absolute_url()
    canonical = address if found.page.number == 1 else f"{address}?page={found.page.number}"
    context = {
        "region": found.region,
        "crumbs": found.ancestors,
        "places": found.places,
        "page": found.page,
    }
    return render(
        request,
        "articles/region.html",
        context
        | page_context(
            canonical=canonical,
            current=(found.ancestors or [found.region])[0],
            alternates=in_every_language("region", [slug]),
        ),
    )
