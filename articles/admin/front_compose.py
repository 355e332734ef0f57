"""Composing a front: every button of its lists is a POST, with and without JavaScript, and writes nothing yet."""

from django.contrib import admin, messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.admin.base import refuse_nul
from articles.admin.front_preview import as_readers_see
from articles.admin.front_rows import label_of, news_of, rows_of
from articles.admin.story_state import local, zone
from articles.forms.front import CompositionForm, MomentForm, places_of
from articles.lib import slots
from articles.models import Edition, Region
from articles.queries.front import current_slots
from articles.workflow import curation
from articles.workflow.errors import Refused


class FrontComposition(admin.ModelAdmin):
    def compose(self, request, language, section=None):
        """GET: begins with the current edition, or with ?edition=. POST: a story is moved, or the edition made."""
        refuse_nul(request)
        front = self.find_front(language, section)
        places = places_of(front.section, Region.objects.tree())
        if request.method != "POST":
            return self._page(request, front, _fresh(request, front, places))
        form = CompositionForm(request.POST, places=places)
        if "_compose" in request.POST:
            return self._make(request, front, form)
        if "_preview" in request.POST:
            return self._preview_of(request, front, form)
        return self._moved(request, front, form, request.POST.get("do", "search"))

    def _moved(self, request, front, form, command):
        if command == "search":
            return self._page(request, front, form, command=command)
        before, told = form.slots, {}
        try:
            form.slots, key = slots.obey(before, command)
            told = {"before": before, "key": key}
        except slots.Full as full:
            told = {"said": _("%s: no room left. Take a story out first.") % label_of(form, full.args[0])}
        except ValueError as error:
            raise BadRequest("no button says this") from error
        return self._page(request, front, form, command=command, **told)

    def _make(self, request, front, form):
        if not form.is_valid():
            return self._page(request, front, form, status=422)
        starts_at = form.cleaned_data["starts_at"]
        try:
            curation.compose(front.language, front.section, form.stored, request.user, starts_at, on=form.on)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            overtaken = getattr(refusal, "edition", None)
            return self._page(request, front, form, status=409 if overtaken else 422, overtaken=overtaken)
        told = {"front": front.name, "language": front.language_word}
        done = _("%(front)s (%(language)s): the edition is on the page.") % told
        if starts_at:
            told["time"] = local(starts_at)
            done = _("%(front)s (%(language)s): the edition will be on the page on %(time)s.") % told
        self.message_user(request, done, messages.SUCCESS)
        return to_overview(front)

    def _page(self, request, front, form, status=200, command="", said="", before=None, key=None, overtaken=None):
        rows = rows_of(front, form, command, before)
        context = self.admin_site.each_context(request) | {
            "title": f"{front.name} ({front.language_word})",
            "opts": self.opts,
            "front": front,
            "form": form,
            "lists": [(place, rows[place.name]) for place in form.places],
            "found": rows["found"],
            "emptied": command.startswith("out:") and before and slots.where(before, key),
            "said": said or (news_of(form, rows, before, key) if before else ""),
            "overtaken": overtaken,
            "now": timezone.now(),
            "zone": zone(),
        }
        return TemplateResponse(request, "admin/articles/edition/compose.html", context, status=status)

    def _preview_of(self, request, front, form):
        """With the lists as they stand in the form."""
        if not form.is_valid():
            return self._page(request, front, form, status=422)
        return as_readers_see(request, front, form.cleaned_data["starts_at"], form.stored)

    def preview(self, request, language, section=None):
        """GET ?at=: the front as it will be at that moment, or was; now when nothing is said."""
        refuse_nul(request)
        front = self.find_front(language, section)
        form = MomentForm(request.GET)
        if form.is_valid():
            return as_readers_see(request, front, form.cleaned_data["at"])
        self.message_user(request, " ".join(form.errors["at"]), messages.ERROR)
        return to_overview(front)


def _fresh(request, front, places):
    """The form as it is opened."""
    initial = {"basis": curation.basis(front.language, front.section), "q": request.GET.get("q", "")}
    begun = _slots_to_begin_with(front, request.GET.get("edition", ""))
    return CompositionForm(places=places, slots=slots.flat(begun), initial=initial)


def _slots_to_begin_with(front, key):
    if not key:
        return current_slots(front.language, front.section)
    editions = Edition.objects.filter(language=front.language, section=front.section)
    if key.isascii() and key.isdigit() and len(key) < 19 and (edition := editions.filter(pk=key).first()):
        return edition.slots
    raise Http404("edition")


def to_overview(front):
    return HttpResponseRedirect(f"{reverse('admin:articles_edition_changelist')}#{front.anchor}")
