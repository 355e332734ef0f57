from django.contrib import admin, messages
from django.contrib.admin import ActionLocation
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.admin.base import DeskAdmin
from articles.admin.story_state import local
from articles.lib.spam import explain
from articles.models import Comment
from articles.workflow.moderation import decide

Status = Comment.Status

# The buttons of the save row and the bulk actions: their words, the state they give.
DECISIONS = {
    "approve": (_("Approve"), Status.APPROVED),
    "refuse": (_("Refuse"), Status.REFUSED),
    "spam": (_("Spam"), Status.SPAM),
}


class QueueFilter(admin.SimpleListFilter):
    """Without a word the list is the queue: what is waiting."""

    title = _("status")
    parameter_name = "status"

    def lookups(self, request, model_admin):
        return [*Status.choices, ("all", _("all"))]

    def value(self):
        return super().value() or Status.PENDING.value

    def queryset(self, request, queryset):
        return queryset.filter(status=self.value()) if self.value() in Status.values else queryset

    def choices(self, changelist):
        for value, words in self.lookup_choices:
            link = changelist.get_query_string({self.parameter_name: value})
            yield {"selected": self.value() == value, "query_string": link, "display": words}


@admin.register(Comment)
class CommentAdmin(DeskAdmin):
    list_display = ["words", "page", "person", "state", "why", "created_at"]
    list_display_links = ["words"]
    list_filter = [QueueFilter, "created_at"]
    list_select_related = ["story"]
    search_fields = ["body", "name", "email"]
    ordering = ["created_at", "pk"]
    actions = ["approve", "refuse", "spam"]
    change_form_template = "admin/articles/comment/change_form.html"
    fields = readonly_fields = ["text", "page", "person", "website", "state", "why", "created_at", "decided"]

    # Who may what

    def has_moderate_permission(self, request, obj=None):
        return request.user.has_perm("articles.moderate_comment")

    has_module_permission = has_view_permission = has_change_permission = has_moderate_permission

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return request.user.is_superuser

    def get_actions(self, request, action_location=ActionLocation.CHANGE_LIST):
        actions = super().get_actions(request, action_location)
        actions.pop("delete_selected", None)
        return actions

    # Deciding

    @admin.action(description=_("Approve the chosen comments"), permissions=["moderate"])
    def approve(self, request, queryset):
        self._decide(request, queryset, "approve")

    @admin.action(description=_("Refuse the chosen comments"), permissions=["moderate"])
    def refuse(self, request, queryset):
        self._decide(request, queryset, "refuse")

    @admin.action(description=_("File the chosen comments as spam"), permissions=["moderate"])
    def spam(self, request, queryset):
        self._decide(request, queryset, "spam")

    def _decide(self, request, comments, decision):
        words, status = DECISIONS[decision]
        number = decide(comments, status, request.user)
        done = ngettext("%(words)s: %(n)d comment.", "%(words)s: %(n)d comments.", number)
        level = messages.SUCCESS if number else messages.WARNING
        self.message_user(request, done % {"words": words, "n": number}, level)

    def save_model(self, request, obj, form, change):
        """Nothing in the form can be changed: only a decision can be taken."""
        pressed = next((decision for decision in DECISIONS if f"_{decision}" in request.POST), None)
        if pressed:
            self._decide(request, Comment.objects.filter(pk=obj.pk), pressed)

    def log_change(self, request, obj, message):
        """The workflow records it, in the transaction that does it."""

    def response_change(self, request, obj):
        return HttpResponseRedirect(reverse("admin:articles_comment_changelist"))

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["decisions"] = [(key, words) for key, (words, status) in DECISIONS.items() if status != obj.status]
        return super().render_change_form(request, context, add, change, form_url, obj)

    # Showing

    @admin.display(description=_("comment"), ordering="created_at")
    def words(self, comment):
        return Truncator(comment.body).chars(240)

    @admin.display(description=_("comment"))
    def text(self, comment):
        return format_html('<div class="comment-text">{}</div>', comment.body)

    @admin.display(description=_("story"))
    def page(self, comment):
        if not comment.story.is_public:
            return comment.story.headline
        return format_html('<a href="{}">{}</a>', comment.story.get_absolute_url(), comment.story.headline)

    @admin.display(description=_("reader"))
    def person(self, comment):
        return format_html("{}<br>{}", comment.name, comment.email)

    @admin.display(description=_("status"), ordering="status")
    def state(self, comment):
        return comment.get_status_display()

    @admin.display(description=_("why it is held"))
    def why(self, comment):
        return format_html_join("", "{}<br>", ((reason,) for reason in explain(comment.reasons))) or None

    @admin.display(description=_("decided"))
    def decided(self, comment):
        if comment.decided_by is None:
            return self.get_empty_value_display()
        return f"{comment.decided_by}, {local(comment.decided_at)}"
