from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles.workflow.reader_mail import LONGEST, is_writable


class AddressForm(forms.Form):
    """Where the link to one's own comments is to be mailed."""

    email = forms.EmailField(
        label=_("E-mail"),
        max_length=LONGEST,
        error_messages={"invalid": _("Give an address such as name@example.org.")},
    )

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        if not is_writable(email):
            raise ValidationError(_("We cannot write to this address."))
        return email
