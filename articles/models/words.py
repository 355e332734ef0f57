from django.db import models


class StoryWords(models.Model):
    """The words of a story as the desk's search compares them: folded (lib/words.py), out of the way of other reads."""

    story = models.OneToOneField("articles.Story", primary_key=True, on_delete=models.CASCADE, related_name="words")
    folded = models.TextField()

    def __str__(self):
        return self.folded[:60]
