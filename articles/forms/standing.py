"""What is decided about a commenter, without a comment at hand."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.forms.fields import MomentField
from articles.models import Person
from articles.workflow import judging
from articles.workflow.reader_mail import is_writable

NOTHING = gettext_lazy("nothing special: the rules that are the same for all")


class StandingForm(forms.ModelForm):
    """Bans, mutes or pre-moderates an e-mail address; without a standing it lifts that."""

    refusal = None

    standing = forms.ChoiceField(
        label=gettext_lazy("This person"),
        choices=[("", NOTHING), *Person.Standing.choices],
        required=False,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Whoever verified the address is recognised and shut out. Of others only the address they type is known: "
            "their comments are held and read first."
        ),
    )
    until = MomentField(
        label=gettext_lazy("Until"), required=False, help_text=gettext_lazy("Empty: until somebody lifts it.")
    )
    note = forms.CharField(
        label=gettext_lazy("Why, for colleagues"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The person can ask for what is known about them, and reads this then."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Person
        fields = ["email", "standing", "until", "note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields.pop("email", None)
        self.initial["seen"] = judging.seen(self.instance)

    def clean_email(self):
        email = self.cleaned_data["email"].strip().lower()
        if not is_writable(email):
            raise ValidationError(_("This is no e-mail address."))
        if Person.objects.filter(email=email).exists():
            raise ValidationError(_("This address is in the list already: look for it there."))
        return email

    def clean(self):
        said = super().clean()
        if self.refusal:
            raise ValidationError(str(self.refusal))
        standing, until = said.get("standing"), said.get("until")
        if standing == Person.Standing.MUTED and not until and "until" not in self.errors:
            self.add_error("until", _("Say until when this person may not comment."))
        if standing and until and until <= timezone.now():
            self.add_error("until", _("This time is over already."))
        return said

    def file(self, by):
        said = self.cleaned_data
        who = self.instance if self.instance.pk else said["email"]
        return judging.judge_as_seen(who, said["standing"], said["until"], said["note"], by, on=said["seen"])
