"""The pages in which the paper speaks of itself."""

from articles.models import SitePage


def site_page(slug, language):
    """(the page, its public versions in all languages). One query. Raises SitePage.DoesNotExist."""
    versions = list(SitePage.objects.public().filter(slug=slug).defer("body"))
    page = next((version for version in versions if version.language == language), None)
    if page is None:
        raise SitePage.DoesNotExist(slug)
    return page, versions
