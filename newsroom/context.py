"""What every template may say about the site itself. Touches neither the session nor the user."""

from django.conf import settings

from articles.lib.brand import ICON, TOUCH_ICON, brand_file


def site(request):
    theme = settings.THEME_DIR
    site = {
        "name": settings.SITE_NAME,
        "tagline": settings.SITE_TAGLINE,
        "url": settings.SITE_URL,
        "demo": settings.DEMO,
        "theme": "theme/theme.css" if theme else "",
        "icon": brand_file(ICON, theme),
        "touch_icon": brand_file(TOUCH_ICON, theme),
        "logo": "theme/logo.svg" if theme and (theme / "logo.svg").is_file() else "",
    }
    site["key"] = tuple(site.values())  # what of a page depends on this alone is kept by it (templatetags/once.py)
    return {"site": site, "newsroom": site}  # allauth's pages call something else "site"
