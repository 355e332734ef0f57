"""A note to colleagues about a story."""

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.workflow import notes


class NoteForm(forms.Form):
    body = forms.CharField(
        label=_("Note"),
        max_length=notes.LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("@name sends a mail to this colleague. Readers never see it."),
    )
