"""One comment at a time: what it says and to whom, who wrote it, the buttons, and then the next one."""

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.http import HttpResponseNotAllowed, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.admin import comment_undo
from articles.admin.base import refuse_nul
from articles.admin.comment_list import address_of, describe
from articles.forms.moderation import RefusalForm
from articles.models import Comment
from articles.queries import comment_context
from articles.queries import comment_queue as queue
from articles.workflow import moderation
from articles.workflow.claiming import Overtaken, other_moderators
from articles.workflow.errors import Refused

Status = Comment.Status
FILTERS = "_changelist_filters"

# The buttons that change the state: their words, the state they give, the key that presses them.
DECISIONS = {
    "approve": (gettext_lazy("Approve"), Status.APPROVED, "a"),
    "refuse": (gettext_lazy("Refuse"), Status.REFUSED, "r"),
    "spam": (gettext_lazy("Spam"), Status.SPAM, "s"),
    "reopen": (gettext_lazy("Back into the queue"), Status.PENDING, ""),
}
PRESSED = [*DECISIONS, "keep", "dismiss", "pick", "unpick"]


class Walk:
    """The list that one walks through comment by comment, and where in it one stands."""

    def __init__(self, desk, request, key, query):
        self.desk, self.request, self.key, self.query = desk, request, key, query

    @cached_property
    def keys(self):
        """At most four queries."""
        asked = queue.asked(QueryDict(self.query).dict())
        # `refuse_nul` does not look into filters that are kept.
        term = QueryDict(self.query).get("q", "").replace("\0", "")
        comments, _many = self.desk.get_search_results(self.request, Comment.objects.all(), term)
        return queue.in_order(queue.listed(comments, asked, queue.open_appeals(), queue.regions()))

    @property
    def number(self):
        return self.keys.index(self.key) + 1 if self.key in self.keys else 0

    @property
    def total(self):
        return f"{queue.MOST}+" if len(self.keys) >= queue.MOST else str(len(self.keys))

    @property
    def next(self):
        """The key of the one after this, of the first one at the end of the list; None when there is no other."""
        after = self.keys[self.number :] if self.number else self.keys
        return next((key for key in [*after, *self.keys] if key != self.key), None)


