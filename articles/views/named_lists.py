"""What carries a tag, and what somebody signed."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from articles.cache import public_page
from articles.models import Author, Tag
from articles.queries.list_heads import author_head, tag_head
from articles.queries.named_lists import author_page, tag_page
from articles.views.common import in_every_language
from articles.views.listing import list_context, listing


@require_safe
@public_page
@listing
def tag(request, slug):
    return _list(request, "tag", slug, tag_page, tag_head, Tag.DoesNotExist)


@require_safe
@public_page
@listing
def author(request, slug):
    return _list(request, "author", slug, author_page, author_head, Author.DoesNotExist)


def _list(request, name, slug, find, head, missing):
    try:
        of, page = find(slug, get_language(), request.GET.get("before", ""))
    except missing as error:
        raise Http404(name) from error
    around = {"alternates": in_every_language(name, [slug]), "feed": reverse(f"{name}_feed", args=[slug])}
    context = {name: of} | list_context(page, of.get_absolute_url(), head=head(of, page), **around)
    return render(request, f"articles/{name}.html", context)
