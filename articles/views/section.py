from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from articles.cache import public_page
from articles.models import Section
from articles.queries.list_heads import section_head
from articles.queries.section import section_page
from articles.views.common import in_every_language
from articles.views.listing import list_context, listing


@require_safe
@public_page
@listing
def section(request, slug):
    try:
        found = section_page(slug, get_language(), request.GET.get("before", ""))
    except Section.DoesNotExist as error:
        raise Http404("section") from error
    around = {"alternates": in_every_language("section", [slug]), "feed": reverse("section_feed", args=[slug])}
    around = list_context(found.page, found.section.get_absolute_url(), head=section_head(found), **around)
    return render(request, "articles/section.html", found.context() | around)
