"""The paper by date: /archives/, /archives/2025/, /archives/2025/08/, /archives/2025/08/15/."""

from datetime import date
from functools import wraps

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from articles.cache import public_page
from articles.queries import archive as by_date
from articles.queries.list_heads import archive_head
from articles.queries.page import in_every_language, page_context
from articles.views.listing import list_context, listing


def dated(view):
    """Gives the view the date its address means, and that address in the archive; Http404 for a date that is none.

    Any other way to write it leads there: '/archives/2025/8/' to '/archives/2025/08/', and so does '/2025/8/'.
    """

    @wraps(view)
    def asked(request, year, month="", day=""):
        try:
            start = date(int(year), int(month or 1), int(day or 1))
        except ValueError as error:
            raise Http404("date") from error
        numbers = [number.zfill(2) for number in (year, month, day) if number]
        name = ("archive_year", "archive_month", "archive_day")[len(numbers) - 1]
        address = reverse(name, args=numbers)
        if request.path != address:
            return redirect(address, permanent=True)
        # Without the other languages: whether they have stories of that day is theirs to tell.
        return view(request, start, address, {})

    return asked


@require_safe
@public_page
def archive(request):
    years, months = by_date.archive_years(get_language())
    around = page_context(canonical=reverse("archive"), alternates=in_every_language("archive"), head=archive_head())
    return render(request, "articles/archive.html", {"years": years, "months": months} | around)


@require_safe
@public_page
@dated
def archive_year(request, start, address, around):
    period, months = _found(by_date.archive_year(get_language(), start.year))
    around["head"] = archive_head(start, "year")
    context = {"period": period, "months": months} | page_context(canonical=address, **around)
    return render(request, "articles/archive_year.html", context)


@require_safe
@public_page
@listing
@dated
def archive_month(request, start, address, around):
    found = _found(by_date.archive_month(get_language(), start.year, start.month, request.GET.get("before", "")))
    around["head"] = archive_head(start, "month", found.page)
    context = {"period": found.period, "weeks": found.weeks} | list_context(found.page, address, **around)
    return render(request, "articles/archive_month.html", context)


@require_safe
@public_page
@listing
@dated
def archive_day(request, start, address, around):
    period, page = _found(by_date.archive_day(get_language(), start, request.GET.get("before", "")))
    around["head"] = archive_head(start, "day", page)
    return render(request, "articles/archive_day.html", {"period": period} | list_context(page, address, **around))


def _found(found):
    """What the query gave; Http404 when it gave nothing."""
    if found is None:
        raise Http404("date")
    return found
