"""Mail to readers: one function a message, its three parts in templates/emails/<message>/.

In the reader's language. Each message says how to get no more of them, to the reader and to the reader's mail
program (RFC 8058).
"""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode
from django.utils.text import Truncator

from articles.lib.mailboxes import mailbox
from articles.lib.plain import one_line
from articles.lib.seals import seal
from articles.workflow import outbox

LONGEST = 100  # Person.email
QUOTED = 280  # characters of an answer that its notice quotes


def is_writable(email):
    """Whether a mail may be sent there: 'a@b.org' -> True; 'a@b.org,c@d.org', '"a b"@c.org' -> False.

    Quoted names are valid, and what mail programs disagree about most: nothing is sent to them, nor where one box
    could be reached under any number of spellings (lib/mailboxes.py).
    """
    try:
        validate_email(email)
    except ValidationError:
        return False
    return len(email) <= LONGEST and '"' not in email and 0 < len(mailbox(email)) <= LONGEST


def verify_email(email, language, token):
    """The link that confirms an address. Not a word in it was typed by whoever asked for it."""
    with translation.override(language):
        off = page("comment_never_write", seal("never write", email))
        _send("verify_email", email, {"url": page("comment_verify", token), "off": off}, off)


def reply_notice(person, answer):
    """Somebody answered this person's comment, in public: the notice quotes the beginning."""
    with translation.override(spoken(person.language)):
        off = page("comment_notices_off", seal("notices", [person.pk, answer.parent_id]))
        story = answer.story
        with translation.override(story.language):
            place = settings.SITE_URL + reverse("comment_link", args=[answer.pk])
        context = {"story": story, "name": one_line(answer.name), "words": _quoted(answer), "url": place, "off": off}
        _send("reply_notice", person.email, context, off)


def comment_refused(email, language, context):
    """Why a comment was refused, in a moderator's words; never the comment itself (workflow/refusals.py)."""
    with translation.override(spoken(language)):
        off = page("comment_never_write", seal("never write", email))
        _send("comment_refused", email, context | {"off": off}, off)


def page(name, token):
    """The whole address of one of our pages. The token is in the query, which no log of ours writes down."""
    return f"{settings.SITE_URL}{reverse(name)}?{urlencode({'key': token})}"


def spoken(language):
    """'uk' -> 'uk'; '' or what the site no longer speaks -> its main language."""
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _quoted(answer):
    return Truncator(one_line(answer.body.replace("\n", " "))).chars(QUOTED)


def _send(name, email, context, off):
    if not is_writable(email):
        return
    headers = {
        "List-Unsubscribe": f"<{off}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }
    outbox.post(name, context, [email], headers)
