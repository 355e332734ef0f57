"""How a mail is written and goes out: at once by its templates, and by a task once the transaction has ended."""

from django.conf import settings
from django.template.loader import render_to_string

from articles.tasks import after_commit, by_a_worker, send_mails

PARTS = ("subject.txt", "text.txt", "html.html")


def post(name, context, addresses, headers=None):
    """Writes templates/emails/<name>/ in the language of this moment, to each of the addresses by itself.

    `headers`: further ones of the message.

    A worker gets a task for each, so that one that fails is tried again by itself. Whoever waits for the answer does
    not wait for each of them to fail.
    """
    parts = written(name, context)
    for group in [[address] for address in addresses] if by_a_worker() else [addresses]:
        after_commit(send_mails, *parts, group, headers)


def written(name, context):
    """('invitation', {…}) -> [subject, text, HTML]. No name anybody chose can write a header of its own."""
    context = context | {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL}
    subject, *bodies = [render_to_string(f"emails/{name}/{part}", context).strip() for part in PARTS]
    return [" ".join(subject.split()), *bodies]
