from django.http import Http404
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from articles.cache import public_page
from articles.models import Section
from articles.queries.section import section_page
from articles.views.common import in_every_language, page_context


@require_safe
@public_page
def section(request, slug):
    try:
        found = section_page(slug, get_language(), request.GET.get("page"))
    except Section.DoesNotExist as error:
        raise Http404("section") from error
    address, number = found.section.get_absolute_url(), found.page.number
    around = page_context(
        canonical=address if number == 1 else f"{address}?page={number}",
        alternates=in_every_language("section", [slug]),
    )
    return render(request, "articles/section.html", found.context() | around)
