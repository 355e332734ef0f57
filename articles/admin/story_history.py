"""The history of a story: its versions, the difference of any two, and one of them brought back."""

from django.contrib import admin, messages
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from articles.admin.door import story_to_write
from articles.lib.keys import is_key
from articles.models import Revision
from articles.queries.differences import differences
from articles.queries.history import trail, versions
from articles.workflow import restoring, revisions
from articles.workflow.errors import Conflict, Refused, Vanished

LIVE = "live"


class StoryHistory(admin.ModelAdmin):
    def get_urls(self):
        site = self.admin_site
        return [
            path("<int:key>/history/diff/", site.admin_view(self.diff_view), name="articles_story_diff"),
            path(
                "<int:key>/history/<int:revision>/restore/",
                site.admin_view(self.restore_view),
                name="articles_story_restore",
            ),
            *super().get_urls(),
        ]

    def history_view(self, request, object_id, extra_context=None):
        """?p= pages the versions, ?t= the trail."""
        if not is_key(object_id):
            raise Http404("story")
        story = story_to_write(self, request, int(object_id))
        found = versions(story, request.GET.get("p"))
        context = self._history_context(request, story, _("History")) | {
            "versions": found,
            "pages": found.paginator.get_elided_page_range(found.number),
            "trail": trail(story, request.GET.get("t")),
        }
        return TemplateResponse(request, "admin/articles/story/history.html", context | (extra_context or {}))

    def diff_view(self, request, key):
        """?old=12&new=15, of which either may be `live`: what readers see."""
        story = story_to_write(self, request, key)
        chosen = [request.GET.get(name, "") for name in ("old", "new")]
        if not all(chosen) or chosen[0] == chosen[1]:
            self.message_user(request, _("Choose two different versions."), messages.WARNING)
            return HttpResponseRedirect(reverse("admin:articles_story_history", args=[story.pk]))
        old, new = _in_order(*(self._version_of(story, each) for each in chosen))
        context = self._history_context(request, story, _("Differences")) | {
            "old": old,
            "new": new,
            "changes": differences(_data(story, old), _data(story, new)),
        }
        return TemplateResponse(request, "admin/articles/story/diff.html", context)

    def restore_view(self, request, key, revision):
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        story = story_to_write(self, request, key)
        version = self._version_of(story, str(revision))
        try:
            lost = restoring.restore(story, version, request.user, on=request.POST.get("basis", ""))
        except Conflict:
            told = _("Somebody saved this story meanwhile. Nothing was restored: look at the newest version first.")
            return self._after_restoring(request, story, "history", messages.ERROR, told)
        except Vanished as vanished:
            raise Http404("story") from vanished
        except Refused as refusal:
            return self._after_restoring(request, story, "history", messages.ERROR, refusal)
        if lost:
            told = _("What was deleted since could not come back: %s.") % ", ".join(lost)
            self.message_user(request, told, messages.WARNING)
        told = _("Restored: it is the working draft now. The draft before it stays in the history.")
        return self._after_restoring(request, story, "change", messages.SUCCESS, told)

    def _after_restoring(self, request, story, page, level, told):
        self.message_user(request, str(told), level)
        return HttpResponseRedirect(reverse(f"admin:articles_story_{page}", args=[story.pk]))

    def _history_context(self, request, story, title):
        draft = revisions.working_draft(story)
        return self.admin_site.each_context(request) | {
            "title": title,
            "opts": self.opts,
            "story": story,
            "draft": draft,
            "basis": revisions.basis(story, draft),
            "was_live": story.version > 0,
        }

    def _version_of(self, story, wanted):
        """The revision with this key, or None for what readers see."""
        if wanted == LIVE and story.version:
            return None
        if not is_key(wanted):
            raise Http404("version")
        return get_object_or_404(Revision.objects.select_related("by"), pk=wanted, story=story)


def _in_order(old, new):
    """The older one first, whichever was chosen first; what is live stays where it was put."""
    if old and new and (new.saved_at, new.pk) < (old.saved_at, old.pk):
        return new, old
    return old, new


def _data(story, revision):
    return revisions.contents(revision) if revision else revisions.snapshot(story)
