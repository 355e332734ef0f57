"""What ties a story to its regions, its tags and those who sign it."""

from django.db import models
from django.db.models import Q

from articles.models.language import Language
from articles.models.region import Region

NEWEST = ["language", "-published_at", "-story"]


class Tie(models.Model):
    """Language and moment of its story, kept by the database (0017): lists are read along it (queries/ties.py)."""

    # NULL until the database has filled it in: older code may be running while the column is added.
    language = models.CharField(max_length=2, choices=Language, null=True, editable=False)  # noqa: DJ001
    published_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True


class StoryRegion(Tie):
    story = models.ForeignKey("articles.Story", on_delete=models.CASCADE, related_name="story_regions")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="story_regions")
    primary = models.BooleanField(default=False)

    class Meta:
        ordering = ["-primary", "region__position", "pk"]
        indexes = [
            models.Index(fields=["region", "story"], condition=Q(primary=True), name="story_region_filed"),
            models.Index(fields=["region", *NEWEST], name="story_region_newest"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["story", "region"], name="story_region_once"),
            models.UniqueConstraint(fields=["story"], condition=Q(primary=True), name="story_one_primary_region"),
        ]

    def __str__(self):
        return f"{self.story_id} {self.region_id}"


class Byline(Tie):
    story = models.ForeignKey("articles.Story", on_delete=models.CASCADE, related_name="bylines")
    author = models.ForeignKey("articles.Author", on_delete=models.PROTECT, related_name="bylines")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        indexes = [models.Index(fields=["author", *NEWEST], name="byline_newest")]
        constraints = [
            models.UniqueConstraint(fields=["story", "author"], name="byline_author_once"),
            models.UniqueConstraint(fields=["story", "position"], name="byline_position_once"),
        ]

    def __str__(self):
        return f"{self.story_id} {self.author_id}"


class StoryTag(Tie):
    story = models.ForeignKey("articles.Story", on_delete=models.CASCADE, related_name="story_tags")
    tag = models.ForeignKey("articles.Tag", on_delete=models.CASCADE, related_name="+")

    class Meta:
        db_table = "articles_story_tags"
        default_permissions = []
        unique_together = [("story", "tag")]
        indexes = [models.Index(fields=["tag", *NEWEST], name="story_tag_newest")]

    def __str__(self):
        return f"{self.story_id} {self.tag_id}"


def people_and_places():
    """What to prefetch for regions and authors: also for stories of several lists, in two queries for all of them."""
    return [
        models.Prefetch("story_regions", StoryRegion.objects.select_related("region")),
        models.Prefetch("bylines", Byline.objects.select_related("author")),
    ]
