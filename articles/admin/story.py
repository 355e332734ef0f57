import json

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csp import csp_override

from articles.admin.base import WorkflowAdmin
from articles.admin.story_autosave import StoryAutosave
from articles.admin.story_bulk import StoryBulk
from articles.admin.story_checklist import StoryChecklist
from articles.admin.story_conflict import StoryConflict
from articles.admin.story_corrections import StoryCorrections
from articles.admin.story_history import StoryHistory
from articles.admin.story_list import StoryColumns
from articles.admin.story_lock import StoryLock
from articles.admin.story_notes import StoryNotes
from articles.admin.story_places import StoryPlaces
from articles.admin.story_preview import StoryPreview
from articles.admin.story_state import state_of, zone
from articles.admin.story_translations import StoryTranslations
from articles.forms.editor import EDITOR_POLICY
from articles.forms.image import UploadForm
from articles.forms.story import StoryForm
from articles.lib.keys import is_key
from articles.lib.reading import PACE, minutes, word_count
from articles.models import Author, Story
from articles.workflow import notes, publishing, second_reader
from articles.workflow.errors import Conflict, Refused, Vanished
from articles.workflow.moves import may, may_write, moves_for, sees_all

# The buttons of the save row, in their order: the move, its words, what is said when it is done.
MOVES = {
    "submit": (gettext_lazy("Submit for review"), gettext_lazy("Submitted: an editor will read it.")),
    "take_back": (gettext_lazy("Take back from review"), gettext_lazy("Taken back: it is a draft again.")),
    "approve": (gettext_lazy("Approve"), gettext_lazy("Approved.")),
    "request_changes": (gettext_lazy("Request changes"), gettext_lazy("Changes requested.")),
    "publish": (gettext_lazy("Publish"), gettext_lazy("Published.")),
    "schedule": (gettext_lazy("Schedule"), gettext_lazy("Scheduled.")),
    "relist": (gettext_lazy("Put back on the lists"), gettext_lazy("Back on the lists.")),
    "archive": (gettext_lazy("Archive"), gettext_lazy("Archived: off the lists, still read at its address.")),
    "unpublish": (gettext_lazy("Unpublish"), gettext_lazy("Readers can no longer see it.")),
}
# Those that take a story away from readers stand apart.
AWAY = ("archive", "unpublish")
# What goes with a move and is no part of the draft.
KEPT = ("note", "reason", "change", "correction", "publish_at")


