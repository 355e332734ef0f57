"""What search engines may find: the public stories of every language, the fronts, the regions and the sections."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from articles.models import Region, Section, Story


class OnThisSite(Sitemap):
    """Addresses under SITE_URL, whatever Host the request named."""

    limit = 10_000

    def get_domain(self, site=None):
        return urlsplit(settings.SITE_URL).netloc

    def get_protocol(self, protocol=None):
        return urlsplit(settings.SITE_URL).scheme


class Stories(OnThisSite):
    def items(self):
        written = Story.objects.listed().newest_first()
        return written.only("language", "slug", "published_at", "changed_at")

    def lastmod(self, story):
        return story.changed_at


class Fronts(OnThisSite):
    i18n = alternates = True

    def items(self):
        return ["front", "corrections"]

    def location(self, name):
        return reverse(name)


class Regions(OnThisSite):
    i18n = alternates = True

    def items(self):
        return Region.objects.all()


class Sections(OnThisSite):
    i18n = alternates = True

    def items(self):
        return Section.objects.all()


SITEMAPS = {"fronts": Fronts, "regions": Regions, "sections": Sections, "stories": Stories}
