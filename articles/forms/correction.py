"""What readers are told about a change: beside the story form's button, and on the page of a story's corrections."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Correction
from articles.workflow import corrections
from articles.workflow.publishing import LONGEST_NOTE, UPDATE

Kind = Correction.Kind
KINDS = [
    (Kind.TYPO, gettext_lazy("Typo: a line at the foot")),
    (Kind.CLARIFICATION, gettext_lazy("Clarification: a line at the foot")),
    (Kind.SUBSTANCE, gettext_lazy("Correction of substance: at the head, newly dated")),
]
CHANGES = [
    ("", gettext_lazy("Nothing to say: the date stays")),
    (UPDATE, gettext_lazy("New facts: newly dated")),
    *KINDS,
]
LENGTH = gettext_lazy("This is too long: %d characters at most, no-break spaces included.")


class SaysWhatChanged(forms.Form):
    """The part of the story form that goes with publishing a story anew. Nothing of it is kept in a draft."""

    change = forms.ChoiceField(label=gettext_lazy("What changes for readers?"), required=False, choices=CHANGES)
    correction = forms.CharField(
        label=gettext_lazy("What was wrong, and what is right; or what is new"),
        required=False,
        max_length=corrections.LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "For a typo, a clarification or a correction: printed with the story for ever. "
            "For new facts, if you like: what is new, in a few words beside the date."
        ),
    )

    def clean(self):
        cleaned = super().clean()
        if self.move == "publish":
            self._say_both_or_neither()
        return cleaned

    def _say_both_or_neither(self):
        change, text = self.cleaned_data.get("change"), self.cleaned_data.get("correction")
        if change is None or text is None:
            return  # said already
        if change in Kind.values and not text:
            self.add_error("correction", _("Say what was wrong, and what is right."))
        if text and not change:
            self.add_error("change", _("Say which kind of correction it is, or empty its text."))
        longest = LONGEST_NOTE if change == UPDATE else corrections.LONGEST
        if len(corrections.worded(text, self.instance.language)) > longest:
            self.add_error("correction", LENGTH % longest)


class CorrectionForm(forms.Form):
    """A correction without a change of the text: of one that was made before, or of something outside it."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=KINDS, widget=forms.RadioSelect)
    text = forms.CharField(
        label=gettext_lazy("What was wrong, and what is right"),
        max_length=corrections.LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Readers see it at once. It is never rewritten and never deleted, only replaced."),
    )
    supersedes = forms.ModelChoiceField(
        label=gettext_lazy("It replaces"),
        queryset=Correction.objects.none(),
        required=False,
        empty_label=gettext_lazy("none: it is a new one"),
        help_text=gettext_lazy("The one replaced stays readable, marked as replaced."),
    )

    def __init__(self, *args, story, **kwargs):
        super().__init__(*args, **kwargs)
        self.story = story
        self.fields["supersedes"].queryset = story.corrections.filter(successor=None)

    def save(self, by):
        """Raises Refused, PermissionDenied."""
        said = self.cleaned_data
        return corrections.add(self.story, said["kind"], said["text"], by, said["supersedes"])
