"""Where the pictures of a withdrawn story lie: stored, but at no address, until a story that uses them goes out.

**What comes first.** A file is copied, the database says where it lies from now on, and only when that is committed
the old files are deleted (workflow/leftovers.py). So at every moment one good copy is where the database says.
If the machine dies before the commit, nothing has happened but a copy that nobody knows: on the shelf it has no
address, and outside it a name of 128 random bits that was never told. If it dies after the commit, the names of the
files that must go are in the database, and they go before the server answers again.
"""

import logging
from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from articles.lib.html import image_ids
from articles.lib.images import files_of, image_extension, random_name, shelf_name
from articles.models import Figure, Image, Story
from articles.models.story import READ
from articles.workflow import audit
from articles.workflow.errors import Refused
from articles.workflow.leftovers import leave
from articles.workflow.pictures import show_renditions
from articles.workflow.rendering import rerender_users_of
from articles.workflow.share import let_go

log = logging.getLogger(__name__)


def shelve_orphans(story, by):
    """After a story was withdrawn: its pictures that no other readable or scheduled story prints lose their addresses.

    The caller holds the transaction and has written the new state. A picture is shared with a draft: it goes too,
    and comes back with whatever goes out first.
    """
    printed = {*story.figures.values_list("image_id", flat=True), story.lead_image_id} - {None}
    images = [image for image in _locked(printed) if image.is_shown]
    used = _in_use(printed, story)
    for image in images:
        if image.pk not in used:
            _shelve(image, by)


def _locked(keys):
    """The rows as they are now. A story that goes out or goes with one of them waits, and sees how this ends."""
    return list(Image.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk"))


def _in_use(keys, story):
    """Which of these pictures a story prints that is public, archived or scheduled. Two queries."""
    others = Story.objects.filter(status__in=READ).exclude(expires_at__lte=Now()).exclude(pk=story.pk)
    leads = others.filter(lead_image__in=keys).values_list("lead_image", flat=True)
    texts = Figure.objects.filter(image__in=keys, story__in=others).values_list("image", flat=True)
    return {*leads.distinct(), *texts.distinct()}


def _shelve(image, by):
    files = files_of(image.file.name, image.width)
    try:
        name = _copy(image.file.name, shelf_name(image.file.name))
    except FileNotFoundError:
        # Nothing to keep: what is left of it goes, and the row says where it was.
        log.error("Picture %s has no file to put on the shelf: %s", image.pk, image.file.name)
        name = image.file.name
    leave(files)
    let_go(image)
    Image.objects.filter(pk=image.pk).update(file=name, shelved=True, widths=[])
    # Texts that nobody reads now: their rows are not to be waited for.
    transaction.on_commit(partial(rerender_users_of, image))
    audit.record(by, image, _("Put away: no public story uses it any more."), "image.shelve")


def unshelve_for(data):
    """Before this text goes out: its pictures come back from the shelf under new names, renditions follow on commit.

    The caller holds the transaction. Raises Refused when a file cannot be found.
    """
    named = {*image_ids(data["body"]), data["lead_image"]} - {None}
    for image in _locked(named):
        if image.shelved:
            _unshelve(image)


def _unshelve(image):
    old = image.file.name
    try:
        name = _copy(old, random_name(image_extension(old)))
    except FileNotFoundError as error:
        raise Refused(
            _("The file of a picture of this story cannot be found: %s. Take the picture out of it.") % image
        ) from error
    leave([old])
    Image.objects.filter(pk=image.pk).update(file=name, shelved=False, widths=[])
    audit.record(None, image, _("Back in use: a story that shows it goes out."), "image.unshelve")
    show_renditions(image.pk)


def _copy(name, target):
    with default_storage.open(name) as file:
        return default_storage.save(target, file)
