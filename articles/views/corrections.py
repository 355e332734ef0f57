from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from articles.cache import public_page
from articles.queries.corrections import corrections_page
from articles.views.common import in_every_language, page_context


@require_safe
@public_page
def corrections(request):
    page = corrections_page(get_language(), request.GET.get("page"))
    address = reverse("corrections")
    canonical = address if page.number == 1 else f"{address}?page={page.number}"
    alternates = in_every_language("corrections")
    context = {"page": page, "feed": reverse("corrections_feed")}
    context |= page_context(canonical=canonical, alternates=alternates)
    return render(request, "articles/corrections.html", context)
