from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.cache import public_page
from articles.queries.list_heads import privacy_head
from articles.views.common import in_every_language, page_context

PERIODS = [
    *("COMMENT_EDIT_MINUTES", "COMMENT_APPEAL_DAYS"),
    *("COMMENT_SPAM_DAYS", "COMMENT_REFUSED_DAYS", "COMMENT_EMAIL_DAYS", "COMMENT_TRUST_AFTER"),
]


@require_safe
@public_page
def comment_privacy(request):
    """What happens to a comment and to what is known of its author, in plain words, with this site's own periods."""
    periods = {name.removeprefix("COMMENT_").lower(): getattr(settings, name) for name in PERIODS}
    alternates = in_every_language("comment_privacy")
    context = periods | {"sender_days": 30, "mail": settings.DEFAULT_FROM_EMAIL}
    context |= page_context(canonical=reverse("comment_privacy"), alternates=alternates, head=privacy_head())
    return render(request, "articles/comment_privacy.html", context)
