"""The news of the comments, mailed together: to moderators what waits, to authors what readers said in public."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from articles.lib.tokens import keyed_hash
from articles.models import Digest
from articles.queries.comment_news import of_authors, waiting
from articles.workflow import mail, rates
from articles.workflow.claiming import RIGHT

MARGIN = timedelta(minutes=1)  # whoever looks every hour to the minute is not refused for a second


@transaction.atomic
def send():
    """Mails what is new since the last time, unless that was less than COMMENT_DIGEST_MINUTES ago.

    Gives back the number of mails, None when it was too early. Of two at once one sends.
    """
    pause = timedelta(minutes=settings.COMMENT_DIGEST_MINUTES)
    if not rates.claim(keyed_hash("digest"), 1, max(pause - MARGIN, MARGIN)):
        return None
    now = timezone.now()
    last = Digest.objects.first()
    since = last.up_to if last else now - pause
    mails = _to_moderators(waiting(since)) + sum(_to_author(news) for news in of_authors(since, now))
    Digest.objects.create(up_to=now)
    return mails


def _to_moderators(queue):
    """Nothing new, no mail: what waits since yesterday was told yesterday."""
    if not queue.is_news:
        return 0
    people = get_user_model().objects.with_perm(RIGHT, backend=mail.BACKEND).filter(is_staff=True).exclude(email="")
    mail.comments_waiting(queue, people)
    return len(people)


def _to_author(news):
    mail.comments_of_author(news)
    return 1
