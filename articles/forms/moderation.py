"""What a moderator may say with a decision."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from articles.models import Comment, Person
from articles.workflow.moderation import LONGEST

HOURS = [1, 24, 3 * 24, 7 * 24, 30 * 24]


class RefusalForm(forms.Form):
    refusal = forms.ChoiceField(
        label=gettext_lazy("Reason of the refusal"), choices=Comment.Refusal, widget=forms.RadioSelect
    )
    message = forms.CharField(
        label=gettext_lazy("Message to the author (optional)"),
        required=False,
        max_length=LONGEST,
        help_text=gettext_lazy("Goes by mail, with the reason. Without a message no mail is sent."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class JudgementForm(forms.Form):
    """What is decided about a person, and about the address a comment came from."""

    standing = forms.ChoiceField(label=gettext_lazy("This person"), widget=forms.RadioSelect)
    hours = forms.TypedChoiceField(label=gettext_lazy("For how long"), coerce=int, empty_value=0, required=False)
    note = forms.CharField(
        label=gettext_lazy("Why, for colleagues"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    bar = forms.TypedChoiceField(
        label=gettext_lazy("The address it came from"), coerce=int, empty_value=0, required=False
    )

    seen = forms.CharField(required=False, widget=forms.HiddenInput)  # workflow/judging.py

    def __init__(self, *args, known=True, sender=True, **kwargs):
        super().__init__(*args, **kwargs)
        lengths = [(hours, length_words(hours)) for hours in HOURS]
        lift = [("", _("nothing special: the rules that are the same for all"))]
        self.fields["standing"].choices = [*lift, *Person.Standing.choices]
        self.fields["standing"].required = False
        self.fields["hours"].choices = [("", _("without an end")), *lengths]
        self.fields["bar"].choices = [
            ("", _("is not barred")),
            *((hours, _("barred for %s") % w) for hours, w in lengths),
        ]
        if not known:
            del self.fields["standing"], self.fields["hours"], self.fields["note"], self.fields["seen"]
        if not sender:
            del self.fields["bar"]

    def clean(self):
        said = super().clean()
        if said.get("standing") == Person.Standing.MUTED and not said.get("hours"):
            self.add_error("hours", _("Say until when this person may not comment."))
        return said

    @property
    def until(self):
        return self._from_now("hours")

    @property
    def barred_until(self):
        return self._from_now("bar")

    def _from_now(self, name):
        hours = self.cleaned_data.get(name)
        # A minute less: what is allowed for thirty days at most is asked for thirty days sharp.
        return timezone.now() + timedelta(hours=hours, minutes=-1) if hours else None


def length_words(hours):
    """24 -> '1 day', 1 -> '1 hour'."""
    if hours < 24:
        return ngettext_lazy("%d hour", "%d hours", hours) % hours
    return ngettext_lazy("%d day", "%d days", hours // 24) % (hours // 24)
