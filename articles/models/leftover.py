from django.db import models
from django.db.models.functions import Now


class Leftover(models.Model):
    """A stored file that no row names any more. Written with the change that gave it up, gone once the file is.

    A crash between the two leaves the line, and whoever comes next deletes the file (workflow/leftovers.py).
    """

    name = models.CharField(max_length=160, unique=True)
    since = models.DateTimeField(db_default=Now())

    def __str__(self):
        return self.name
