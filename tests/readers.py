"""What a reader's browser sends."""

import time

from articles.lib.tokens import form_token

# One of our own pages is the sender; without it no post is accepted (views/gate.py).
HERE = {"Sec-Fetch-Site": "same-origin"}


def comment_words(story, **changes):
    """The comment form under this story, filled in and just opened."""
    words = {"name": "Anne", "email": "anne@example.org", "website": "", "body": "Merci pour cet article."}
    return words | {"token": form_token(story.pk, time.time())} | changes
