"""What programs ask for at addresses everybody knows: robots.txt, security.txt, the web manifest."""

from datetime import UTC, date, datetime

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.cache import public_page
from articles.lib.brand import LARGE, MASKABLE, SMALL, brand_file
from articles.lib.plain import one_line

# Neither says anything to somebody who is not at work here, or was not sent there.
CLOSED = ["/admin/", "/accounts/", "/preview/"]
VALID_MONTHS = 6  # of security.txt: less than the year that its rule (RFC 9116) allows
PAPER = "#fdfcf9"
ICONS = [(SMALL, "192x192", "any"), (LARGE, "512x512", "any"), (MASKABLE, "512x512", "maskable")]


@require_safe
@public_page
def robots(request):
    """Everything readers see may be found, but by the robots the newsroom has turned away (ROBOTS_REFUSED)."""
    refused = [f"User-agent: {name}" for name in settings.ROBOTS_REFUSED]
    lines = [*refused, "Disallow: /", ""] if refused else []
    lines += ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED), ""]
    lines += [f"Sitemap: {settings.SITE_URL}{reverse(name)}" for name in ("sitemap", "sitemap_news")]
    return _lines(lines)


@require_safe
@public_page
def security(request):
    """To whom a hole in security is told: nothing when nobody was named (SECURITY_CONTACT)."""
    if not settings.SECURITY_CONTACT:
        raise Http404("security.txt")
    return _lines(
        [
            *(f"Contact: {contact}" for contact in settings.SECURITY_CONTACT),
            f"Expires: {expires(datetime.now(UTC).date()):%Y-%m-%d}T00:00:00Z",
            f"Preferred-Languages: {', '.join(code for code, _name in settings.LANGUAGES)}",
            f"Canonical: {settings.SITE_URL}{reverse('security_txt')}",
        ]
    )


@require_safe
@public_page
def manifest(request):
    """How the site looks as an icon on a telephone. It stays a web site: no window of its own, nothing offline."""
    name = one_line(settings.SITE_NAME)
    told = {
        "id": "/",
        "name": name,
        "short_name": name,
        "description": one_line(settings.SITE_TAGLINE),
        "lang": settings.LANGUAGE_CODE,
        "start_url": "/",
        "scope": "/",
        "display": "browser",
        "theme_color": PAPER,
        "background_color": PAPER,
        "icons": [
            {
                "src": static(brand_file(name, settings.THEME_DIR)),
                "sizes": sizes,
                "type": "image/png",
                "purpose": purpose,
            }
            for name, sizes, purpose in ICONS
        ],
    }
    return JsonResponse(
        {key: value for key, value in told.items() if value},
        content_type="application/manifest+json",
        json_dumps_params={"ensure_ascii": False},
    )


def expires(today):
    """The first of a month, so that the file stays the same for one: date(2026, 11, 23) -> date(2027, 5, 1)."""
    year, month = divmod(today.year * 12 + today.month - 1 + VALID_MONTHS, 12)
    return date(year, month + 1, 1)


def _lines(lines):
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
