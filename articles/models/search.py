from django.db import models

from articles.models.language import Language


class SearchEntry(models.Model):
    """What the readers' search knows of a story that lists name.

    The words are beside these columns, in what each database searches best (migration 0014, lib/search_entry.py). It
    says nothing about being public: `Story.objects.listed()` does.
    """

    story = models.OneToOneField("articles.Story", primary_key=True, on_delete=models.CASCADE, related_name="search")
    language = models.CharField(max_length=2, choices=Language)
    published_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)

    def __str__(self):
        return f"{self.story_id} {self.language}"


class KnownWord(models.Model):
    """A word of the stories, folded, as somebody wrote it: what "did you mean" chooses from."""

    language = models.CharField(max_length=2, choices=Language)
    word = models.CharField(max_length=60, db_index=True)
    written = models.CharField(max_length=60)
    stem = models.CharField(max_length=60)
    sound = models.CharField(max_length=60, help_text="What is left when vowels and look-alikes are one.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["language", "word"], name="known_word_once")]
        indexes = [models.Index(fields=["language", "sound"], name="known_word_sound")]

    def __str__(self):
        return self.written
