"""Work after the response (django.tasks). In the embedded default it is done at once, before the answer."""

import logging

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.tasks import task

from articles.lib.images import FORMATS, files_of, rendition, rendition_name, widths_for
from articles.lib.mail_message import MailMessage
from articles.models import Image

log = logging.getLogger(__name__)


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


@task
def send_mails(subject, text, html, addresses, headers=None):
    """The same message to each address, one by one. A mail server that does not answer is a line in the log.

    `headers`: further ones of the message, such as {"List-Unsubscribe": "<https://…>"}.

    The immediate backend would keep the exception to itself: what was done at the desk stands without the mail.
    """
    for address in addresses:
        message = MailMessage(subject, text, to=[address], headers=headers)
        message.attach_alternative(html, "text/html")
        try:
            message.send()
        except OSError:
            log.exception("A mail could not be sent: %s", subject)
            return
