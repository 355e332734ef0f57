from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from articles.cache import public_page
from articles.queries.front import front_page
from articles.queries.list_heads import front_head
from articles.views.common import in_every_language, page_context


@require_safe
@public_page
def front(request):
    page = front_page(get_language())
    around = {"alternates": in_every_language("front"), "feed": reverse("front_feed")}
    around = page_context(canonical=reverse("front"), head=front_head(page), **around)
    return render(request, "articles/front.html", page.context() | around)