@admin.register(Story)
class StoryAdmin(
    StoryCorrections,
    StoryBulk,
    StoryColumns,
    StoryNotes,
    StoryChecklist,
    StoryPlaces,
    StoryTranslations,
    StoryPreview,
    StoryAutosave,
    StoryLock,
    StoryHistory,
    StoryConflict,
    WorkflowAdmin,
):
    form = StoryForm
    refusals = (Refused,)
    change_form_template = "admin/articles/story/change_form.html"

    def get_fieldsets(self, request, obj=None):
        """Not the attribute: its check refuses links with rows of their own, which this form writes itself."""
        planning = ["embargo_until", "expires_at"]
        if "schedule" in moves_for(request.user, obj):
            planning.insert(0, "publish_at")
        return [
            (None, {"fields": ["kicker", "headline", "standfirst", "body"]}),
            (_("Picture and signatures"), {"fields": ["lead_image", "authors"]}),
            (_("Where it belongs"), {"fields": ["kind", "section", "primary_region", "no_region", "regions", "tags"]}),
            (_("Address"), {"fields": ["language", "slug"]}),
            (_("Times and comments"), {"fields": [*planning, "comments_open"], "description": zone()}),
        ]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.move = pressed(request)
        # What was typed for a move that was refused stands in the form again.
        form.kept = request.session.pop(kept_under(obj.pk), {}) if obj and request.method == "GET" else {}
        return form

    def get_changeform_initial_data(self, request):
        """A new story is signed by the one who writes it, when the account has a name to sign with."""
        return {"authors": list(Author.objects.filter(user=request.user).values_list("pk", flat=True))}

    # Who may what

    def get_queryset(self, request):
        stories = super().get_queryset(request)
        return stories if sees_all(request.user) else stories.filter(owner=request.user)

    def has_module_permission(self, request):
        return may_write(request.user)

    def has_view_permission(self, request, obj=None):
        return may_write(request.user, obj)

    def has_change_permission(self, request, obj=None):
        return may_write(request.user, obj)

    def has_add_permission(self, request):
        return may_write(request.user)

    def has_delete_permission(self, request, obj=None):
        """What readers have seen is withdrawn, never deleted."""
        return request.user.is_superuser and (obj is None or obj.published_at is None)

    # Writing

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Nobody presses a button that is not there: what was forged is not even read."""
        move = pressed(request)
        if move and not may(request.user, move):
            raise PermissionDenied(f"{request.user} may not {move} a story")
        return super().changeform_view(request, object_id, form_url, extra_context)

    @method_decorator(csp_override(EDITOR_POLICY))
    def add_view(self, request, form_url="", extra_context=None):
        return self.changeform_view(request, None, form_url, extra_context)

    @method_decorator(csp_override(EDITOR_POLICY))
    def change_view(self, request, object_id, form_url="", extra_context=None):
        if request.method == "POST" and self.get_object(request, object_id) is None:
            if is_key(object_id) and Story.objects.filter(pk=object_id).exists():
                raise PermissionDenied(f"{request.user} may not write in story {object_id}")
            return self._rescue(request)
        return self.changeform_view(request, object_id, form_url, extra_context)

    def _rescue(self, request):
        """The story vanished between form and post: its words come back in the form of a new one."""
        request.refusal = Vanished()
        response = self.changeform_view(request, None, reverse("admin:articles_story_add"))
        response.status_code = 404
        return response

    def save_model(self, request, obj, form, change):
        """The words are filed; now the move whose button was pressed. A refused move keeps the draft."""
        move = pressed(request)
        if move is None:
            form.say_note(obj, request.user)
            self._tell_unheard(request, obj, form)
            if form.cleaned_data.get("correction"):
                request.session[kept_under(obj.pk)] = {name: request.POST[name] for name in ("change", "correction")}
            return self._tell(request, _("The draft is saved."))
        try:
            self._make(move, obj, form, request.user)
        except Refused as refusal:
            request.session[kept_under(obj.pk)] = {name: request.POST.get(name, "") for name in KEPT}
            self._tell(request, _("The draft is saved."))
            told = _("%(move)s: %(refusal)s") % {"move": MOVES[move][0], "refusal": refusal}
            self.message_user(request, told, messages.ERROR)
        else:
            self._tell(request, MOVES[move][1])
            self._tell_unheard(request, obj, form)

    def _tell(self, request, words):
        """What was sent is filed: the browser's own copy of it can go (static/js/desk/keep.js looks for the tag)."""
        self.message_user(request, words, messages.SUCCESS, extra_tags="filed")

    def _tell_unheard(self, request, story, form):
        for words in notes.unheard(story, form.cleaned_data["note"]):
            self.message_user(request, words, messages.WARNING)

    def _make(self, move, story, form, by):
        """Raises Refused, and PermissionDenied, which undoes the draft as well."""
        said = {"note": form.cleaned_data["note"]}
        if move == "schedule":
            said["at"] = form.cleaned_data.get("publish_at")
        if move == "unpublish":
            said["reason"] = form.cleaned_data["reason"]
        if move == "publish":
            said |= {name: form.cleaned_data.get(name, "") for name in ("change", "correction")}
        getattr(publishing, move)(story, by, **said)

    def response_add(self, request, obj, post_url_continue=None):
        return HttpResponseRedirect(reverse("admin:articles_story_change", args=[obj.pk]))

    def response_change(self, request, obj):
        return self.response_add(request, obj)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["state"] = state_of(obj, context["adminform"].form.draft) if obj else None
        fit = moves_for(request.user, obj)
        draft = context["adminform"].form.draft
        if "approve" in fit and second_reader.bars_approval(obj, request.user, draft.data if draft else {}):
            fit = [move for move in fit if move != "approve"]
        offered = [(move, MOVES[move][0]) for move in MOVES if move in fit]
        context["moves"] = [(move, words) for move, words in offered if move not in AWAY]
        context["away"] = [(move, words) for move, words in offered if move in AWAY]
        context["length"] = length_of(context["adminform"].form)
        if request.user.has_perm("articles.add_image"):
            context["upload"] = UploadForm(prefix="picture")
        response = super().render_change_form(request, context, add, change, form_url, obj)
        if isinstance(getattr(request, "refusal", None), Conflict):
            response.status_code = 409
        return response


def length_of(form):
    """What templates/admin/articles/story/length.html prints, before the script counts on."""
    words = word_count(str(form["body"].value() or ""))
    return {"words": words, "minutes": minutes(words, form["language"].value()), "paces": json.dumps(PACE)}


def kept_under(key):
    return f"kept {key}"


def pressed(request):
    """The move whose button was pressed, None for a plain save."""
    return next((move for move in MOVES if f"_{move}" in request.POST), None)
