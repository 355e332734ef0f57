"""Files that are to be deleted once the change that gave them up is safe in the database."""

import logging

from django.core.files.storage import default_storage
from django.db import transaction

from articles.models import Leftover

log = logging.getLogger(__name__)


def leave(names):
    """These files are no longer named by any row. The caller holds the transaction that makes it so.

    They are deleted the moment it is committed. If the machine dies just then, their names are in the database, and
    the next `clear` (another picture given up, the start of the server, the daily `forget`) deletes them.
    """
    Leftover.objects.bulk_create([Leftover(name=name) for name in names], ignore_conflicts=True)
    transaction.on_commit(clear)


def clear():
    """Deletes what is still to be deleted. Gives how many files could not be: each is a line in the log."""
    stuck = 0
    for leftover in Leftover.objects.order_by("pk"):
        try:
            default_storage.delete(leftover.name)
        except OSError:
            log.exception("A file that must go could not be deleted: %s", leftover.name)
            stuck += 1
        else:
            Leftover.objects.filter(pk=leftover.pk).delete()
    return stuck
