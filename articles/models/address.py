from django.db import models
from django.db.models.functions import Now

from articles.models.language import Language


class OldAddress(models.Model):
    """A slug that a public story once had. It leads to the story itself, so chains and loops cannot exist."""

    story = models.ForeignKey("articles.Story", on_delete=models.CASCADE, related_name="old_addresses")
    language = models.CharField(max_length=2, choices=Language)
    slug = models.SlugField(max_length=100)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["language", "slug"], name="old_address_once_a_language")]

    def __str__(self):
        return f"{self.language}/{self.slug}"
