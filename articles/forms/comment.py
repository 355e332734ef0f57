"""What a reader may write under a story, checked as the browser checks it (COMMENTS.md)."""

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from articles.lib.plain import is_visible, one_line
from articles.lib.tokens import form_token, is_form_token

LONGEST = 65_525
PERSON = ("name", "email", "website")
NO_EMAIL = _("Give an address such as name@example.org.")
NO_WEBSITE = _("Give a web address such as https://example.org, or none.")


def browser_length(text):
    """How a browser counts against maxlength: UTF-16 units. 'a😀' -> 3."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


class BrowserMaxLength(MaxLengthValidator):
    def clean(self, value):
        return browser_length(value)


class PlainTextField(forms.CharField):
    """Text whose newlines are LF, as they were while the browser counted them."""

    def __init__(self, *, limit, **kwargs):
        super().__init__(**kwargs)
        self.validators.append(BrowserMaxLength(limit))

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")


class Shared(dict):
    """The fields of a form that changes none of them: every form has its own dict, and all have the same fields.

    Copying nine of them costs a comment as much time as all of its defences together.
    """

    def __deepcopy__(self, memo):
        return dict(self)


class BodyForm(forms.Form):
    """The words of a comment: of a new one, and of one's own that is corrected."""

    body = PlainTextField(label=_("Comment"), limit=LONGEST)

    def clean_body(self):
        return self._seen(self.cleaned_data["body"])

    def _seen(self, text):
        """A field full of zero-width characters looks empty, so it is."""
        if not is_visible(text):
            raise forms.ValidationError(self.fields["body"].error_messages["required"], code="required")
        return text


class CommentForm(BodyForm):
    """What templates/components/comment_form.html sends. `story` decides the token; `subject` is a trap for robots.

    `signed`: the name under which a colleague who is logged in comments; then nothing is asked about the person.
    """

    name = PlainTextField(label=_("Name"), limit=245)
    email = forms.EmailField(label=_("E-mail"), max_length=100, error_messages={"invalid": NO_EMAIL})
    website = forms.URLField(
        label=_("Website"),
        required=False,
        max_length=200,
        assume_scheme="https",
        error_messages={"invalid": NO_WEBSITE},
    )
    consent = forms.BooleanField(required=False)  # for the reader's own browser; nothing is done with it here
    notify = forms.BooleanField(required=False)
    subject = forms.CharField(required=False)
    token = forms.CharField(widget=forms.HiddenInput, required=False)
    parent = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, story, now, signed="", **kwargs):
        super().__init__(*args, **kwargs)
        self.story, self.now, self.signed = story, now, signed
        if not self.is_bound:
            self.initial["token"] = form_token(story.pk, now)
        if signed:
            for field in (*PERSON, "consent", "notify"):
                del self.fields[field]

    def clean_name(self):
        return self._seen(one_line(self.cleaned_data["name"]))

    def clean_website(self):
        website = self.cleaned_data["website"]
        if website and not website.lower().startswith(("http://", "https://")):
            raise forms.ValidationError(NO_WEBSITE, code="invalid")
        return website

    def clean(self):
        if not is_form_token(self.data.get("token", ""), self.story.pk, self.now):
            # The form shown again is a fresh one.
            self.data = self.data.copy()
            self.data["token"] = form_token(self.story.pk, self.now)
            raise forms.ValidationError(
                _("This form was open for too long. Your text is kept: please send it again."), code="token"
            )

    @property
    def words(self):
        """{'name': 'Anne', 'email': 'anne@example.org', 'website': '', 'body': 'Merci.'}; of a colleague the body."""
        return {name: self.cleaned_data[name] for name in (*PERSON, "body") if name in self.fields}

    @property
    def wants_notice(self):
        return self.cleaned_data.get("notify", False)

    @property
    def trapped(self):
        return bool(self.data.get("subject"))


CommentForm.base_fields = Shared(CommentForm.base_fields)
