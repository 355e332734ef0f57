"""What ties a story to its regions and to those who sign it."""

from django.db import models
from django.db.models import Q

from articles.models.region import Region


class StoryRegion(models.Model):
    story = models.ForeignKey("articles.Story", on_delete=models.CASCADE, related_name="story_regions")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="story_regions")
    primary = models.BooleanField(default=False)

    class Meta:
        ordering = ["-primary", "region__position", "pk"]
        indexes = [models.Index(fields=["region", "story"], condition=Q(primary=True), name="story_region_filed")]
        constraints = [
            models.UniqueConstraint(fields=["story", "region"], name="story_region_once"),
            models.UniqueConstraint(fields=["story"], condition=Q(primary=True), name="story_one_primary_region"),
        ]

    def __str__(self):
        return f"{self.story_id} {self.region_id}"


class Byline(models.Model):
    story = models.ForeignKey("articles.Story", on_delete=models.CASCADE, related_name="bylines")
    author = models.ForeignKey("articles.Author", on_delete=models.PROTECT, related_name="bylines")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["story", "author"], name="byline_author_once"),
            models.UniqueConstraint(fields=["story", "position"], name="byline_position_once"),
        ]

    def __str__(self):
        return f"{self.story_id} {self.author_id}"


def people_and_places():
    """What to prefetch for regions and authors: also for stories of several lists, in two queries for all of them."""
    return [
        models.Prefetch("story_regions", StoryRegion.objects.select_related("region")),
        models.Prefetch("bylines", Byline.objects.select_related("author")),
    ]
