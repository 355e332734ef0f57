"""The reader's side of a comment: sending it. What becomes of it afterwards: views/own.py."""

import time

from django.core.exceptions import DisallowedHost
from django.http import Http404
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles.forms.comment import CommentForm
from articles.forms.ordinary import words_of
from articles.models import Story
from articles.queries.commented import find_commented
from articles.queries.story import Gone, find_story
from articles.views.credentials import person_of
from articles.views.gate import (
    anonymous_post,
    colleague,
    comes_from_here,
    later,
    refused,
    see_other,
    sender_address,
    signed_name,
)
from articles.views.own import own_page, place_of
from articles.views.story import render_story
from articles.workflow import notices, ordinary, submission


@require_http_methods(["GET", "HEAD", "POST"])
@anonymous_post
def comment(request, story_id):
    """POST takes a comment; somebody who comes here by GET (a reload, a bookmark) is shown the form."""
    if request.method != "POST":
        return redirect(f"{_find(story_id).get_absolute_url()}#comment-form")
    language = translation.get_language()
    post = ordinary_post(request, story_id, language)
    if post and (stored := ordinary.take(post)):
        return see_other(own_page(stored))
    try:
        story = find_commented(story_id, language)
    except Story.DoesNotExist:
        return refused(request, 404, _("This story does not exist, or no longer."))
    except Gone:
        return refused(request, 410, _("This story was withdrawn while you were writing."))
    return _receive(request, story)


def ordinary_post(request, story_id, language):
    """What was sent, when there is nothing unusual about it or who sends it; None: that is to be found out."""
    try:
        if request.COOKIES or not comes_from_here(request):
            return None
    except DisallowedHost:
        return None
    words = words_of(request, story_id, time.time())
    return words and ordinary.Post(story_id, language, words, sender_address(request))


def _receive(request, story):
    address, user = sender_address(request), colleague(request)
    person = None if user else person_of(request)
    form = CommentForm(request.POST, story=story, now=time.time(), signed=signed_name(request))
    if not form.is_valid():
        submission.count_attempt(address, request.POST.get("email", ""), person, user)
        return _again(request, story, form, 422)
    try:
        stored = submission.submit(
            story,
            form.words,
            address=address,
            person=person,
            user=user,
            notify=form.wants_notice,
            parent=form.cleaned_data["parent"],
            trapped=form.trapped,
        )
    except (submission.Closed, submission.Barred) as refusal:
        return refused(request, 403, str(refusal), story)  # there is no form to go back to
    except submission.NotOpen as refusal:
        form.add_error(None, str(refusal))
        return _again(request, story, form, 403)
    except submission.TooFast as flood:
        form.add_error(None, _("You are sending comments too quickly. Take your time."))
        return later(_again(request, story, form, 429), flood.seconds)
    notices.opt_in(stored, story.language, address)
    stored.story = story  # so that nothing has to be read to find its place
    return see_other(place_of(stored))


def _again(request, story, form, status):
    """The page with the form as it was sent, every word in it. The story is read anew, now with its texts."""
    return render_story(request, find_story(pk=story.pk), form, status=status)


def _find(story_id):
    try:
        return find_story(pk=story_id)
    except (Story.DoesNotExist, Gone) as error:
        raise Http404("story") from error
