from django.db import models


class Figure(models.Model):
    """A picture in the text of a story's row: kept beside the body, so that nobody has to read every text to find it.

    Written with the body (workflow/figures.py). What a text shows cannot be deleted: the key protects it.
    """

    story = models.ForeignKey("articles.Story", on_delete=models.CASCADE, related_name="figures")
    image = models.ForeignKey("articles.Image", on_delete=models.PROTECT, related_name="figures")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["story", "image"], name="figure_once_a_story")]

    def __str__(self):
        return f"{self.story_id} {self.image_id}"
