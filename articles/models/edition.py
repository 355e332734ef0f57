from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _

from articles.models.language import Language


class EditionQuerySet(models.QuerySet):
    def current(self, at=None):
        """The editions that count at the moment `at` (the database's now by default), the valid one first."""
        at = Now() if at is None else at
        return self.filter(starts_at__lte=at, cancelled_at=None).order_by("-starts_at", "-pk")


class Edition(models.Model):
    """What editors chose for a front: the front page of a language, or the front of a section.

    Never rewritten: a change, and the way back, is another edition. `slots` is
    `{"lead": [key], "secondary": [keys], "regions": {"<region key>": [keys]}}` of stories; what is missing, or no
    longer public, is filled up with the newest.
    """

    language = models.CharField(_("language"), max_length=2, choices=Language)
    section = models.ForeignKey(
        "articles.Section", verbose_name=_("section"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    slots = models.JSONField(default=dict)
    starts_at = models.DateTimeField(_("from"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(db_default=Now())
    cancelled_at = models.DateTimeField(null=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-starts_at", "-pk"]
        indexes = [models.Index(fields=["language", "section", "-starts_at", "-id"], name="edition_current")]
        constraints = [models.CheckConstraint(condition=Q(language__in=Language.values), name="edition_language_known")]
        permissions = [("curate_front", _("Can compose the front page and the fronts of sections"))]

    def __str__(self):
        """'Front page (fr) 01/12/2026 08:00', in newsroom time."""
        begins = formats.date_format(timezone.localtime(self.starts_at), "SHORT_DATETIME_FORMAT")
        return f"{self.section or _('Front page')} ({self.language}) {begins}"
