"""How a picture comes in, changes, is replaced and goes. What makes an upload safe is in lib/images.py."""

import logging

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.tasks import task
from django.utils.translation import gettext as _

from articles.lib.images import BadPicture, files_of, random_name, sanitise
from articles.lib.typography import typeset
from articles.models import Figure, Image, Story
from articles.queries.pictures import drafts_with
from articles.tasks import after_commit, make_renditions
from articles.workflow import audit
from articles.workflow.errors import Refused, Vanished
from articles.workflow.leftovers import leave
from articles.workflow.rendering import rerender_users_of
from articles.workflow.share import let_go

log = logging.getLogger(__name__)


def add(upload, by, **fields):
    """Stores a clean copy of the upload and has its renditions made. Raises lib.images.BadPicture in words.

    `fields`: the words and the focal point of the Image.
    """
    picture = sanitise(upload)
    name = _stored(picture)
    with transaction.atomic():
        image = Image(file=name, width=picture.width, height=picture.height, uploaded_by=by, **fields)
        _typeset(image)
        image.save()
        audit.record(by, image, _("Added."), "image.add")
        show_renditions(image.pk)
    image.refresh_from_db()
    return image


def _stored(picture):
    """The name of its file. Raises BadPicture: the editor hears of a full disk or a store that is away in words."""
    try:
        return default_storage.save(random_name(picture.extension), ContentFile(picture.data))
    except OSError as error:
        log.exception("A picture could not be stored")
        raise BadPicture("not_stored") from error


def is_in_print(image):
    """Whether a story that was ever public, or is approved to be, shows it as its lead picture or in its text.

    Two queries at most: what was approved of a story that was out before is its working draft.
    """
    shows = Q(lead_image=image) | Q(figures__image=image)
    settled = Q(published_at__isnull=False) | Q(status=Story.Status.APPROVED)
    approved = drafts_with(image).filter(story__status=Story.Status.APPROVED)
    return Story.objects.filter(shows, settled).exists() or approved.exists()


def may_change(user, image):
    """Editors: any picture. Whoever brought it: until a story with it is approved or out. What is withdrawn: nobody."""
    if not user.has_perm("articles.change_image") or image.withdrawn_at is not None:
        return False
    return user.has_perm("articles.publish_story") or (image.uploaded_by_id == user.pk and not is_in_print(image))


def may_withdraw(user, image):
    return user.has_perm("articles.publish_story") and image.withdrawn_at is None


def lock(image):
    """The row as it is now, held until the transaction ends. Raises Vanished.

    First the stories that are to be written anew, then the picture: in this order whoever publishes one of them takes
    them too (workflow/shelf.py), so nobody waits for the other for ever.
    """
    texts = Figure.objects.filter(image=image).values("story")
    list(Story.objects.select_for_update(no_key=True).filter(pk__in=texts).order_by("pk").values_list("pk"))
    try:
        return Image.objects.select_for_update(no_key=True).get(pk=image.pk)
    except Image.DoesNotExist as error:
        raise Vanished from error


def _typeset(image):
    """The words of a picture are written in the main language of the newsroom."""
    for name in ("alt", "caption", "credit"):
        setattr(image, name, typeset(getattr(image, name), settings.LANGUAGE_CODE))


def show_renditions(image_id):
    """After this transaction: the sizes of this picture, and the stories that print it with them."""
    after_commit(draw, image_id)


@task
def draw(image_id):
    make_renditions.call(image_id)
    if image := Image.objects.filter(pk=image_id).exclude(widths=[]).first():
        rerender_users_of(image)


WORDS = ("alt", "decorative", "graphic", "caption", "credit", "licence", "focal_x", "focal_y")


@transaction.atomic
def change(image, by):
    """Saves the words about a picture and writes the stories that print it anew.

    Only the words: the file may have been replaced or taken away since the form was opened.
    """
    lock(image)
    _typeset(image)
    image.save(update_fields=WORDS)
    let_go(image)
    rerender_users_of(image)
    audit.record(by, image, _("Changed."), "image.change")


def replace(image, upload, by, keep_focus=True):
    """Another file under the same picture: its words stay, every page that prints it shows the new one.

    The new file is stored first, under a name of its own, then the row and the pages change in one transaction, and
    once they are safe the old files are deleted. Raises PermissionDenied, Refused, lib.images.BadPicture.
    """
    _refuse_replacing(image, by)
    picture = sanitise(upload)
    name = _stored(picture)
    try:
        with transaction.atomic():
            image = lock(image)
            _refuse_replacing(image, by)
            _put_in_place(image, name, picture, keep_focus)
            audit.record(by, image, _("Its file was replaced."), "image.replace")
            show_renditions(image.pk)
    except BaseException:
        default_storage.delete(name)
        raise
    return Image.objects.get(pk=image.pk)


def _refuse_replacing(image, by):
    if not may_change(by, image):
        raise PermissionDenied(f"{by} may not replace picture {image.pk}")
    if image.shelved:
        raise Refused(_("Its only story was withdrawn, so it is put away: it can be replaced once it is used again."))


def _put_in_place(image, name, picture, keep_focus):
    leave(files_of(image.file.name, image.width))
    let_go(image)
    image.file, image.width, image.height, image.widths = name, picture.width, picture.height, []
    if not keep_focus:
        image.focal_x = image.focal_y = 50
    image.save(update_fields=["file", "width", "height", "widths", "focal_x", "focal_y"])
    rerender_users_of(image)


@transaction.atomic
def withdraw(image, by):
    """The picture is never shown again: its files are deleted, every page that printed it is written anew without it.

    Its words stay, with the moment. The database first, the files the instant it is safe (workflow/leftovers.py).
    Raises PermissionDenied, Refused.
    """
    image = lock(image)
    if not by.has_perm("articles.publish_story"):
        raise PermissionDenied(f"{by} may not withdraw picture {image.pk}")
    if image.withdrawn_at is not None:
        raise Refused(_("This picture was withdrawn already."))
    leave(files_of(image.file.name, image.width))
    let_go(image)
    Image.objects.filter(pk=image.pk).update(withdrawn_at=Now(), shelved=False, widths=[])
    rerender_users_of(image)
    audit.record(by, image, _("Withdrawn: its files are deleted."), "image.withdraw")


@transaction.atomic
def delete(image, by):
    """The row and its files. The database refuses what a story's row uses (ProtectedError), this the working drafts.

    Raises Refused.
    """
    if drafts_with(image).exists():
        raise Refused(_("It is in use and stays."))
    leave(files_of(image.file.name, image.width))
    let_go(image)
    audit.record(by, image, _("Deleted."), "image.delete")
    image.delete()
