"""The pictures of share cards: drawn when somebody asks for one, kept as long as they show what the story says.

They lie in the media folder under share/, where no address leads: only views/share.py hands them out, and asks first
whether the story is public. The folder of a card is named after the picture in it, so that what goes with a picture is
found without asking which stories ever showed it.
"""

import logging
import posixpath
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Semaphore

from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import prefetch_related_objects

from articles.lib.images import ONE_AT_A_TIME
from articles.lib.share_image import draw_share_image
from articles.models.story_links import people_and_places
from articles.queries.share import share_card
from articles.queries.story import Gone, find_story
from articles.workflow.errors import Refused
from articles.workflow.leftovers import leave

log = logging.getLogger(__name__)

WORDS_ALONE = "words"  # the folder of cards without a picture
END_OF_JPEG = b"\xff\xd9"
# One is drawn, so many wait for it: who else asks comes back later, and pages are answered meanwhile.
QUEUE = Semaphore(4)
PATIENCE = 5.0  # seconds


class Busy(Refused):
    """Too many cards are asked for at once."""


def shared_story(key):
    """The public story of that key with all its card shows. Raises Story.DoesNotExist, or Gone. Two queries."""
    story = find_story(pk=key)
    prefetch_related_objects([story], people_and_places()[0])
    return story


def share_image(story):
    """The bytes of a public story's card: kept ones, else drawn now. Raises Busy."""
    card = share_card(story)
    name = _name(story, card)
    if kept := _kept(name):
        return kept
    drawn = drawn_card(card)
    _keep(story, card, name, drawn)
    return drawn


def drawn_card(card):
    """The bytes of any card; nothing is kept. Raises Busy."""
    photo = _photo(card.picture) if card.picture else None
    with _turn():
        return draw_share_image(card, _fonts(), photo)


@contextmanager
def _turn():
    if not QUEUE.acquire(blocking=False):
        raise Busy
    try:
        if not ONE_AT_A_TIME.acquire(timeout=PATIENCE):
            raise Busy
        try:
            yield
        finally:
            ONE_AT_A_TIME.release()
    finally:
        QUEUE.release()


def _fonts():
    return Path(finders.find("vendor/fonts/source-serif-4-latin.woff2")).parent


def _photo(name):
    try:
        with default_storage.open(name) as file:
            return file.read()
    except FileNotFoundError:
        log.error("The picture of a share card has no file: %s", name)
        return None


def _folder(picture):
    """'images/9f86d0.jpg' -> 'share/9f86d0'."""
    return f"share/{posixpath.splitext(posixpath.basename(picture))[0] or WORDS_ALONE}"


def _name(story, card):
    return f"{_folder(card.picture)}/{story.pk}-{card.digest}.jpg"


def _kept(name):
    """Its bytes; b'' when there is none, or only the beginning of one."""
    try:
        with default_storage.open(name) as file:
            data = file.read()
    except FileNotFoundError:
        return b""
    return data if data.endswith(END_OF_JPEG) else b""


def _keep(story, card, name, data):
    """Instead of what the story's card was before. What was withdrawn or changed meanwhile is not kept."""
    for former in _names_in(posixpath.dirname(name)):
        if posixpath.basename(former).startswith(f"{story.pk}-"):
            default_storage.delete(former)
    saved = default_storage.save(name, ContentFile(data))
    if saved != name or not _still(story, card):
        default_storage.delete(saved)


def _still(story, card):
    try:
        return share_card(shared_story(story.pk)) == card
    except (type(story).DoesNotExist, Gone):
        return False


def _names_in(folder):
    try:
        files = default_storage.listdir(folder)[1]
    except (FileNotFoundError, NotADirectoryError):
        return []
    return [f"{folder}/{name}" for name in files]


def let_go(image):
    """The cards that show this picture are no longer kept. The caller holds the transaction that takes it away."""
    folder = _folder(image.file.name)
    leave(_names_in(folder))
    # One that was being drawn meanwhile was not in that list.
    transaction.on_commit(partial(_sweep, folder))


def _sweep(folder):
    for name in _names_in(folder):
        default_storage.delete(name)
