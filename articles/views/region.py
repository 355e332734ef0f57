from django.http import Http404
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from articles.cache import public_page
from articles.models import Region
from articles.queries.list_heads import region_head
from articles.queries.region import region_page
from articles.views.common import in_every_language
from articles.views.listing import list_context, listing


@require_safe
@public_page
@listing
def region(request, slug):
    try:
        found = region_page(slug, get_language(), request.GET.get("before", ""))
    except Region.DoesNotExist as error:
        raise Http404("region") from error
    address = found.region.get_absolute_url()
    around = list_context(
        found.page,
        address,
        current=found.outermost,
        alternates=in_every_language("region", [slug]),
        feed=f"{address}feed/",
        head=region_head(found),
    )
    return render(request, "articles/region.html", found.context() | around)
