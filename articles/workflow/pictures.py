"""How a picture comes in, changes and shows. What makes an upload safe is in lib/images.py."""

from functools import partial

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from articles.lib.images import random_name, sanitise
from articles.lib.typography import typeset
from articles.models import Image, Story
from articles.tasks import make_renditions
from articles.workflow import audit
from articles.workflow.rendering import rerender_users_of


def add(upload, by, **fields):
    """Stores a clean copy of the upload and has its renditions made. Raises lib.images.BadPicture in words.

    `fields`: the words and the focal point of the Image.
    """
    picture = sanitise(upload)
    name = default_storage.save(random_name(picture.extension), ContentFile(picture.data))
    with transaction.atomic():
        image = Image(file=name, width=picture.width, height=picture.height, uploaded_by=by, **fields)
        _typeset(image)
        image.save()
        audit.record(by, image, _("Added."))
        transaction.on_commit(partial(show_renditions, image.pk))
    image.refresh_from_db()
    return image


def is_in_print(image):
    """Whether a story that was ever public shows it, as its lead picture or in its text. One query."""
    shows = Q(lead_image=image) | Q(body__contains=f'data-image="{image.pk}"')
    return Story.objects.filter(shows, published_at__isnull=False).exists()


def _typeset(image):
    """The words of a picture are written in the main language of the newsroom."""
    for name in ("alt", "caption", "credit"):
        setattr(image, name, typeset(getattr(image, name), settings.LANGUAGE_CODE))


def show_renditions(image_id):
    make_renditions.enqueue(image_id)
    if image := Image.objects.filter(pk=image_id).exclude(widths=[]).first():
        rerender_users_of(image)


@transaction.atomic
def change(image, by):
    """Saves the words about a picture and writes the stories that print it anew."""
    _typeset(image)
    image.save()
    rerender_users_of(image)
    audit.record(by, image, _("Changed."))
