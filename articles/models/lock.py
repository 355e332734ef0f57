from django.conf import settings
from django.db import models


class EditLock(models.Model):
    """Who is writing in a story right now. A courtesy, not a wall: it fades when its browser falls silent."""

    story = models.OneToOneField("articles.Story", primary_key=True, on_delete=models.CASCADE, related_name="edit_lock")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()
    seen_at = models.DateTimeField(help_text="The last sign of life.")

    def __str__(self):
        return f"{self.story_id}: {self.by}"
