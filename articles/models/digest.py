from django.db import models
from django.db.models.functions import Now


class Digest(models.Model):
    """A mail with the news of the comments went out: the next one tells what came after `up_to`."""

    sent_at = models.DateTimeField(db_default=Now())
    up_to = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.up_to:%Y-%m-%d %H:%M}"
