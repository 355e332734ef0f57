"""What a commenter asks: which comments are mine?"""

from django.db.models import Q

from articles.models import Comment


def comments_of(person):
    """Every comment that is theirs or carries their address, the newest first, each with its story: one query.

    One that only carries the address may have been written by somebody else; to see it, to take a copy and to erase it
    is the right of the address's owner all the same. An unsaved Person(email=…) finds by address alone.
    """
    theirs = Q(email=person.email)  # both are stored in lower case
    if person.pk:
        theirs |= Q(person=person.pk)
    return Comment.objects.filter(theirs).select_related("story").order_by("-created_at", "-pk")
