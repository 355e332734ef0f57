from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User

from articles.admin.base import refuse_nul


class AccountAdmin(UserAdmin):
    """Accounts are made inactive, never deleted: with a person would go the record of what they did."""

    list_display = ["username", "first_name", "last_name", "email", "is_active", "last_login"]

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        refuse_nul(request)
        return super().changelist_view(request, extra_context)


admin.site.unregister(User)
admin.site.register(User, AccountAdmin)
