"""What moderators set: the rule of a discussion, words that hold a comment; and a text to try all of it with."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.forms.comment import LONGEST, PlainTextField
from articles.lib.terms import tidy, unmatched
from articles.models import DiscussionRule, Story, WordList

SHOWN = 5


class RuleForm(forms.ModelForm):
    """Of one story, which was chosen among those that readers see, or of one region."""

    class Meta:
        model = DiscussionRule
        fields = ["story", "region", "slow_minutes", "all_held", "close_days"]
        labels = {
            "region": gettext_lazy("All stories of a region"),
            "slow_minutes": gettext_lazy("Slow mode: minutes between two comments of one person"),
            "all_held": gettext_lazy("Every comment is read by a moderator first"),
            "close_days": gettext_lazy("Close the comments so many days after publication"),
        }
        help_texts = {
            "region": gettext_lazy(
                "Holds for stories whose primary region this is, or a place inside it. The rule of a story, and that "
                "of a place, count before that of the region around it."
            ),
            "slow_minutes": gettext_lazy("0: no slow mode. Five minutes calm a quarrel; sixty nearly end it."),
            "all_held": gettext_lazy("Nothing appears by itself, not even from people who are trusted."),
            "close_days": gettext_lazy("Empty: as everywhere else. 0: they never close by themselves."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if story := self.fields.get("story"):
            story.queryset, story.widget = Story.objects.public(), forms.HiddenInput()
        if region := self.fields.get("region"):
            region.required = True


class TermsField(forms.CharField):
    """One term a line, made tidy before it is compared or stored."""

    widget = forms.Textarea(attrs={"rows": 20, "cols": 60, "spellcheck": "false", "autocomplete": "off"})

    def to_python(self, value):
        return tidy(super().to_python(value))

    def validate(self, value):
        super().validate(value)
        if lines := unmatched(value):
            told = ", ".join(lines[:SHOWN])
            raise ValidationError(
                _("These lines can never be found, for they hold no word, or more than eight: %(lines)s"),
                code="unmatched",
                params={"lines": told[:300]},
            )


class WordListForm(forms.ModelForm):
    terms = TermsField(
        label=gettext_lazy("Words and phrases"),
        help_text=gettext_lazy(
            "One a line, whole words: “cialis” does not hold “spécialiste”. Accents and capitals do not count. Spaces, "
            "blank lines and doubles are tidied away, and the list is sorted."
        ),
    )

    class Meta:
        model = WordList
        fields = ["title", "active", "terms"]

    def is_multipart(self):
        """Written as an address is, a long list of Cyrillic words would be three times as long as what is taken."""
        return True


class TrialForm(forms.Form):
    """Words typed here are read once and stored nowhere."""

    name = forms.CharField(label=gettext_lazy("Name (optional)"), required=False, max_length=245)
    body = PlainTextField(
        label=gettext_lazy("Comment"), limit=LONGEST, widget=forms.Textarea(attrs={"rows": 6, "cols": 60})
    )
