"""Mail to colleagues: one function a message, its three parts in templates/emails/<message>/.

Written in the main language of the newsroom, sent by a task once the transaction has ended.
"""

from functools import partial

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from articles.tasks import send_mails

BACKEND = "django.contrib.auth.backends.ModelBackend"  # where rights come from, whatever backends sign people in

# What has happened to the story, for the subject.
MOVED = {
    "submit": _("submitted for review"),
    "take_back": _("taken back from review"),
    "request_changes": _("changes requested"),
    "approve": _("approved"),
    "publish": _("published"),
    "schedule": _("scheduled"),
    "archive": _("archived"),
    "relist": _("back on the lists"),
    "unpublish": _("withdrawn"),
}


def story_moved(move, story, by, note, people):
    """A story changed its state: to whoever is concerned."""
    _send("story_moved", people, {"story": story, "what": MOVED[move], "by": by, "note": note, "url": _desk(story)})


def note_written(note, people):
    """A colleague said something about a story, or named this person."""
    _send("note_written", people, {"story": note.story, "note": note, "by": note.by, "url": _desk(note.story, "notes")})


def reviewer_named(story, by):
    """Somebody is asked to read a story."""
    _send("reviewer_named", {story.reviewer}, {"story": story, "by": by, "url": _desk(story)})


def comments_waiting(queue, people):
    """What waits in the moderation queue (queries/comment_news.py)."""
    url = settings.SITE_URL + reverse("admin:articles_comment_changelist")
    _send("comments_waiting", set(people), {"queue": queue, "url": url})


def comments_of_author(news):
    """What readers said in public under the stories of one author."""
    url = settings.SITE_URL + reverse("admin:index")
    _send("comments_of_author", {news.user}, {"news": news, "rest": news.number - len(news.comments), "url": url})


def _desk(story, page="change"):
    return settings.SITE_URL + reverse(f"admin:articles_story_{page}", args=[story.pk])


def _send(name, people, context):
    """Each person gets a message of their own: nobody learns the address of another."""
    addresses = sorted({person.email for person in people if person.email and person.is_active})
    if not addresses:
        return
    with translation.override(settings.LANGUAGE_CODE):
        parts = [_part(name, part, context) for part in ("subject.txt", "text.txt", "html.html")]
    parts[0] = " ".join(parts[0].split())  # a headline with a line break must not write a header of its own
    transaction.on_commit(partial(send_mails.enqueue, *parts, addresses))


def _part(name, part, context):
    site = {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL}
    return render_to_string(f"emails/{name}/{part}", context | site).strip()
