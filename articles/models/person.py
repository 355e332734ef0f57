from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now
from django.utils.crypto import get_random_string
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

KEY_LENGTH = 32


class Standing(models.TextChoices):
    """What moderators decided about a person. Without one, the rules that are the same for all hold."""

    PREMODERATED = "premoderated", _("always read first")
    MUTED = "muted", _("may not comment for a time")
    BANNED = "banned", _("may not comment")


def new_key():
    return get_random_string(KEY_LENGTH)


class Person(models.Model):
    """A commenter, known by an e-mail address: verified by its owner, or judged by a moderator.

    `key` is part of what the owner's browser holds: a new one signs all browsers out.
    """

    Standing = Standing

    email = models.EmailField(_("e-mail"), max_length=100, unique=True)
    name = models.CharField(_("name"), max_length=245, blank=True)
    language = models.CharField(_("language"), max_length=2, blank=True, help_text="Of the mails to this person.")
    verified_at = models.DateTimeField(_("verified"), null=True, editable=False)
    key = models.CharField(max_length=KEY_LENGTH, default=new_key, editable=False)
    no_mail = models.BooleanField(_("wants no mail from here"), default=False)
    standing = models.CharField(_("standing"), max_length=12, choices=Standing, blank=True)
    until = models.DateTimeField(_("until"), null=True, blank=True)
    note = models.TextField(_("why, for colleagues"), blank=True)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    judged_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("commenter")
        verbose_name_plural = _("commenters")
        ordering = ["email"]
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="person_email_lower_case"),
            models.CheckConstraint(
                condition=Q(standing="") | Q(standing__in=Standing.values), name="person_standing_known"
            ),
            models.CheckConstraint(
                condition=~Q(standing=Standing.MUTED) | Q(until__isnull=False), name="person_muted_until"
            ),
        ]

    def __str__(self):
        """Without the address: this goes into the trail, which keeps for ever what a person may erase."""
        return gettext("commenter no. %(number)s") % {"number": self.pk}
