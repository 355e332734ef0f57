"""How a picture comes in, changes and shows. What makes an upload safe is in lib/images.py."""

from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from articles.lib.images import random_name, sanitise
from articles.models import Image
from articles.tasks import make_renditions
from articles.workflow import audit
from articles.workflow.rendering import rerender_users_of


def add(upload, by, **fields):
    """Stores a clean copy of the upload and has its renditions made. Raises lib.images.BadPicture in words."""
    picture = sanitise(upload)
    name = default_storage.save(random_name(picture.extension), ContentFile(picture.data))
    with transaction.atomic():
        image = Image.objects.create(file=name, width=picture.width, height=picture.height, uploaded_by=by, **fields)
        audit.record(by, image, _("Added."))
        transaction.on_commit(partial(show_renditions, image.pk))
    image.refresh_from_db()
    return image


def show_renditions(image_id):
    make_renditions.enqueue(image_id)
    if image := Image.objects.filter(pk=image_id).exclude(widths=[]).first():
        rerender_users_of(image)


@transaction.atomic
def change(image, by):
    """Saves the words about a picture and writes the stories that print it anew."""
    image.save()
    rerender_users_of(image)
    audit.record(by, image, _("Changed."))
