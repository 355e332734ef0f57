"""A comment as readers see it, written by hand: there are so many on a page that a template would cost it most of all.

{% comment_article comment reply=discussion.reply open=comments_open %} prints one of a thread that is public.
"""

from functools import lru_cache
from html import escape
from typing import NamedTuple

from django import template
from django.conf import settings
from django.urls import get_script_prefix, reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from articles.templatetags.newsroom import clock, day, moment, page_language, signed, when

register = template.Library()


class Words(NamedTuple):
    """What stands in every comment of a language; of an address, what is before and after the key."""

    link: tuple[str, str]
    flag: tuple[str, str]
    badges: dict[str, str]
    gone: dict[str, str]
    picked: str
    reply: str
    reply_to: str
    report: str
    report_by: str
    edited_at: str
    edited_on: str
    answers: str


@register.simple_tag
def comment_article(comment, public=True, open=False, reply="", answered=None):
    """`public`: it stands among the others; without it its author alone sees it, and no link leads anywhere.

    `open`: it may be answered, at the address that `reply` begins. `answered`: the comment it answers, where the page
    does not show that by its place.
    """
    words = _words()
    by = f" comment-by-{comment.role}" if comment.role else ""
    if public and comment.status != "approved":
        inner = f'<p class="comment-gone">{words.gone.get(comment.status, words.gone["refused"])}</p>'
    else:
        name = escape(signed(comment.name))
        inner = (
            f'<header>\n<p class="comment-name">{_name(comment, name, words)}</p>\n'
            f'<p class="comment-when">{_when(comment, words, public)}{_answering(answered, words)}</p>\n</header>\n'
            f'<div class="comment-text" dir="auto">{comment.html}</div>'
            + (f"\n{_actions(comment.pk, name, words, open, reply)}" if public else "")
        )
    return mark_safe(f'<article class="comment{by}" id="comment-{comment.pk}">\n{inner}\n</article>')  # all escaped


def _name(comment, name, words):
    if comment.website:
        name = f'<a href="{escape(comment.website)}" rel="nofollow ugc noopener">{name}</a>'
    badge = words.badges.get(comment.role)
    return f"<bdi>{name}</bdi>" + (f' <span class="badge">{badge}</span>' if badge else "")


def _when(comment, words, public):
    sent = when(comment.created_at)
    if public:
        sent = f'<a class="comment-link" href="{_at(words.link, comment.pk)}" rel="nofollow bookmark">{sent}</a>'
    if comment.edited_at:
        sent += f" <span>{_edited(comment, words)}</span>"
    if comment.picked_at:
        sent += f' <span class="pick-mark">{words.picked}</span>'
    return sent


def _edited(comment, words):
    if day(comment.edited_at) == day(comment.created_at):
        return words.edited_at % {"time": clock(comment.edited_at)}
    return words.edited_on % {"time": moment(comment.edited_at)}


def _answering(answered, words):
    if answered is None or answered.status != "approved":
        return ""
    whom = words.answers % {"name": escape(signed(answered.name))}
    return f' <a class="comment-link" href="{_at(words.link, answered.pk)}" rel="nofollow">{whom}</a>'


def _actions(pk, name, words, open, reply):
    answer = ""
    if open:
        said = f'data-reply="{pk}" data-name="{name}" aria-label="{words.reply_to % {"name": name}}"'
        answer = f'<a href="{escape(reply)}{pk}#comment-form" rel="nofollow" {said}>{words.reply}</a> '
    label = words.report_by % {"name": name}
    report = f'<a href="{_at(words.flag, pk)}" rel="nofollow" aria-label="{label}">{words.report}</a>'
    return f'<p class="comment-actions">{answer}{report}</p>'


def _at(around, pk):
    return f"{around[0]}{pk}{around[1]}"


def _words():
    return _words_of(page_language(), get_script_prefix(), settings.LANGUAGE_CODE)


@lru_cache(maxsize=16)
def _words_of(_language, _prefix, _main_language):
    """The addresses begin with the prefix, and those of the main language go without its code."""
    return Words(
        link=_around("comment_link"),
        flag=_around("comment_flag"),
        badges={"staff": _("The newsroom"), "author": _("Author of the story")},
        gone={
            "withdrawn": _("Comment withdrawn by its author."),
            "pending": _("The moderators are reading this comment again."),
            "refused": _("Comment removed by the moderators."),
        },
        picked=_("Newsroom’s pick"),
        reply=_("Reply"),
        reply_to=_("Reply to %(name)s"),
        report=_("Report"),
        report_by=_("Report the comment by %(name)s"),
        edited_at=_("edited at %(time)s"),
        edited_on=_("edited on %(time)s"),
        answers=_("in reply to %(name)s"),
    )


def _around(name):
    """('/en/comments/link/', '/')"""
    before, _key, after = reverse(name, args=[0]).rpartition("0")
    return before, after
