"""The page of a story before readers have it: beside the form, as cards, and through links for somebody outside."""

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import translation
from django.utils.csp import CSP
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles.admin.story_cards import cards_of, drawn
from articles.forms.preview import ShareForm, standing
from articles.lib.keys import is_key
from articles.models import PreviewLink, Revision, Story
from articles.queries.preview import preview_links
from articles.workflow import preview
from articles.workflow.errors import Refused
from articles.workflow.moves import may_write
from articles.workflow.revisions import contents

# What the desk shows in a frame of its own: nobody else may frame it, and nothing else is relaxed.
FRAMED = [
    require_http_methods(["GET", "HEAD", "POST"]),
    xframe_options_sameorigin,
    csp_override(settings.SECURE_CSP | {"frame-ancestors": [CSP.SELF]}),
]


# Where the session keeps the address of a link until it is shown.
MADE = "preview_link_made"


class StoryPreview(admin.ModelAdmin):
    def get_urls(self):
        def door(route, view, name):
            return path(route, self.admin_site.admin_view(view), name=f"articles_story_{name}")

        return [
            door("add/preview/", self.preview_view, "new_preview"),
            door("add/cards/", self.cards_view, "new_cards"),
            door("share/<str:sealed>/", self.share_view, "share"),
            door("<int:key>/preview/", self.preview_view, "preview"),
            door("<int:key>/cards/", self.cards_view, "cards"),
            door("<int:key>/links/", self.links_view, "links"),
            door("<int:key>/links/<int:link>/revoke/", self.revoke_view, "link_revoke"),
            *super().get_urls(),
        ]

    # The page and the cards

    @method_decorator(FRAMED)
    def preview_view(self, request, key=None):
        """GET: the working draft, or `?revision=12`. POST: what stands in the form. Nothing is saved."""
        return self._show(request, key, self._page)

    @method_decorator(FRAMED)
    def cards_view(self, request, key=None):
        return self._show(request, key, self._cards)

    @method_decorator(require_safe)
    def share_view(self, request, sealed):
        return drawn(request, sealed)

    def _show(self, request, key, answer):
        story = self._story_to_show(request, key)
        if request.method != "POST":
            return answer(request, preview.previewed(story, self._filed(request, story)))
        known = story if key else None
        form = self.get_form(request, known, change=bool(key))(request.POST, instance=known)
        data = standing(form)
        if data is None:
            context = self._dressed(request, _("Preview"), story=story, form=form, is_popup=True)
            return render(request, "admin/articles/story/preview_waits.html", context, status=422)
        return answer(request, preview.previewed(story, data))

    def _page(self, request, shown):
        with translation.override(shown.language):
            response = render(request, "articles/story_preview.html", preview.page_of(shown))
        response.headers["Content-Language"] = shown.language
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    def _cards(self, request, shown):
        cards = cards_of(shown, request.user)
        context = self._dressed(request, _("Search and share"), story=shown, cards=cards, is_popup=True)
        return render(request, "admin/articles/story/cards.html", context)

    def _story_to_show(self, request, key):
        """The story of that key; without one, the story somebody has just begun to write."""
        if key is not None:
            return self._own_story(request, key)
        if not self.has_add_permission(request):
            raise PermissionDenied(f"{request.user} may not write a story")
        if request.method != "POST":
            raise Http404("nothing is filed yet")
        return Story(pk=0, owner=request.user)

    def _own_story(self, request, key):
        story = self.get_object(request, str(key))
        if story is None and may_write(request.user) and not Story.objects.filter(pk=key).exists():
            raise Http404("story")
        if story is None or not may_write(request.user, story):
            raise PermissionDenied(f"{request.user} may not see story {key}")
        return story

    def _filed(self, request, story):
        key = request.GET.get("revision")
        if key is None:
            return preview.as_saved(story)
        if not is_key(key):
            raise Http404("revision")
        return contents(get_object_or_404(Revision, story=story, pk=key))

    # The links for somebody outside

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def links_view(self, request, key):
        """POST makes a link. The next page shows its address, once: what is kept is a hash.

        Until then the address waits in the session of whoever made it: a page asked for again makes no second link.
        """
        story = self._own_story(request, key)
        form = ShareForm(request.POST if request.method == "POST" else None)
        if form.is_valid() and (made := self._share(request, story, form)):
            request.session[MADE] = [story.pk, made]
            return HttpResponseRedirect(request.path)
        context = self._dressed(
            request,
            _("Preview links"),
            story=story,
            form=form,
            made=_just_made(request, story),
            links=preview_links(story),
            gone=preview.is_gone(story),
        )
        return TemplateResponse(request, "admin/articles/story/links.html", context, status=422 if form.errors else 200)

    def _share(self, request, story, form):
        """The address to send, '' when the link was refused."""
        try:
            _link, token = preview.share(story, request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return ""
        return f"{settings.SITE_URL}{reverse('preview', args=[token])}"

    @method_decorator(require_POST)
    def revoke_view(self, request, key, link):
        story = self._own_story(request, key)
        if preview.revoke(get_object_or_404(PreviewLink, story=story, pk=link), request.user):
            self.message_user(request, _("The link is taken back: it leads nowhere any more."), messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:articles_story_links", args=[key]))

    def _dressed(self, request, title, **context):
        return self.admin_site.each_context(request) | {"title": title, "opts": self.opts} | context

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        names = ("preview", "cards", "links") if obj else ("new_preview", "new_cards")
        keys = [obj.pk] if obj else []
        looks = {name.removeprefix("new_"): reverse(f"admin:articles_story_{name}", args=keys) for name in names}
        context["looks"] = looks | ({"shown_outside": preview.living(obj).count()} if obj else {})
        return super().render_change_form(request, context, add, change, form_url, obj)


def _just_made(request, story):
    """The address of the link this person has just made to this story, the first time it is asked for; else ''."""
    key, made = request.session.get(MADE, (None, ""))
    if request.method != "GET" or key != story.pk:
        return ""
    del request.session[MADE]
    return made
