"""Two people saved one story: both versions, word by word, and a choice that loses neither."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.forms.story_partial import sound_data
from articles.queries.differences import differences
from articles.workflow import revisions


class StoryConflict(admin.ModelAdmin):
    """A save that came second: both versions, and what to do with them. Works without a script."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        asked = request.method == "POST" and object_id and "_take_theirs" in request.POST
        aside = self._put_aside(request, object_id) if asked else None
        return aside or super().changeform_view(request, object_id, form_url, extra_context)

    def _put_aside(self, request, object_id):
        """The text that was sent goes to the history, and the page opens with the other. None: it is not valid."""
        story = self.get_object(request, object_id)
        if story is None:
            return None
        if not self.has_change_permission(request, story):
            raise PermissionDenied(f"{request.user} may not write in story {object_id}")
        form = self.get_form(request, story, change=True)(request.POST, request.FILES, instance=story)
        if form.errors:
            return None
        revisions.set_aside(story, form.revision_data(), request.user)
        self.message_user(request, _("This is their version. Yours is in the history."), messages.SUCCESS, "filed")
        return HttpResponseRedirect(reverse("admin:articles_story_change", args=[story.pk]))

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        form = context["adminform"].form
        if form.conflict:
            theirs = revisions.contents(form.draft) if form.draft else revisions.snapshot(obj)
            mine, _problems = sound_data(form, theirs)
            context["changes"] = differences(theirs, revisions.tidied(mine))
        return super().render_change_form(request, context, add, change, form_url, obj)
