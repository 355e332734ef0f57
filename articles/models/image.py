from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from articles.lib.images import FORMATS, rendition_name


class Licence(models.TextChoices):
    OWN = "own", _("our own work")
    AGENCY = "agency", _("agency, by contract")
    CC_BY = "cc-by", "CC BY"
    CC_BY_SA = "cc-by-sa", "CC BY-SA"
    PUBLIC_DOMAIN = "public-domain", _("public domain")
    PERMISSION = "permission", _("used with permission")


class Image(models.Model):
    """A picture that went through the pipeline of lib/images.py: nothing but pixels is left of the upload."""

    Licence = Licence

    file = models.FileField(_("file"), max_length=120, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    widths = models.JSONField(default=list, editable=False, help_text="Widths of the renditions that exist, in pixels.")
    alt = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_("What the picture shows, for somebody who cannot see it."),
    )
    decorative = models.BooleanField(
        _("decorative"),
        default=False,
        help_text=_(
            "It says nothing the text does not say: screen readers pass over it, no alternative text is needed."
        ),
    )
    graphic = models.BooleanField(
        _("graphic"),
        default=False,
        help_text=_("It may shock: readers see it only when they ask for it, and no list and no share card shows it."),
    )
    caption = models.CharField(_("caption"), max_length=500, blank=True)
    credit = models.CharField(_("credit"), max_length=200, help_text=_("Who made it, as it is to be printed."))
    licence = models.CharField(_("licence"), max_length=20, choices=Licence)
    focal_x = models.PositiveSmallIntegerField(
        _("focal point, from the left (%)"), default=50, help_text=_("What must stay visible when it is cropped.")
    )
    focal_y = models.PositiveSmallIntegerField(_("focal point, from the top (%)"), default=50)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    shelved = models.BooleanField(
        default=False,
        editable=False,
        help_text="Its only story was withdrawn: the original lies where no address leads until it is used again.",
    )
    withdrawn_at = models.DateTimeField(
        _("withdrawn"), null=True, editable=False, help_text="From then on its files no longer exist."
    )
    created_at = models.DateTimeField(_("added"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["-created_at", "-id"], name="image_newest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(focal_x__lte=100, focal_y__lte=100),
                name="image_focal_point_inside",
                violation_error_message=_("The focal point lies between 0 and 100."),
            ),
            models.CheckConstraint(condition=Q(width__gt=0, height__gt=0), name="image_has_pixels"),
            models.CheckConstraint(
                condition=~Q(alt="") | Q(decorative=True),
                name="image_described_or_decorative",
                violation_error_message=_("Say what the picture shows, or mark it as decorative."),
            ),
            models.CheckConstraint(condition=Q(licence__in=Licence.values), name="image_licence_known"),
        ]

    def __str__(self):
        return self.alt or self.caption or _("decorative picture %d") % self.pk

    @property
    def is_shown(self):
        """Whether pages may print it: its files are where its addresses say."""
        return not self.shelved and self.withdrawn_at is None

    @property
    def printed_alt(self):
        """What a screen reader says instead of it: nothing for a decorative one, whatever the desk knows about it."""
        return "" if self.decorative else self.alt

    @property
    def url(self):
        return self.file.url

    @property
    def sources(self):
        """[('image/avif', '/media/…-320.avif 320w, …'), …], empty until renditions exist. No query, no disk."""
        if not self.widths:
            return []
        return [(kind, self.srcset(extension)) for extension, kind in FORMATS.items()]

    def srcset(self, extension):
        return ", ".join(
            f"{default_storage.url(rendition_name(self.file.name, width, extension))} {width}w" for width in self.widths
        )

    @property
    def focal_class(self):
        """focal_x=48, focal_y=30 -> 'fx-5 fy-3': classes, because a strict policy allows no style attribute."""
        return f"fx-{(self.focal_x + 5) // 10} fy-{(self.focal_y + 5) // 10}"
