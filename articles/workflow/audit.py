"""Who did what, written in the transaction that does it. Shown as the history of the object in the admin."""

from django.contrib.admin.models import CHANGE, LogEntry


def record(by, thing, message):
    """`by` None (a command, a reader): nothing to name, so nothing is recorded."""
    if by is None or by.pk is None:
        return
    LogEntry.objects.log_actions(by.pk, [thing], CHANGE, change_message=str(message), single_object=True)
