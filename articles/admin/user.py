from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import ReadOnlyPasswordHashWidget
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.forms import CheckboxSelectMultiple
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles.admin.base import refuse_nul
from articles.admin.rights import RightsAdmin
from articles.forms.account import InvitationForm, RolesField
from articles.workflow import accounts, guesses
from articles.workflow.errors import Refused

# Rights are given by those who hold them all.
RIGHTS = ("is_superuser", "is_staff", "groups", "user_permissions")
OPEN = ("is_active", "is_staff")  # an account that comes in is both


class Act:
    """A button of an account: what is said on it and afterwards, when it is offered, and to whom."""

    def __init__(self, label, done, run, offered, superuser=False):
        self.label, self.done, self.run, self.offered, self.superuser = label, done, run, offered, superuser


ACTS = {
    "resend": Act(
        gettext_lazy("Send the invitation again"),
        gettext_lazy("The invitation was sent again; the old link does not work any more."),
        accounts.invite_again,
        accounts.is_invited,
    ),
    "revoke": Act(
        gettext_lazy("Take the invitation back"),
        gettext_lazy("The invitation was taken back."),
        accounts.take_back,
        accounts.is_invited,
    ),
    "unlock": Act(
        gettext_lazy("Lift the lock after wrong passwords"),
        gettext_lazy("The lock was lifted."),
        guesses.lift,
        guesses.is_locked,
    ),
    "end_sessions": Act(
        gettext_lazy("End all sessions"),
        gettext_lazy("All sessions of this account have ended."),
        accounts.end_sessions,
        lambda user: user.last_login is not None,
        superuser=True,
    ),
    "drop_factor": Act(
        gettext_lazy("Remove the second factor"),
        gettext_lazy("The second factor was removed: a new one has to be set up at the next login."),
        accounts.drop_second_factor,
        lambda user: user.authenticator_set.exists(),
        superuser=True,
    ),
}


class HashInWords(ReadOnlyPasswordHashWidget):
    """Django's says `disabled` on a <div>, which HTML has no word for."""

    def get_context(self, name, value, attrs):
        attrs = {key: said for key, said in (attrs or {}).items() if key != "disabled"}
        return super().get_context(name, value, attrs)


class AccountAdmin(RightsAdmin, UserAdmin):
    """Accounts are opened by invitation and made inactive, never deleted: with a person would go what they did."""

    trail_noun = "account"
    change_form_template = "admin/auth/user/account.html"
    change_list_template = "admin/auth/user/accounts.html"
    list_display = ["username", "first_name", "last_name", "email", "is_active", "last_login"]
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username", "password", "first_name", "last_name", "email")}),
        (gettext_lazy("Rights"), {"fields": ("is_active", "is_staff", "is_superuser", "groups")}),
        (gettext_lazy("Single rights"), {"fields": ("user_permissions",), "classes": ("collapse",)}),
        (gettext_lazy("Dates"), {"fields": readonly_fields}),
    )

    # Who may what

    def has_delete_permission(self, request, obj=None):
        return False

    def has_add_permission(self, request):
        """With a password at once: that another person knows it, is for whoever runs the place."""
        return request.user.is_superuser and request.user.is_active

    def has_change_permission(self, request, obj=None):
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or accounts.may_manage(request.user, obj))

    def get_readonly_fields(self, request, obj=None):
        return (*super().get_readonly_fields(request, obj), *(() if request.user.is_superuser else RIGHTS))

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        if obj and "password" in form.base_fields:
            form.base_fields["password"].widget = HashInWords()
        return form

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        ours = {"widget": CheckboxSelectMultiple}
        if db_field.name == "groups":
            ours["form_class"] = RolesField
        return super().formfield_for_manytomany(db_field, request, **kwargs | ours)

    def lookup_allowed(self, lookup, value, request):
        """Nobody filters by a piece of a password's hash."""
        return "password" not in lookup and super().lookup_allowed(lookup, value, request)

    def save_related(self, request, form, formsets, change):
        """Whoever is shut out is out: no session of theirs waits for the day they are let in again."""
        super().save_related(request, form, formsets, change)
        if any(name in form.changed_data and not form.cleaned_data[name] for name in OPEN):
            accounts.end_sessions(form.instance, request.user)

    def may_act(self, request, act, user):
        allowed = request.user.is_superuser if act.superuser else self.has_change_permission(request, user)
        return allowed and act.offered(user)

    # Pages

    def get_urls(self):
        view = self.admin_site.admin_view
        own = [
            path("invite/", view(self.invite_view), name="auth_user_invite"),
            path("<int:pk>/act/<str:name>/", view(self.act_view), name="auth_user_act"),
        ]
        return own + super().get_urls()

    def changelist_view(self, request, extra_context=None):
        refuse_nul(request)
        title = capfirst(self.opts.verbose_name_plural)
        ours = {"title": title, "may_invite": request.user.has_perm("auth.add_user")}
        return super().changelist_view(request, ours | (extra_context or {}))

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            context |= {"title": str(obj), "subtitle": None}
            context["acts"] = {name: act.label for name, act in ACTS.items() if self.may_act(request, act, obj)}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def invite_view(self, request):
        if not request.user.has_perm("auth.add_user"):
            raise PermissionDenied
        form = InvitationForm(request.POST or None, by=request.user)
        if request.method == "POST" and form.is_valid() and (user := form.save()):
            messages.success(request, _("The invitation is on its way to %s.") % user.email)
            return HttpResponseRedirect(reverse("admin:index"))
        context = self.admin_site.each_context(request) | {"form": form, "title": _("Invite"), "opts": self.opts}
        return TemplateResponse(request, "admin/auth/user/invite.html", context, status=422 if form.errors else 200)

    @method_decorator(require_POST)
    def act_view(self, request, pk, name):
        act, user = ACTS.get(name), self.get_object(request, str(pk))
        if act is None or user is None:
            raise Http404
        if not self.may_act(request, act, user):
            raise PermissionDenied
        try:
            act.run(user, request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, act.done)
        return HttpResponseRedirect(reverse("admin:auth_user_change", args=[pk]))


admin.site.unregister(User)
admin.site.register(User, AccountAdmin)
