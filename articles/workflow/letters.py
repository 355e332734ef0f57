"""Mail about somebody's own account: one function a message, its three parts in templates/emails/<message>/.

In the language of whoever is at the keyboard.
"""

from django.conf import settings
from django.urls import reverse

from articles.workflow import outbox


def invitation(user, by, uid, token):
    """The link that opens the account."""
    url = settings.SITE_URL + reverse("account_invitation", args=[uid, token])
    outbox.post("invitation", {"user": user, "by": by, "url": url}, [user.email])
