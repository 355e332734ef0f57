"""The history of a thing at the desk is its part of the audit trail. Django's own log is not written any more."""

from datetime import datetime

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import PAGE_VAR
from django.core.exceptions import PermissionDenied
from django.template.defaultfilters import yesno
from django.template.response import TemplateResponse
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from articles.admin.paging import BoundedPaginator
from articles.models import AuditEntry
from articles.templatetags.newsroom import desk_time
from articles.workflow import audit

A_PAGE = 100
LONGEST = 120


class TrailAdmin(admin.ModelAdmin):
    """Writes additions, changes and deletions into the trail, inside the admin's own transaction."""

    trail_noun = ""  # of the code, when it is not the model's name
    untold = ()  # fields whose changes are told elsewhere

    def construct_change_message(self, request, form, formsets, add=False):
        """What changed, in words, a line a field."""
        return "" if add else "\n".join(changes(form, self.untold))

    def log_addition(self, request, obj, message):
        self._record(request, obj, _("Added."), "add")

    def log_change(self, request, obj, message):
        if message:
            self._record(request, obj, message, "change")

    def log_deletions(self, request, queryset):
        for obj in queryset:
            self._record(request, obj, _("Deleted."), "delete")

    def _record(self, request, obj, words, verb):
        audit.record(request.user, obj, words, f"{self.trail_noun or self.opts.model_name}.{verb}")

    def history_view(self, request, object_id, extra_context=None):
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, obj):
            raise PermissionDenied
        lines = AuditEntry.objects.about(obj).select_related("by")
        paginator = BoundedPaginator(lines, A_PAGE)
        page = paginator.get_page(request.GET.get(PAGE_VAR))
        context = {
            **self.admin_site.each_context(request),
            "title": _("%(noun)s: history") % {"noun": capfirst(self.opts.verbose_name)},
            "subtitle": None,
            "lines": page,
            "page_range": paginator.get_elided_page_range(page.number),
            "module_name": capfirst(self.opts.verbose_name_plural),
            "object": obj,
            "opts": self.opts,
            **(extra_context or {}),
        }
        return TemplateResponse(request, self.object_history_template or "admin/object_history.html", context)


def changes(form, untold=()):
    """'Name in French: “Donetsk” → “Donets’k”' for each field that changed; of a password only that it did."""
    for name in form.changed_data:
        if "password" in name:
            yield _("Password: changed.")
        elif name not in untold and (field := form.fields.get(name)):
            before, after = form.get_initial_for_field(field, name), form.cleaned_data.get(name)
            said = {"field": form[name].label, "before": shown(field, before), "after": shown(field, after)}
            yield _("%(field)s: “%(before)s” → “%(after)s”") % said


def shown(field, value):
    """A value of a form as a person would read it: names for keys, words for choices, short."""
    if isinstance(value, bool):
        return yesno(value)
    if isinstance(value, datetime):
        return desk_time(value)
    if hasattr(value, "model") or isinstance(value, list | tuple):
        value = ", ".join(sorted(str(each) for each in value))
    elif hasattr(field, "queryset"):
        value = field.queryset.filter(pk=getattr(value, "pk", value)).first() if value else None
    elif choices := getattr(field, "choices", None):
        value = dict(choices).get(value, value)
    return Truncator("—" if value in (None, "") else str(value)).chars(LONGEST)
