"""The list of comments: each a card with its words whole and all that a decision needs. Constant queries."""

from django.contrib import admin
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from articles.admin import comment_undo
from articles.admin.comment_bulk import CommentBulk
from articles.admin.comment_filters import FILTERS, CommentList
from articles.lib.defences import explain
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
        """The page shown, with flags, regions and histories: five queries for all of its rows."""
        changelist = super().get_changelist_instance(request)
        listed = list(comment_context.with_everything(changelist.result_list))
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
        comment.writer = comment.person or people.get(email)
        comment.verified = bool(comment.person and comment.person.verified_at)
        comment.open_appeal = getattr(comment, "appeal", None) if _has_open_appeal(comment) else None
        comment.marks = list(_marks(comment))


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
