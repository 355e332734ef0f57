"""What is done to several chosen stories at once: story by story, through the same doors as one by one."""

from functools import partial

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import ActionLocation
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME, ActionForm
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.lib.keys import is_key
from articles.models import Section
from articles.workflow import filing, publishing
from articles.workflow.errors import Refused
from articles.workflow.moves import may, may_write

AT_ONCE = 100
NAMED = 10
ACTIONS = ["submit", "assign_to_me", "move_to_section", "archive", "withdraw"]


class StoryActionForm(ActionForm):
    section = forms.ModelChoiceField(
        Section.objects.all(), required=False, label=gettext_lazy("section"), empty_label=gettext_lazy("section…")
    )


class StoryBulk(admin.ModelAdmin):
    actions = ACTIONS
    action_form = StoryActionForm

    # Who may what: an action that is not offered is not taken either

    def has_submit_permission(self, request):
        return may(request.user, "submit")

    def has_review_permission(self, request):
        return request.user.has_perm("articles.review_story")

    def has_write_permission(self, request):
        return may_write(request.user)

    def has_archive_permission(self, request):
        return may(request.user, "archive")

    def has_withdraw_permission(self, request):
        return may(request.user, "unpublish")

    def get_actions(self, request, action_location=ActionLocation.CHANGE_LIST):
        actions = super().get_actions(request, action_location)
        actions.pop("delete_selected", None)
        return actions if action_location == ActionLocation.CHANGE_LIST else {}

    def changelist_view(self, request, extra_context=None):
        action = request.POST.get("action")
        if action in ACTIONS and action not in self.get_actions(request):
            raise PermissionDenied(f"{request.user} may not {action} stories")
        self._refuse_others(request)
        return super().changelist_view(request, extra_context)

    def _refuse_others(self, request):
        """No page offers a choice of stories that this person does not see: whoever sends one has made it up."""
        keys = set(filter(is_key, request.POST.getlist(ACTION_CHECKBOX_NAME)))
        if not keys:
            return
        own = self.get_queryset(request).order_by().values("pk")
        if self.model.objects.filter(pk__in=keys).exclude(pk__in=own).exists():
            raise PermissionDenied(f"{request.user} may not choose stories of others")

    # The actions

    @admin.action(description=gettext_lazy("Submit for review"), permissions=["submit"])
    def submit(self, request, queryset):
        self._each(request, queryset, publishing.submit)

    @admin.action(description=gettext_lazy("I review them"), permissions=["review"])
    def assign_to_me(self, request, queryset):
        self._each(request, queryset, lambda story, by: publishing.assign(story, by, by))

    @admin.action(description=gettext_lazy("Move to the section…"), permissions=["write"])
    def move_to_section(self, request, queryset):
        chosen = request.POST.get("section", "")
        section = Section.objects.filter(pk=chosen).first() if is_key(chosen) else None
        if section is None:
            return self.message_user(request, _("Choose the section beside the action."), messages.ERROR)
        return self._each(request, queryset, lambda story, by: filing.move_to_section(story, section, by))

    @admin.action(description=gettext_lazy("Archive"), permissions=["archive"])
    def archive(self, request, queryset):
        self._each(request, queryset, publishing.archive)

    @admin.action(description=gettext_lazy("Withdraw…"), permissions=["withdraw"])
    def withdraw(self, request, queryset):
        """Asks first: readers lose them at once."""
        if "sure" in request.POST:
            reason = request.POST.get("reason", "")
            return self._each(request, queryset, partial(publishing.unpublish, reason=reason))
        chosen = self._chosen(request, queryset)
        return chosen and self._ask(request, chosen)

    def _ask(self, request, stories):
        context = {
            **self.admin_site.each_context(request),
            "title": _("Withdraw these stories?"),
            "opts": self.opts,
            "stories": stories,
            "lost": sum(story.is_public for story in stories),
            "checkbox": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "admin/articles/story/withdraw_several.html", context)

    def _chosen(self, request, queryset):
        """At most a hundred; more is a message."""
        chosen = list(queryset.defer("body", "html", "standfirst")[: AT_ONCE + 1])
        if len(chosen) <= AT_ONCE:
            return chosen
        self.message_user(request, _("At most %d stories at once: choose fewer.") % AT_ONCE, messages.ERROR)
        return None

    def _each(self, request, queryset, act):
        """One after the other, each in its own transaction; then says how many were done and why others were not."""
        done, refused = 0, []
        for story in self._chosen(request, queryset) or []:
            try:
                act(story, request.user)
                done += 1
            except Refused as refusal:
                refused.append((story, str(refusal)))
            except PermissionDenied:
                refused.append((story, _("You may not do this to this story.")))
        self._tell_outcome(request, done, refused)

    def _tell_outcome(self, request, done, refused):
        if done:
            self.message_user(request, ngettext("Done: %d story.", "Done: %d stories.", done) % done, messages.SUCCESS)
        for story, why in refused[:NAMED]:
            said = _("Not done: “%(headline)s”. %(why)s") % {"headline": story.headline[:90], "why": why}
            self.message_user(request, said, messages.WARNING)
        if (rest := len(refused) - NAMED) > 0:
            self.message_user(request, ngettext("Nor %d more.", "Nor %d more.", rest) % rest, messages.WARNING)
