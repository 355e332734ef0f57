"""Words that are saved while they are typed: what the scripts of the story form post to."""

from uuid import NAMESPACE_URL, uuid5

from django.contrib import admin
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import transaction
from django.http import JsonResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.admin.door import door, refusal, story_to_write
from articles.admin.story_state import state_of
from articles.forms.story_partial import sound_data
from articles.models import Story
from articles.queries.history import Kind, latest_word
from articles.templatetags.newsroom import desk_time
from articles.workflow import locks, publishing, revisions
from articles.workflow.errors import Conflict, Refused

NEEDED = {"headline", "body", "basis"}  # a form that was cut off on its way empties no field
LONGEST_SITTING = 100


class StoryAutosave(admin.ModelAdmin):
    def get_urls(self):
        return [
            path("autosave/", door(self, self.autosave_view), name="articles_story_autosave_new"),
            path("<int:key>/autosave/", door(self, self.autosave_view), name="articles_story_autosave"),
            *super().get_urls(),
        ]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["doors"] = doors(obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def autosave_view(self, request, key=None):
        """POST: the fields of the form. `explicit`: as the button saves; else by itself, which needs the lock.

        200: {basis, words, saved_at, problems, state, doors}. 400, 401, 403, 404, 409, 413, 422, 423: {words}.
        """
        if not request.POST.keys() >= NEEDED:
            raise BadRequest("fields are missing")
        explicit = "explicit" in request.POST
        if key is None:
            return self._begin_story(request, explicit)
        story = story_to_write(self, request, key)
        if not explicit:
            locks.insist(story, request.user, was_mine="held" in request.POST)
        return self._save_words(request, story, request.POST["basis"], explicit)

    def _begin_story(self, request, explicit):
        """The first words of a new story. Sent twice (an answer got lost), they start one story all the same."""
        if not self.has_add_permission(request):
            raise PermissionDenied(f"{request.user} may not write stories")
        group = sitting(request)
        mine = Story.objects.filter(owner=request.user, translation_group=group)
        if story := mine.first():
            return self._go_on_story(request, story, explicit)
        form = self._form_of(request, None)
        data, problems = sound_data(form)
        if not data["headline"] or not data["slug"] or (explicit and form.errors):
            return refusal(422, _("It is saved as soon as it has a headline."), problems=problems)
        try:
            story = revisions.start(data, request.user, automatic=not explicit, translation_group=group)
        except Refused:
            if story := mine.first():
                return self._go_on_story(request, story, explicit)
            raise
        locks.hold(story, request.user)
        return saved(story, revisions.working_draft(story), problems)

    def _go_on_story(self, request, story, explicit):
        draft = revisions.working_draft(story)
        on = revisions.basis(story, draft) if draft and draft.by_id == request.user.pk else ""
        return self._save_words(request, story, on, explicit)

    def _save_words(self, request, story, on, explicit):
        form = self._form_of(request, story)
        if explicit and form.errors:
            return refusal(422, _("Something in the form is wrong."), problems=[])
        former = revisions.contents(form.draft) if form.draft else revisions.snapshot(story)
        data, problems = sound_data(form, former)
        write = revisions.save_draft if explicit else revisions.autosave
        try:
            with transaction.atomic():
                draft = write(story, data, request.user, on=on)
                if explicit and "reviewer" in request.POST:
                    publishing.assign(story, form.cleaned_data["reviewer"], request.user)
                return saved(revisions.lock(story), draft, problems)
        except Conflict:
            return refusal(409, in_conflict(story))

    def _form_of(self, request, story):
        return self.get_form(request, story, change=story is not None)(request.POST, request.FILES, instance=story)


def doors(story):
    """The addresses the scripts need, once the story has them."""
    if story is None:
        return {"save": reverse("admin:articles_story_autosave_new")}
    names = {"save": "autosave", "lock": "lock", "page": "change"}
    found = {door: reverse(f"admin:articles_story_{name}", args=[story.pk]) for door, name in names.items()}
    return {"key": story.pk, **found}


def saved(story, draft, problems):
    """What the page goes on with. The caller holds the story, so that the basis is what was just written."""
    state = state_of(story, draft)
    now = timezone.localtime()
    place = timezone.get_current_timezone_name().rpartition("/")[2].replace("_", " ")
    words = _("Saved at %(time)s (%(place)s)") % {"time": date_format(now, "TIME_FORMAT"), "place": place}
    answer = {"basis": revisions.basis(story, draft), "saved_at": now.isoformat(), "words": words, "problems": problems}
    state = {"words": str(state.words), "remarks": [str(remark) for remark in state.remarks]}
    return JsonResponse(answer | {"state": state, "doors": doors(story)})


def in_conflict(story):
    """Who was faster, and what to do now."""
    latest = latest_word(story)
    if latest and latest.kind == Kind.PUBLISHED:
        told = _("This story was published meanwhile.")
    elif latest:
        who = {"name": latest.by or "—", "time": desk_time(latest.saved_at)}
        told = _("%(name)s saved this story on %(time)s.") % who
    else:
        told = _("Somebody else changed this story meanwhile.")
    return f"{told} {_('Nothing was overwritten. “Save draft” shows both versions, for you to choose.')}"


def sitting(request):
    """The translation group of a story begun in this tab: derived from the key it sends, never taken as sent.

    So nobody can make a new story the translation of somebody else's.
    """
    key = request.POST.get("sitting", "")
    if not 0 < len(key) <= LONGEST_SITTING:
        raise BadRequest("no sitting")
    return uuid5(NAMESPACE_URL, f"story {request.user.pk} {key}")
