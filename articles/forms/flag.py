"""What a reader says about a comment of somebody else, or about the refusal of their own."""

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.forms.comment import PlainTextField
from articles.lib.plain import is_visible, one_line
from articles.models import Comment


class FlagForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("What is wrong with it?"),
        choices=Comment.Refusal,
        error_messages={"required": _("Choose what is wrong with it."), "invalid_choice": _("Choose one of these.")},
    )
    words = forms.CharField(label=_("In your words"), max_length=500, required=False)

    def clean_words(self):
        return one_line(self.cleaned_data["words"])


class AppealForm(forms.Form):
    words = PlainTextField(label=_("Why should it be looked at again?"), limit=2000)

    def clean_words(self):
        words = self.cleaned_data["words"]
        if not is_visible(words):
            raise forms.ValidationError(self.fields["words"].error_messages["required"], code="required")
        return words
