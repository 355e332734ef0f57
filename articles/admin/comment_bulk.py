"""What is decided about several chosen comments at once, each as the moderator has seen it in the list."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import ActionLocation
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME, ActionForm
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.admin import comment_undo
from articles.lib.keys import is_key
from articles.models import Comment
from articles.workflow import moderation
from articles.workflow.errors import Refused

Status = Comment.Status
AT_ONCE = 500
NAMED = 5
ACTIONS = ["approve", "refuse", "spam", "keep"]


class CommentActionForm(ActionForm):
    refusal = forms.ChoiceField(
        choices=[("", gettext_lazy("reason…")), *Comment.Refusal.choices],
        required=False,
        label=gettext_lazy("reason of a refusal"),
    )


class CommentBulk(admin.ModelAdmin):
    actions = ACTIONS
    action_form = CommentActionForm

    def get_actions(self, request, action_location=ActionLocation.CHANGE_LIST):
        actions = super().get_actions(request, action_location)
        actions.pop("delete_selected", None)
        return actions if action_location == ActionLocation.CHANGE_LIST else {}

    def changelist_view(self, request, extra_context=None):
        if request.POST.get("action"):
            self.refuse_stranger(request)
        return super().changelist_view(request, extra_context)

    @admin.action(description=gettext_lazy("Approve the chosen comments"), permissions=["moderate"])
    def approve(self, request, queryset):
        self._decide(request, queryset, Status.APPROVED)

    @admin.action(description=gettext_lazy("Refuse the chosen comments…"), permissions=["moderate"])
    def refuse(self, request, queryset):
        self._decide(request, queryset, Status.REFUSED)

    @admin.action(description=gettext_lazy("File the chosen comments as spam"), permissions=["moderate"])
    def spam(self, request, queryset):
        self._decide(request, queryset, Status.SPAM)

    @admin.action(description=gettext_lazy("Keep the chosen comments that were flagged"), permissions=["moderate"])
    def keep(self, request, queryset):
        comments, saw = self._chosen(request, queryset)
        steps, others = moderation.keep_each(comments, request.user, on=saw)
        self._tell_outcome(request, steps, others)

    def _decide(self, request, queryset, status):
        comments, saw = self._chosen(request, queryset)
        refusal = request.POST.get("refusal", "")
        try:
            steps, others = moderation.decide_each(comments, status, request.user, on=saw, refusal=refusal)
        except Refused as why:
            return self.message_user(request, str(why), messages.ERROR)
        return self._tell_outcome(request, steps, others)

    def _chosen(self, request, queryset):
        """(the comments, {key: what was seen of each}); nothing of more than five hundred.

        Those that a colleague has decided meanwhile are no longer in the list: they are asked for by their keys, so
        that the outcome tells of them.
        """
        if request.POST.get("select_across") != "1":
            queryset = Comment.objects.filter(pk__in=request.POST.getlist(ACTION_CHECKBOX_NAME))
        comments = list(queryset.select_related(None)[: AT_ONCE + 1])
        if len(comments) > AT_ONCE:
            self.message_user(request, _("At most %d comments at once: choose fewer.") % AT_ONCE, messages.ERROR)
            return [], {}
        return comments, dict(_tokens(request))

    def _tell_outcome(self, request, steps, others):
        comment_undo.remember(request, steps)
        if steps:
            done = ngettext("Done: %d comment.", "Done: %d comments.", len(steps)) % len(steps)
            self.message_user(request, done, messages.SUCCESS)
        for why in list(dict.fromkeys(others))[:NAMED]:
            number = others.count(why)
            said = ngettext("%(n)d comment not decided: %(why)s", "%(n)d comments not decided: %(why)s", number)
            self.message_user(request, said % {"n": number, "why": why}, messages.WARNING)


def _tokens(request):
    """'12=pending:::0' -> (12, 'pending:::0'), of each row of the list that was sent."""
    for each in request.POST.getlist("seen"):
        key, _equals, token = each.partition("=")
        if is_key(key):
            yield int(key), token
