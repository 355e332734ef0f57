"""The corrections of a story: a page of their own, and what the story form asks before it publishes anew."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.forms.correction import CorrectionForm
from articles.queries.corrections import told_in
from articles.workflow.corrections import may_correct
from articles.workflow.errors import Refused


class StoryCorrections(admin.ModelAdmin):
    def get_urls(self):
        page = self.admin_site.admin_view(self.corrections_view)
        return [path("<int:key>/corrections/", page, name="articles_story_corrections"), *super().get_urls()]

    def corrections_view(self, request, key):
        """GET: what stands, and a form (?replace=12 chooses the one to replace). POST: one more."""
        story = self._story_to_correct(request, key)
        posted = request.POST if request.method == "POST" else None
        form = CorrectionForm(posted, story=story, initial={"supersedes": request.GET.get("replace")})
        if request.method == "POST" and self._corrected(request, form):
            return HttpResponseRedirect(request.path)
        context = self.admin_site.each_context(request) | {
            "title": _("Corrections"),
            "opts": self.opts,
            "story": story,
            "told": told_in(story.corrections.select_related("by")),
            "form": form,
        }
        status = 422 if request.method == "POST" else 200
        return TemplateResponse(request, "admin/articles/story/corrections.html", context, status=status)

    def _story_to_correct(self, request, key):
        """Only a story readers have seen has corrections; only who may publish speaks for the paper."""
        if not may_correct(request.user):
            raise PermissionDenied(f"{request.user} may not correct story {key}")
        story = self.get_object(request, str(key))
        if story is None or not was_public(story):
            raise Http404("story")
        return story

    def _corrected(self, request, form):
        """Whether it was added; a refusal is said in the form."""
        if not form.is_valid():
            return False
        try:
            form.save(request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return False
        self.message_user(request, _("The correction is public."), messages.SUCCESS)
        return True

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj and was_public(obj) and may_correct(request.user):
            context["corrections_url"] = reverse("admin:articles_story_corrections", args=[obj.pk])
            context["corrections_made"] = obj.corrections.count()
        return super().render_change_form(request, context, add, change, form_url, obj)


def was_public(story):
    return story.published_at is not None and story.published_at <= timezone.now()
