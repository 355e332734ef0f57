"""Which comment an address names, as far as readers may know of it."""

from articles.models import Comment
from articles.queries.comments import PRINTED
from articles.queries.story import find_story


def find_comment(pk):
    """The comment that has a place in a public discussion, its story with it. Two queries.

    Raises Comment.DoesNotExist or Story.DoesNotExist for what readers do not see, Gone for a story they saw once.
    """
    comment = Comment.objects.shown().only(*PRINTED).get(pk=pk)
    comment.story = find_story(pk=comment.story_id)
    return comment
