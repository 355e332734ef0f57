"""A picture comes in, and the words about it. What is done to the file is in lib/images.py."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _

from articles.lib.images import MAX_BYTES
from articles.models import Image
from articles.workflow import pictures


class WordsForm(forms.ModelForm):
    """What is said about a picture that is here already."""

    class Meta:
        model = Image
        fields = list(pictures.WORDS)
        widgets = {"alt": forms.Textarea(attrs={"rows": 2}), "caption": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Whoever may only look at a picture has a form without fields.
        for name in {"focal_x", "focal_y"} & self.fields.keys():
            self.fields[name].validators.append(MaxValueValidator(100))
            self.fields[name].widget.attrs["max"] = 100
        if "licence" in self.fields:
            # Nobody's right to print it is taken for granted: the licence is chosen, each time.
            self.fields["licence"].choices = [("", "—"), *Image.Licence.choices]

    def clean(self):
        super().clean()
        if "alt" not in self.errors and not self.cleaned_data.get("alt") and not self.cleaned_data.get("decorative"):
            self.add_error("alt", _("Say what the picture shows, or mark it as decorative."))
        if self.cleaned_data.get("graphic") and self.cleaned_data.get("decorative"):
            told = _("A graphic picture is never decorative: say what it shows, so that readers can decide to see it.")
            self.add_error("decorative", told)
        return self.cleaned_data

    def file(self, by):
        pictures.change(self.instance, by)
        return self.instance


class PictureFile(forms.FileField):
    """A raw file, to be checked and drawn anew by the pipeline. The browser hears the limits before it sends it."""

    def __init__(self, **kwargs):
        accepted = {"accept": "image/jpeg,image/png,image/webp,image/avif,image/gif", "data-limit": MAX_BYTES}
        super().__init__(
            label=_("File"),
            help_text=_("JPEG, PNG, WebP, AVIF or GIF. Only the pixels are kept: no position, no camera data."),
            widget=forms.FileInput(attrs=accepted),
            **kwargs,
        )


class UploadForm(WordsForm):
    """A new picture, and the words about it."""

    upload = PictureFile()
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


class ReplaceForm(forms.Form):
    """Another file under the same words."""

    upload = PictureFile()
    keep_focus = forms.BooleanField(
        label=_("Keep the focal point"),
        required=False,
        initial=True,
        help_text=_("For the same view, better developed. Otherwise it goes back to the middle."),
    )

    def file(self, image, by):
        """Raises lib.images.BadPicture, Refused, PermissionDenied."""
        return pictures.replace(image, self.cleaned_data["upload"], by, keep_focus=self.cleaned_data["keep_focus"])
