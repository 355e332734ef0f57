from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from articles.cache import public_page
from articles.models import Region
from articles.queries.front import front_page
from articles.views.common import in_every_language, page_context


@require_safe
@public_page
def front(request):
    page = front_page(get_language())
    context = {"lead": page.lead, "secondary": page.secondary, "river": page.river}
    context["blocks"] = [_block(title, stories) for title, stories in page.blocks]
    alternates = in_every_language("front")
    return render(
        request,
        "articles/front.html",
        context | page_context(page.tree, canonical=reverse("front"), alternates=alternates),
    )


def _block(title, stories):
    url = title.get_absolute_url() if isinstance(title, Region) else None
    return {"title": title.name, "url": url, "stories": stories}
