"""The same words, sent again under the same story: do they come from who sent them the first time?

A name and the words of a comment can be read by everybody, and an address anybody may type. Whoever sends all three
again must not be led to the comment of somebody else: its author's page is there, and being led there would already
tell that this is the author's address.
"""

from articles.lib.tokens import keyed_hash
from articles.models import Comment
from articles.workflow import senders

Status = Comment.Status


def of(comment):
    """The comment that stands there with this fingerprint, with its story; None: there is none. One query."""
    same = Comment.objects.filter(story=comment.story_id, fingerprint=comment.fingerprint)
    return same.select_related("story").exclude(pk=comment.pk).first()


def is_theirs(twin, comment, address):
    """Whether whoever sends `comment` from this address may be led to its twin. No query beyond those of the salts.

    Proved to be the same, for the proof is part of the fingerprint; or sent from the same place; or nobody but its
    author has ever read these words.
    """
    if twin.person_id or twin.by_id or twin.sender == comment.sender:
        return True
    unread = twin.status != Status.APPROVED and twin.announced_at is None and twin.decided_at is None
    return unread or (bool(address) and twin.sender in senders.keys("address", address))


def apart(fingerprint, what):
    """Another fingerprint for the same words: of this sender, or of this comment, alone."""
    return keyed_hash("apart", fingerprint, str(what))