class CommentTriage(admin.ModelAdmin):
    change_form_template = "admin/articles/comment/change_form.html"

    def get_urls(self):
        own = [
            path("queue/", self.admin_site.admin_view(self.queue_view), name="articles_comment_queue"),
            path("undo/", self.admin_site.admin_view(self.undo_view), name="articles_comment_undo"),
        ]
        return [*own, *super().get_urls()]

    # Where to go

    def queue_view(self, request):
        """The first comment of the list with these filters; the list itself when it is empty."""
        self.refuse_stranger(request)
        refuse_nul(request)
        walk = Walk(self, request, None, request.GET.urlencode())
        return self._to(request, walk.next, walk.query)

    def _to(self, request, key, query):
        if key is not None:
            return HttpResponseRedirect(address_of(key, query))
        self.message_user(request, _("Nothing else waits here."), messages.INFO)
        return HttpResponseRedirect(f"{reverse('admin:articles_comment_changelist')}?{query}")

    def _walk(self, request, comment):
        return Walk(self, request, comment.pk, request.GET.get(FILTERS, "")[:500])

    # One comment

    def change_view(self, request, object_id, form_url="", extra_context=None):
        self.refuse_stranger(request)
        refuse_nul(request)
        comment = self.comment_of(request, object_id)
        if comment is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if request.method == "POST":
            return self._act(request, comment)
        return self._show(request, comment, RefusalForm(initial={"refusal": comment.refusal}))

    def comment_of(self, request, key):
        found = self.get_object(request, unquote(key))
        if found is None:
            return None
        [comment] = comment_context.with_everything(Comment.objects.filter(pk=found.pk)) or [None]
        return comment

    def _act(self, request, comment):
        """Does what the pressed button says, and goes on to the next comment."""
        pressed = next((name for name in PRESSED if f"_{name}" in request.POST), None)
        walk = self._walk(request, comment)
        here = HttpResponseRedirect(address_of(comment, walk.query))
        following = walk.next  # before the decision takes this one out of the list
        form = RefusalForm(request.POST)
        if pressed is None or (pressed == "refuse" and not form.is_valid()):
            return self._show(request, comment, form, 422) if pressed else here
        try:
            step = self._do(request, comment, pressed, form)
        except Overtaken as told:
            self.message_user(request, str(told), messages.WARNING)
            if pressed == "refuse" and form.cleaned_data["message"]:  # what was typed stays in the form
                return self._show(request, self.comment_of(request, str(comment.pk)), form, 409)
            return here
        except Refused as told:
            if pressed == "refuse":  # the words that were typed stay in the form
                form.add_error(None, str(told))
                return self._show(request, comment, form, 422)
            self.message_user(request, str(told), messages.ERROR)
            return here
        if step is None:
            self.message_user(request, _("Picked.") if pressed == "pick" else _("No longer picked."), messages.SUCCESS)
            return here
        self._tell(request, step)
        return self._to(request, following, walk.query)

    def _do(self, request, comment, pressed, form):
        """The Step of a decision; None of what leaves the comment where it is."""
        on = request.POST.get("seen", "")
        match pressed:
            case "keep":
                return moderation.keep(comment, request.user, on=on)
            case "dismiss":
                return moderation.dismiss(comment, request.user, on=on)
            case "pick" | "unpick":
                return moderation.pick(comment, request.user, picked=pressed == "pick")
        said = form.cleaned_data if pressed == "refuse" else {}
        return moderation.decide_one(comment, DECISIONS[pressed][1], request.user, on=on, **said)

    def _tell(self, request, step):
        comment_undo.remember(request, [step])
        if step.mailed is False:
            told = _("No mail was sent: this address gets none, or got one within the hour.")
            self.message_user(request, told, messages.WARNING)

    # Taking back

    def undo_view(self, request):
        """POST: the last decision of this person, or the last choice of many."""
        self.refuse_stranger(request)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        steps = comment_undo.take(request)
        number, refusals = moderation.undo(steps, request.user)
        if not steps:
            self.message_user(request, _("There is nothing left to undo."), messages.WARNING)
        for why in dict.fromkeys(refusals):
            self.message_user(request, why, messages.WARNING)
        if number:
            self.message_user(request, ngettext("Undone: %d comment.", "Undone: %d comments.", number) % number)
        query = request.GET.get(FILTERS, "")[:500]
        if len(steps) == 1:
            return HttpResponseRedirect(address_of(steps[0].key, query))
        return HttpResponseRedirect(f"{reverse('admin:articles_comment_changelist')}?{query}")

    # Showing

    def _show(self, request, comment, form, code=200):
        describe([comment])
        walk = self._walk(request, comment)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Comment by %s") % comment.name if comment.name else _("Withdrawn comment"),
            "opts": self.opts,
            "original": comment,
            "comment": comment,
            "around": comment_context.context_of(comment),
            "walk": walk,
            "next": walk.next and address_of(walk.next, walk.query),
            "kept": walk.query,
            "form": form,
            "buttons": [
                (name, words, key) for name, (words, status, key) in DECISIONS.items() if _fits(comment, status)
            ],
            "colleague": self._colleague(request, comment),
            "undoable": comment_undo.told(request),
            "has_delete_permission": self.has_delete_permission(request, comment),
        }
        return TemplateResponse(request, self.change_form_template, context, status=code)

    def _colleague(self, request, comment):
        """Who may answer an appeal against a decision of one's own; None when there is nobody, or no need."""
        if comment.open_appeal and comment.decided_by_id == request.user.pk:
            return other_moderators(request.user).first()
        return None


def _fits(comment, status):
    return comment.status in moderation.DECISIONS[status]
