"""Who did what, written in the transaction that does it: the trail, and the history of each thing at the desk."""

from articles.models import AuditEntry

LONGEST = 200


def record(by, thing, words, action=""):
    """Adds a line to the trail and gives it back. `by` None: a command, or somebody who is not known.

    `thing`: the row it was done to, or None. `action`: a code such as 'story.publish', made from the thing when empty.
    """
    entry = _entry(by, thing, words, action)
    entry.save(force_insert=True)
    return entry


def record_all(by, said, action):
    """The same of several things at once: {thing: words}. One query."""
    AuditEntry.objects.bulk_create(_entry(by, thing, words, action) for thing, words in said.items())


def _entry(by, thing, words, action):
    noun = thing._meta.model_name if thing is not None else ""
    known = by is not None and by.pk is not None
    return AuditEntry(
        by=by if known else None,
        by_name=str(by)[:150] if by is not None else "",
        action=action or f"{noun}.change",
        noun=noun,
        key=thing.pk if thing is not None else None,
        label=str(thing)[:LONGEST] if thing is not None else "",
        words=str(words),
    )
