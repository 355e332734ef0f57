"""The comment form as nearly everybody sends it, read without a form: the rules are those of forms/comment.py.

Whatever is not plainly right is None here: then the form decides, and tells what is wrong.
"""

import re
from urllib.parse import parse_qsl

from articles.forms.comment import LONGEST
from articles.lib.plain import is_visible, one_line
from articles.lib.tokens import is_form_token

MOST_FIELDS = 20
LONGEST_NAME, LONGEST_EMAIL = 245 // 2, 100  # a letter is at most two of those that a browser counts
EMAIL = re.compile(r"[a-z0-9_+-]+(\.[a-z0-9_+-]+)*@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}", re.ASCII | re.I)
FORM = "application/x-www-form-urlencoded"
# Filled in, each of these asks for more than to be stored.
EMPTY = ("website", "parent", "notify", "subject")


def words_of(request, story_id, now):
    """name=Anne&email=a%40example.org&body=Merci&token=… -> {'name': 'Anne', 'email': …, 'website': '', 'body': …}.

    None: it is not as simple as that.
    """
    sent = _fields(request.body) if request.META.get("CONTENT_TYPE") == FORM else None
    if not sent or any(map(sent.get, EMPTY)) or not is_form_token(sent.get("token", ""), story_id, now):
        return None
    name, email, body = _name(sent.get("name", "")), sent.get("email", ""), sent.get("body", "").strip()
    if not (name and _is_email(email) and _is_body(body)):
        return None
    return {"name": name, "email": email, "website": "", "body": body.replace("\r\n", "\n").replace("\r", "\n")}


def _fields(body):
    """b'name=Anne&body=' -> {'name': 'Anne', 'body': ''}; what no browser sends, or a field sent twice: None."""
    try:
        sent = parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        return None
    fields = dict(sent)
    return fields if len(fields) == len(sent) else None


def _name(text):
    name = one_line(text) if len(text) <= LONGEST_NAME and text.isprintable() else ""
    return name if is_visible(name) else ""


def _is_email(text):
    return len(text) <= LONGEST_EMAIL and EMAIL.fullmatch(text) is not None


def _is_body(text):
    return len(text) <= LONGEST // 2 and "\0" not in text and is_visible(text)
