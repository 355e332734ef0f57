from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.append_only import AppendOnlyModel, AppendOnlyQuerySet


class AuditQuerySet(AppendOnlyQuerySet):
    def about(self, thing):
        """What was done to this very row, the newest first."""
        return self.filter(noun=thing._meta.model_name, key=thing.pk)


class AuditEntry(AppendOnlyModel):
    """Who did what to what, and when. Append-only: the database itself refuses to rewrite a line (0003)."""

    at = models.DateTimeField(_("time"), db_default=Now())
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("who"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    by_name = models.CharField(max_length=150, blank=True, help_text="As it was then; also of who failed to log in.")
    action = models.CharField(_("what"), max_length=40, help_text="A code such as story.publish or account.login.")
    noun = models.CharField(_("on what"), max_length=40, blank=True)
    key = models.BigIntegerField(null=True)
    label = models.CharField(max_length=200, blank=True, help_text="What the thing was called then.")
    words = models.TextField(_("details"), blank=True)

    objects = AuditQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of the trail")
        verbose_name_plural = _("audit trail")
        ordering = ["-at", "-pk"]
        default_permissions = ["view"]
        permissions = [("export_auditentry", _("Can export the audit trail"))]
        indexes = [
            models.Index(fields=["-at", "-id"], name="audit_newest"),
            models.Index(fields=["noun", "key", "-at"], name="audit_of_thing"),
            models.Index(fields=["by", "-at"], name="audit_of_person"),
            models.Index(fields=["action", "-at"], name="audit_of_action"),
        ]

    def __str__(self):
        return f"{timezone.localtime(self.at):%Y-%m-%d %H:%M} {self.by_name} {self.action} {self.label}"
