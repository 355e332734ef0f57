"""For whoever may moderate, and nobody else: what the lists around the comments have in common."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied


class ForModerators(admin.ModelAdmin):
    def has_moderate_permission(self, request, obj=None):
        return request.user.has_perm("articles.moderate_comment")

    has_module_permission = has_view_permission = has_moderate_permission
    has_change_permission = has_delete_permission = has_moderate_permission

    def has_add_permission(self, request):
        return self.has_moderate_permission(request)

    def refuse_stranger(self, request):
        if not self.has_moderate_permission(request):
            raise PermissionDenied(f"{request.user} may not moderate comments")
