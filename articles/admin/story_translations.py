"""The story in its other languages: which versions there are, which are behind, and how a new one begins."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.admin.story_door import own_story
from articles.admin.story_state import status_words
from articles.lib.names import language_word
from articles.queries.translations import versions_of
from articles.workflow import translations
from articles.workflow.errors import Refused
from articles.workflow.moves import may_write


@dataclass
class Version:
    """A language of the site and what there is in it."""

    code: str
    language: str  # as those who speak it call it
    word: str  # as the person at the desk does
    story: object  # None: no version yet
    current: bool = False
    state: str = ""
    url: str = ""  # of its form, '' for whoever may not open it
    behind: int = 0
    history: str = ""  # of its original, '' for whoever may not open that


class StoryTranslations(admin.ModelAdmin):
    def get_urls(self):
        def door(route, view, name):
            return path(route, self.admin_site.admin_view(require_POST(view)), name=f"articles_story_{name}")

        return [
            door("<int:key>/translate/", self.translate_view, "translate"),
            door("<int:key>/catch-up/", self.catch_up_view, "catch_up"),
            *super().get_urls(),
        ]

    def translate_view(self, request, key):
        """Begins a version in the `language` that was sent and opens it."""
        story = own_story(self, request, key)
        try:
            version = translations.translate(story, request.POST.get("language", ""), request.user)
        except Refused as refusal:
            return self._back(request, story, str(refusal), messages.ERROR)
        told = _("A draft with the whole original, for you to translate. [TK] in the headline keeps it from going out.")
        return self._back(request, version, told, messages.SUCCESS)

    def catch_up_view(self, request, key):
        story = own_story(self, request, key)
        try:
            translations.catch_up(story, request.user)
        except Refused as refusal:
            return self._back(request, story, str(refusal), messages.ERROR)
        return self._back(request, story, _("Noted: it follows the original again."), messages.SUCCESS)

    def _back(self, request, story, words, level):
        self.message_user(request, words, level)
        return HttpResponseRedirect(reverse("admin:articles_story_change", args=[story.pk]))

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj and len(settings.LANGUAGES) > 1:
            context["versions"] = _versions(obj, request.user)
            context["translate_url"] = reverse("admin:articles_story_translate", args=[obj.pk])
            context["catch_up_url"] = reverse("admin:articles_story_catch_up", args=[obj.pk])
        return super().render_change_form(request, context, add, change, form_url, obj)


def _versions(story, user):
    """A row for each language of the site, and for a language it no longer has where there is a version. One query."""
    found = versions_of(story)
    names = dict(settings.LANGUAGES)
    rest = [(code, each.get_language_display()) for code, each in found.items() if code not in names]
    return [_version(code, str(name), found.get(code), story, user) for code, name in [*names.items(), *rest]]


def _version(code, name, version, story, user):
    if version is None:
        return Version(code, name, language_word(code), None)
    behind = translations.behind(version)
    original = version.translated_from
    return Version(
        code,
        name,
        language_word(code),
        version,
        current=version.pk == story.pk,
        state=status_words(version),
        url=reverse("admin:articles_story_change", args=[version.pk]) if may_write(user, version) else "",
        behind=behind,
        history=reverse("admin:articles_story_history", args=[original.pk])
        if behind and may_write(user, original)
        else "",
    )
