from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from articles.models.language import Language


class SitePageQuerySet(models.QuerySet):
    def public(self):
        return self.filter(public=True)


class SitePage(models.Model):
    """What the paper says about itself: who makes it, its legal notice, how to reach everybody. No news.

    One row a language; the versions of a page share its address: `/pages/about/`, `/en/pages/about/`.
    """

    slug = models.SlugField(
        _("address"), max_length=80, help_text=_("The last part of its address, the same in every language.")
    )
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.FRENCH)
    title = models.CharField(_("title"), max_length=120)
    body = models.TextField(_("text"), blank=True)
    html = models.TextField(editable=False, blank=True)
    public = models.BooleanField(_("public"), default=False, help_text=_("Readers see it, and the foot of every page."))
    position = models.PositiveSmallIntegerField(_("position"), default=100)
    changed_at = models.DateTimeField(_("changed"), db_default=Now(), editable=False)

    objects = SitePageQuerySet.as_manager()

    class Meta:
        verbose_name = _("page of the site")
        verbose_name_plural = _("pages of the site")
        ordering = ["position", "slug", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["slug", "language"],
                name="site_page_once_a_language",
                violation_error_message=_("This page exists in this language already."),
            ),
            models.CheckConstraint(condition=Q(language__in=Language.values), name="site_page_language_known"),
            models.CheckConstraint(
                condition=Q(slug=Lower("slug")),
                name="site_page_slug_lower_case",
                violation_error_message=_("An address is written in lower case."),
            ),
        ]

    def __str__(self):
        return f"{self.title} ({self.language})"

    def get_absolute_url(self):
        with translation.override(self.language):
            return reverse("site_page", args=[self.slug])
