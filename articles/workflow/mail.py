"""Mail to colleagues: one function a message, its three parts in templates/emails/<message>/.

Written in the main language of the newsroom.
"""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from articles.workflow import outbox

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
    if addresses:
        with translation.override(settings.LANGUAGE_CODE):
            outbox.post(name, context, addresses)
