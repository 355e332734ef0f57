"""Mail about somebody's own account: one function a message, its three parts in templates/emails/<message>/.

In the language of whoever is at the keyboard. Sent by a task once the transaction has ended.
"""

from functools import partial

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from articles.tasks import send_mails

PARTS = ("subject.txt", "text.txt", "html.html")


def invitation(user, by, uid, token):
    """The link that opens the account."""
    url = settings.SITE_URL + reverse("account_invitation", args=[uid, token])
    enqueue = partial(send_mails.enqueue, *written("invitation", {"user": user, "by": by, "url": url}), [user.email])
    transaction.on_commit(enqueue)


def written(name, context):
    """('invitation', {…}) -> [subject, text, HTML]. No name anybody chose can write a header of its own."""
    context = context | {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL}
    subject, *bodies = [render_to_string(f"emails/{name}/{part}", context).strip() for part in PARTS]
    return [" ".join(subject.split()), *bodies]
