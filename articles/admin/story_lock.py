"""The soft lock at the desk: who writes here, signs of life, and taking over."""

from django.contrib import admin, messages
from django.http import Http404, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect, JsonResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from articles.admin.door import door, story_to_write
from articles.models import Story
from articles.workflow import locks
from articles.workflow.errors import Vanished


class StoryLock(admin.ModelAdmin):
    def get_urls(self):
        site = self.admin_site
        return [
            path("<int:key>/lock/", door(self, self.lock_view), name="articles_story_lock"),
            path("<int:key>/take-over/", site.admin_view(self.take_over_view), name="articles_story_take_over"),
            *super().get_urls(),
        ]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        lock = locks.holder(obj) if obj else None
        context["lock"] = lock if lock and lock.by_id != request.user.pk else None
        return super().render_change_form(request, context, add, change, form_url, obj)

    def lock_view(self, request, key):
        """POST: a sign of life -> {held, words}; with `leave`: the person goes -> 204."""
        if "leave" in request.POST:
            locks.release(Story(pk=key), request.user)
            return HttpResponse(status=204)
        story = story_to_write(self, request, key)
        try:
            locks.insist(story, request.user, was_mine="held" in request.POST)
        except locks.Locked as locked:
            return JsonResponse({"held": False, "words": str(locked), "since": locked.lock.since.isoformat()})
        return JsonResponse({"held": True, "words": ""})

    def take_over_view(self, request, key):
        """A button of the form. The page is read anew, with what the other person has saved."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        story = story_to_write(self, request, key)
        try:
            lock = locks.take_over(story, request.user, moment(request.POST.get("since", "")))
        except Vanished as vanished:
            raise Http404("story") from vanished
        if lock.by_id == request.user.pk:
            self.message_user(request, _("You are writing here now."), messages.SUCCESS)
        else:
            self.message_user(request, str(locks.Locked(lock, was_mine=False)), messages.WARNING)
        return HttpResponseRedirect(reverse("admin:articles_story_change", args=[story.pk]))


def moment(text):
    """'2026-05-01T08:00:00+00:00' -> aware datetime; anything else: a moment that no lock has."""
    try:
        found = parse_datetime(text)
    except ValueError:
        found = None
    return found if found and timezone.is_aware(found) else timezone.now()
