"""Accounts and roles: what each may do, and who changed that."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin
from django.contrib.auth.models import Group

from articles.admin.base import DeskAdmin
from articles.admin.history import TrailAdmin
from articles.workflow.rights import record_changes, rights_of


class RightsAdmin(TrailAdmin):
    """A change of rights is a line of its own in the trail, from what to what."""

    untold = ("groups", "user_permissions", "is_active", "is_staff", "is_superuser", "permissions")

    def save_model(self, request, obj, form, change):
        request.rights_before = rights_of(obj) if change else {}
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        """The last step of saving: only now the groups and permissions are there."""
        super().save_related(request, form, formsets, change)
        record_changes(form.instance, request.rights_before, request.user)


class RoleAdmin(RightsAdmin, DeskAdmin, GroupAdmin):
    """What a role may do. The roles of the newsroom itself keep at least what they began with (foundations).

    For superusers alone: whoever could write rights into a role could write them into their own.
    """

    def has_change_permission(self, request, obj=None):
        return request.user.is_superuser

    def has_add_permission(self, request):
        return request.user.is_superuser

    has_view_permission = has_delete_permission = has_change_permission


admin.site.unregister(Group)
admin.site.register(Group, RoleAdmin)
