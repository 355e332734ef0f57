"""The comments at the desk. A reader's words are never changed here: they are decided about."""

from django.contrib import admin

from articles.admin.base import DeskAdmin
from articles.admin.comment_figures import CommentFigures
from articles.admin.comment_list import CommentCards
from articles.admin.comment_people import CommentPeople
from articles.admin.comment_triage import CommentTriage
from articles.admin.moderating import ForModerators
from articles.models import Comment
from articles.workflow import erasure


@admin.register(Comment)
class CommentAdmin(CommentFigures, CommentPeople, CommentTriage, CommentCards, ForModerators, DeskAdmin):
    """comment_list.py: the queue; comment_triage.py: one at a time; comment_people.py: who wrote it."""

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return request.user.is_superuser

    def delete_model(self, request, obj):
        """First it goes as its author would take it away: the number of its story, and its thread, stay right."""
        erasure.erase_comment(obj)
        super().delete_model(request, obj)
