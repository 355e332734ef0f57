"""An invitation to the newsroom: who, and to do what."""

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles.lib.names import role_word
from articles.workflow import accounts
from articles.workflow.errors import Refused


class RolesField(forms.ModelMultipleChoiceField):
    """Roles as the person's language calls them; in the database they keep their names."""

    def label_from_instance(self, group):
        return role_word(group.name)


class InvitationForm(forms.Form):
    """`by` invites. Only roles are offered that this person may give."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    first_name = forms.CharField(label=_("First name"), max_length=150, required=False)
    last_name = forms.CharField(label=_("Last name"), max_length=150, required=False)
    username = forms.CharField(
        label=_("Name to log in with"),
        max_length=150,
        required=False,
        validators=[get_user_model().username_validator],
        help_text=_("Left empty, it is made from the e-mail address."),
    )
    groups = RolesField(
        Group.objects.none(),
        label=_("Roles"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Those whose rights you hold yourself."),
    )

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by
        allowed = [group.pk for group in accounts.roles_for(by)]
        self.fields["groups"].queryset = Group.objects.filter(pk__in=allowed).order_by("name")

    def clean_email(self):
        email = self.cleaned_data["email"]
        if get_user_model().objects.filter(email__iexact=email).exists():
            raise ValidationError(_("There is an account with this address already."))
        return email

    def clean_username(self):
        users = get_user_model()
        name = users.normalize_username(self.cleaned_data["username"])
        if name and users.objects.filter(username__iexact=name).exists():
            raise ValidationError(_("There is an account with this name already."))
        return name

    def save(self):
        """The invited account; None with an error in the form, when the workflow refuses."""
        data = dict(self.cleaned_data)
        data["username"] = data["username"] or accounts.free_name(data["email"])
        try:
            return accounts.invite(self.by, **data)
        except Refused as refusal:
            self.add_error(None, str(refusal))
            return None
