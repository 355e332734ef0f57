"""The comments at the desk. A reader's words are never changed here: they are decided about."""

from django.contrib import admin

from articles.admin.base import DeskAdmin
from articles.admin.comment_figures import CommentFigures
from articles.admin.comment_list import CommentCards
from articles.admin.comment_people import CommentPeople
from articles.admin.comment_triage import CommentTriage
from articles.models import Comment


@admin.register(Comment)
class CommentAdmin(CommentFigures, CommentPeople, CommentTriage, CommentCards, DeskAdmin):
    """comment_list.py: the queue; comment_triage.py: one at a time; comment_people.py: who wrote it."""

    def has_moderate_permission(self, request, obj=None):
        return request.user.has_perm("articles.moderate_comment")

    has_module_permission = has_view_permission = has_change_permission = has_moderate_permission

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return request.user.is_superuser
