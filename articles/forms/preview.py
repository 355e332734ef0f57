"""What is asked before a draft is shown: how it stands in the story form, and for whom a link is."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext_lazy as _

from articles.workflow.preview import MAX_LABEL

# What the page prints. What is wrong elsewhere (a time that has passed, an address taken) is no reason not to show it.
PRINTED = {"language", "kind", "section", "kicker", "headline", "standfirst", "body", "lead_image"}
PRINTED |= {"regions", "primary_region", "authors", "tags", "comments_open"}
NO_SLUG = "-"


def standing(form):
    """What stands in a bound story form, saved or not, as revision data; None when it cannot be a page yet.

    Then `form.errors` says why.
    """
    form.full_clean()
    for name in {*form.fields, NON_FIELD_ERRORS} - PRINTED:
        form.errors.pop(name, None)
        form.cleaned_data.setdefault(name, None)
    form.cleaned_data["slug"] = form.cleaned_data["slug"] or form.initial.get("slug") or NO_SLUG
    return None if form.errors else form.revision_data()


class ShareForm(forms.Form):
    HOURS = [
        (1, _("one hour")),
        (24, _("24 hours")),
        (72, _("3 days")),
        (168, _("7 days")),
        (336, _("14 days")),
    ]

    label = forms.CharField(
        label=_("For whom"), max_length=MAX_LABEL, help_text=_("A name or a role, so that colleagues understand it.")
    )
    hours = forms.TypedChoiceField(label=_("It works for"), choices=HOURS, coerce=int, initial=24)
