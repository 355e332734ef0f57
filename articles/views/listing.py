"""Lists that go on for pages (queries/paging.py): one address a page, and a way back from those that are none."""

from functools import wraps

from django.shortcuts import redirect

from articles.queries.page import page_context
from articles.queries.paging import END, NoSuchPage


def listing(view):
    """Decorates a view whose queries may raise NoSuchPage: `@require_safe @public_page @listing`.

    Leads to a page the list has; the numbers of old (?page=3), which told nothing lasting, to its first one.
    """

    @wraps(view)
    def asked(request, *args, **kwargs):
        if "page" in request.GET:
            return redirect(request.path, permanent=True)
        try:
            return view(request, *args, **kwargs)
        except NoSuchPage as error:
            return redirect(request.path + error.instead)

    return asked


def list_context(page, address, by="published_at", **around):
    """The context of a page of a list that begins at `address`; `around` is for page_context.

    `page`: the ListPage, ordered `by`. `pages`: for components/pagination.html and the head of base.html, the
    addresses around it, '' for none, and the moments it begins and ends with.
    """
    pages = {
        "first": "" if page.is_first else address,
        "newer": "" if page.newer is None else address + page.newer,
        "older": address + page.older if page.older else "",
        "last": f"{address}?before={END}" if page.older else "",
        "until": getattr(page.items[0], by) if page.items else None,
        "since": getattr(page.items[-1], by) if page.items else None,
    }
    return {"page": page, "pages": pages} | page_context(canonical=address + page.query, **around)
