"""Work after the response (django.tasks). In the embedded default it is done at once, before the answer.

With TASKS=worker a process of its own does it (manage.py worker), and tries again what raised an error
(workflow/waiting.py). It may then be done twice: each task bears that.
"""

import logging
from functools import partial
from smtplib import SMTPRecipientsRefused

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.tasks import task, task_backends
from django_tasks_db import DatabaseBackend

from articles.lib.images import FORMATS, files_of, rendition, rendition_name, widths_for
from articles.lib.mail_message import MailMessage
from articles.models import Image

log = logging.getLogger(__name__)
BEFORE_PICTURES = 10  # somebody looks at the clock until a mail is there


class MailNotSent(Exception):
    """The mail server does not answer, or has no time: it may have some later."""


def by_a_worker():
    """Whether tasks wait in the database for another process."""
    return isinstance(task_backends["default"], DatabaseBackend)


def after_commit(task, *args):
    """Has this done once what the open transaction writes is there for everybody.

    For a worker it is written down in the same transaction: nothing that happens in between loses it.
    """
    if by_a_worker():
        task.enqueue(*args)
    else:
        transaction.on_commit(partial(task.enqueue, *args))


@task
def make_renditions(image_id):
    """Writes every rendition of one picture, then lists them, so that a page never names a missing file.

    Running it twice does no harm. The picture may be gone by the time its turn comes, and it may be taken away or
    replaced meanwhile: then what was made of it goes again.
    """
    shown = Image.objects.filter(pk=image_id, shelved=False, withdrawn_at=None)
    image = shown.first()
    if image is None:
        return
    with image.file.open() as original:
        data = original.read()
    widths = widths_for(image.width)
    for width in widths:
        for extension in FORMATS:
            name = rendition_name(image.file.name, width, extension)
            if not default_storage.exists(name):
                default_storage.save(name, ContentFile(rendition(data, width, extension)))
    if not shown.filter(file=image.file.name).update(widths=widths):
        for name in files_of(image.file.name, image.width):
            default_storage.delete(name)


@task(priority=BEFORE_PICTURES)
def send_mails(subject, text, html, addresses, headers=None):
    """The same message to each address, one by one. Raises MailNotSent.

    `headers`: further ones of the message, such as {"List-Unsubscribe": "<https://…>"}.

    A backend that does it at once keeps the error to itself and the log: what was done at the desk stands without the
    mail. An address that the server will never take is a line in the log as well, and nothing to try again.
    """
    for address in addresses:
        message = MailMessage(subject, text, to=[address], headers=headers)
        message.attach_alternative(html, "text/html")
        try:
            message.send()
        except OSError as error:
            if not is_for_ever(error):
                raise MailNotSent(f"A mail could not be sent: {subject}") from error
            log.warning("A mail was refused for ever: %s (%s)", subject, error)


def is_for_ever(error):
    """Whether the mail server said of every address that it does not exist: SMTP's codes from 500 on."""
    return isinstance(error, SMTPRecipientsRefused) and all(code >= 500 for code, _why in error.recipients.values())
