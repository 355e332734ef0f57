"""What the author of a refused comment is told, when a moderator has written to them."""

from articles.models import Comment, Person
from articles.workflow import appeals, people, reader_mail


def tell_author(key):
    """Mails the reason and the message, never the comment itself. False: no mail goes to this address now.

    Somebody who has not verified the address may not be its owner: one such mail an hour at most.
    """
    comment = Comment.objects.select_related("story", "person").get(pk=key)
    verified = bool(comment.person and comment.person.verified_at)
    email = comment.person.email if verified else comment.email.lower()
    if not reader_mail.is_writable(email) or Person.objects.filter(email=email, no_mail=True).exists():
        return False
    if not verified and not people.may_write(email):
        return False
    language = (verified and comment.person.language) or comment.story.language
    reader_mail.comment_refused(email, language, _context(comment))
    return True


def _context(comment):
    """The reason goes as it is chosen from a list, so each language has its words."""
    return {
        "comment": comment,
        "headline": comment.story.headline,
        "message": comment.message,
        "appeal": appeals.link(comment),
    }
