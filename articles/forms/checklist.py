"""The story form as the checklist reads it: unsaved, perhaps unfinished, perhaps wrong."""

from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext as _

from articles.workflow.finding import Finding
from articles.workflow.revisions import tidied

TEXTS = {"kicker", "headline", "standfirst", "body", "slug"}
LISTS = {"regions", "authors", "tags"}


def standing_data(form):
    """What stands in a bound story form as revision data; a field with an error as it was typed, or as if empty."""
    errors = form.errors
    for name in form.fields:
        if name in errors or name not in form.cleaned_data:
            form.cleaned_data[name] = _as_typed(form, name)
    form.cleaned_data["language"] = form.cleaned_data["language"] or settings.LANGUAGE_CODE
    return tidied(form.revision_data())


def _as_typed(form, name):
    if name in TEXTS:
        return str(form[name].data or "")
    return [] if name in LISTS else None


def mistakes(form):
    """What the form itself objects to, as findings: it could not even be saved like this."""
    for name, errors in form.errors.items():
        if name == "headline" and not (form[name].data or "").strip():
            continue  # the checklist says it already
        label = _("The form") if name == NON_FIELD_ERRORS else form[name].label
        field = "" if name == NON_FIELD_ERRORS else name
        yield from (Finding("form", f"{label} — {error}", field, blocking=True) for error in errors)
