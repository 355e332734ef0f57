"""How a page of one story's own is entered."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from articles.workflow.moves import may_write


def own_story(desk, request, key):
    """The story of that key, for somebody who may write in it. Denied: 403; unknown: 404. `desk`: the StoryAdmin."""
    story = desk.get_object(request, str(key))
    if story is None and may_write(request.user) and not desk.model.objects.filter(pk=key).exists():
        raise Http404("story")
    if story is None or not may_write(request.user, story):
        raise PermissionDenied(f"{request.user} may not open story {key}")
    return story
