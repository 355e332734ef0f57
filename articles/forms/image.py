"""A picture comes in, and the words about it. What is done to the file is in lib/images.py."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _

from articles.models import Image
from articles.workflow import pictures


class WordsForm(forms.ModelForm):
    """What is said about a picture that is here already."""

    class Meta:
        model = Image
        fields = ["alt", "caption", "credit", "licence", "focal_x", "focal_y"]
        widgets = {"alt": forms.Textarea(attrs={"rows": 2}), "caption": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("focal_x", "focal_y"):
            self.fields[name].validators.append(MaxValueValidator(100))
            self.fields[name].widget.attrs["max"] = 100

    def file(self, by):
        pictures.change(self.instance, by)
        return self.instance


class UploadForm(WordsForm):
    """A new picture: `upload` is a raw file, checked and drawn anew by the pipeline."""

    upload = forms.FileField(
        label=_("File"),
        help_text=_("JPEG, PNG, WebP, AVIF or GIF. Only the pixels are kept: no position, no camera data."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/avif,image/gif"}),
    )
    refusal = None  # what the pipeline said to this very file (admin/base.py)

    field_order = ["upload"]

    def clean_upload(self):
        if self.refusal is not None:
            raise ValidationError(self.refusal.message, code=self.refusal.code)
        return self.cleaned_data["upload"]

    def file(self, by):
        """Raises lib.images.BadPicture."""
        fields = {name: self.cleaned_data[name] for name in WordsForm.Meta.fields}
        return pictures.add(self.cleaned_data["upload"], by, **fields)
