from django import forms
from django.utils.translation import gettext_lazy

from articles.forms.editor import PageEditor
from articles.models import SitePage
from articles.workflow import site_pages

MAX_BODY = 100_000


class Unseen(forms.HiddenInput):
    """The desk prints a label with every field; the label of what nobody sees points nowhere."""

    def id_for_label(self, id_):
        return ""


class SitePageForm(forms.ModelForm):
    """A page of the site; what came back from the editor is cleaned where it is stored."""

    body = forms.CharField(label=gettext_lazy("Text"), required=False, max_length=MAX_BODY, widget=PageEditor)
    basis = forms.CharField(required=False, widget=Unseen)

    refusal = None

    class Meta:
        model = SitePage
        fields = ["title", "slug", "language", "body", "public", "position"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["basis"].initial = site_pages.basis(self.instance)

    def clean(self):
        super().clean()
        if self.refusal:
            raise forms.ValidationError(str(self.refusal), code="refused")

    def file(self, by):
        """Raises Refused."""
        return site_pages.save(self.instance, by, on=self.cleaned_data["basis"])
