from django.db import models
from django.db.models.functions import Now


class Salt(models.Model):
    """What keeps hashes of addresses of one week from being compared with those of another (COMMENTS.md).

    Thirty days later it is deleted, and with it the last way of finding an address by trying.
    """

    secret = models.CharField(max_length=64)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.created_at:%Y-%m-%d}"


class Sender(models.Model):
    """How often one address or e-mail has posted, counted in the database so that every worker agrees.

    `key` is a keyed hash: neither the address nor the e-mail can be read from it (decision 12).
    """

    key = models.CharField(max_length=64, primary_key=True)
    window_start = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    accepted_at = models.DateTimeField(null=True)
    barred_until = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["window_start"], name="sender_by_age")]

    def __str__(self):
        return self.key[:12]
