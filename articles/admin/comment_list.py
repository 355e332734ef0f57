"""The list of comments: each a card with its words whole and all that a decision needs. Constant queries."""

from django.contrib import admin
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.admin import comment_undo
from articles.admin.comment_bulk import CommentBulk
from articles.admin.comment_filters import FILTERS, CommentList
from articles.lib.defences import explain
from articles.models import Comment
from articles.queries import comment_context
from articles.queries.comment_context import Record
from articles.workflow.claiming import seen


class CommentCards(CommentBulk, admin.ModelAdmin):
    list_display = ["card"]
    list_display_links = None
    list_filter = FILTERS
    list_per_page = 100
    list_max_show_all = 0
    sortable_by = ()
    search_fields = ["body", "name", "email", "story__headline"]
    search_help_text = _("Words of the comment, name, e-mail, headline of the story.")
    change_list_template = "admin/articles/comment/change_list.html"

    def get_changelist(self, request, **kwargs):
        return CommentList

    def get_changelist_instance(self, request):
        """The page shown, with flags, regions and histories: six queries for all of its rows."""
        changelist = super().get_changelist_instance(request)
        # The keys first: whole comments, of which there may be very many, are slow to sort. And a search that found
        # nothing has read every one of them already, when it counted.
        keys = list(changelist.result_list.values_list("pk", flat=True)) if changelist.result_count else []
        rows = {row.pk: row for row in comment_context.with_everything(Comment.objects.filter(pk__in=keys))}
        listed = [rows[key] for key in keys if key in rows]
        describe(listed)
        for comment in listed:
            comment.address = address_of(comment, changelist.kept())
        changelist.result_list = listed
        return changelist

    def changelist_view(self, request, extra_context=None):
        known = {"undoable": comment_undo.told(request)} if self.has_moderate_permission(request) else {}
        return super().changelist_view(request, known | (extra_context or {}))

    @admin.display(description=_("comment"))
    def card(self, comment):
        return render_to_string("admin/articles/comment/card.html", {"comment": comment, "folded": True})


def describe(comments):
    """Adds to each what the card and the page of one comment print beside its own fields."""
    by_email, by_sender, people = comment_context.records(comments)
    for comment in comments:
        email = comment.email.lower()
        comment.held = explain(comment.reasons)
        comment.token = seen(comment)
        comment.record = by_email.get(email, Record())
        comment.nearby = by_sender.get(comment.sender, Record()) if comment.sender else None
        comment.record_words, comment.nearby_words = record_words(comment.record), record_words(comment.nearby)
        comment.writer = comment.person or people.get(email)
        comment.verified = bool(comment.person and comment.person.verified_at)
        comment.open_appeal = getattr(comment, "appeal", None) if _has_open_appeal(comment) else None
        comment.marks = list(_marks(comment))


def record_words(record):
    """'3 approved · 1 spam', 'nothing decided yet'."""
    if not record or not record.total:
        return str(_("nothing decided yet"))
    said = [
        (record.approved, ngettext("%d approved", "%d approved", record.approved)),
        (record.refused, ngettext("%d refused", "%d refused", record.refused)),
        (record.spam, ngettext("%d spam", "%d spam", record.spam)),
    ]
    return " · ".join(words % number for number, words in said if number)


def _has_open_appeal(comment):
    return hasattr(comment, "appeal") and not comment.appeal.outcome


def _marks(comment):
    """(code, words) of each mark of the card."""
    yield comment.status, comment.get_status_display()
    if comment.flagged:
        yield "flagged", _("flagged: %d") % comment.flagged
    if comment.open_appeal:
        yield "appeal", _("appeal")
    if comment.picked_at:
        yield "picked", _("picked")
    if comment.edited_at:
        yield "edited", _("changed by its author")


def address_of(comment, kept=""):
    """The page of one comment; `kept`: the filters of the list it was opened from."""
    address = reverse("admin:articles_comment_change", args=[comment if isinstance(comment, int) else comment.pk])
    return f"{address}?{urlencode({'_changelist_filters': kept})}" if kept else address
