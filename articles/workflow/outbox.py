"""How a mail is written and goes out: at once by its templates, and by a task once the transaction has ended."""

from functools import partial

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string

from articles.tasks import send_mails

PARTS = ("subject.txt", "text.txt", "html.html")


def post(name, context, addresses, headers=None):
    """Writes templates/emails/<name>/ in the language of this moment, to each of the addresses by itself.

    `headers`: further ones of the message.
    """
    transaction.on_commit(partial(send_mails.enqueue, *written(name, context), addresses, headers))


def written(name, context):
    """('invitation', {…}) -> [subject, text, HTML]. No name anybody chose can write a header of its own."""
    context = context | {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL}
    subject, *bodies = [render_to_string(f"emails/{name}/{part}", context).strip() for part in PARTS]
    return [" ".join(subject.split()), *bodies]
