"""The notes of a story: a page of their own, and the open ones beside the text."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from articles.forms.note import NoteForm
from articles.lib.keys import is_key
from articles.models import Note
from articles.workflow import notes
from articles.workflow.errors import Refused
from articles.workflow.moves import may_write

BESIDE = 3  # open notes that the story form shows


class StoryNotes(admin.ModelAdmin):
    def get_urls(self):
        page = self.admin_site.admin_view(self.notes_view)
        return [path("<int:key>/notes/", page, name="articles_story_notes"), *super().get_urls()]

    def notes_view(self, request, key):
        """GET: the threads. POST: a note, an answer (`answer`), or a thread closed or opened (`close`, `open`)."""
        story = self._story_of(request, key)
        form = NoteForm(request.POST if "body" in request.POST else None)
        if request.method == "POST" and self._noted(request, story, form):
            return HttpResponseRedirect(request.path)
        context = self.admin_site.each_context(request) | {
            "title": _("Notes"),
            "opts": self.opts,
            "story": story,
            "threads": notes.threads(story),
            "form": form,
            "answered": request.POST.get("answer", ""),
        }
        status = 422 if request.method == "POST" else 200
        return TemplateResponse(request, "admin/articles/story/notes.html", context, status=status)

    def _story_of(self, request, key):
        story = self.get_object(request, str(key))
        if story is None:
            if self.model.objects.filter(pk=key).exists() or not may_write(request.user):
                raise PermissionDenied(f"{request.user} may not read the notes of story {key}")
            raise Http404("story")
        if not may_write(request.user, story):
            raise PermissionDenied(f"{request.user} may not read the notes of story {key}")
        return story

    def _noted(self, request, story, form):
        """Whether the post was carried out; a refusal is said in the form."""
        for word, done in (("close", True), ("open", False)):
            if word in request.POST:
                notes.resolve(self._note(story, request.POST[word]), request.user, done)
                return True
        if not form.is_valid():
            return False
        answered = request.POST.get("answer")
        try:
            notes.add(story, request.user, form.cleaned_data["body"], self._note(story, answered) if answered else None)
        except Refused as refusal:
            form.add_error("body", str(refusal))
            return False
        self.message_user(request, _("The note is filed."), messages.SUCCESS)
        for words in notes.unheard(story, form.cleaned_data["body"]):
            self.message_user(request, words, messages.WARNING)
        return True

    def _note(self, story, key):
        if not is_key(key):
            raise Http404("note")
        return get_object_or_404(Note.objects.select_related("parent"), pk=key, story=story)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            waiting = notes.threads(obj).filter(resolved_at=None)
            context["open_notes"] = list(waiting.order_by("-created_at", "-pk")[:BESIDE])
            context["notes_url"] = reverse("admin:articles_story_notes", args=[obj.pk])
        return super().render_change_form(request, context, add, change, form_url, obj)
