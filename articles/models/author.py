from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.lib.addresses import address


class Author(models.Model):
    """A name that signs stories. It may belong to an account, or to somebody who has none."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    bio = models.TextField(_("about the author"), blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="author",
    )
    comment_mail = models.BooleanField(
        _("mail about comments"), default=True, help_text=_("News of the comments under their stories, to the account.")
    )

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return address("author", self.slug)
