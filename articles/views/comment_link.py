"""Addresses of comments that stay: of one, and of a thread with all its answers."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from articles import cache
from articles.models import Comment, Story
from articles.queries.comments import address_of, thread_page
from articles.queries.discussion import is_open
from articles.queries.list_heads import thread_head
from articles.queries.permalinks import find_comment
from articles.queries.story import Gone
from articles.views.common import page_context
from articles.views.errors import gone


@require_safe
@cache.public_page
def comment_link(request, pk):
    """Leads to where the comment stands today, in the language of its story. It may move, so nobody keeps that."""
    try:
        return _unlisted(redirect(address_of(_find(pk))))
    except Gone as over:
        return gone(request, over.reason)


@require_safe
@cache.public_page
def comment_thread(request, pk):
    """One thread with all its answers. The address of an answer leads to the thread it belongs to."""
    try:
        root = _find(pk)
    except Gone as over:
        return gone(request, over.reason)
    if root.story.language != get_language():
        raise Http404("thread")
    if root.thread_id:
        return redirect(address_of(root))
    thread = thread_page(root, request.GET.get("page"))
    story = root.story
    context = {
        "story": story,
        "root": root,
        "page": thread.page,
        "comments_open": is_open(story),
        "reply": f"{story.get_absolute_url()}?reply=",
        "back": address_of(root),
    }
    context |= page_context(canonical=request.path, head=thread_head(story))
    return _unlisted(render(request, "articles/comment_thread.html", context))


def _find(pk):
    try:
        return find_comment(pk)
    except (Comment.DoesNotExist, Story.DoesNotExist) as error:
        raise Http404("comment") from error


def _unlisted(response):
    """The words stand on the page of the story: that one is for search engines."""
    response.headers["X-Robots-Tag"] = "noindex"
    return response
