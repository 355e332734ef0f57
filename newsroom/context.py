"""What every template may say about the site itself. Touches neither the session nor the user."""

from django.conf import settings


def site(request):
    return {
        "site": {
            "name": settings.SITE_NAME,
            "tagline": settings.SITE_TAGLINE,
            "url": settings.SITE_URL,
            "demo": settings.DEMO,
        }
    }
