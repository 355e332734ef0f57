from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from articles.cache import public_page
from articles.queries.corrections import corrections_page
from articles.queries.list_heads import corrections_head
from articles.views.common import in_every_language
from articles.views.listing import list_context, listing


@require_safe
@public_page
@listing
def corrections(request):
    page = corrections_page(get_language(), request.GET.get("before", ""))
    around = {
        "alternates": in_every_language("corrections"),
        "feed": reverse("corrections_feed"),
        "head": corrections_head(page),
    }
    context = list_context(page, reverse("corrections"), by="created_at", **around)
    return render(request, "articles/corrections.html", context)
