"""The brief of a region: a few dated sentences, and stories out of very many."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.forms.comment import PlainTextField
from articles.forms.fields import ManyField
from articles.lib.keys import is_key
from articles.models import RegionBrief, Story
from articles.queries.region import EXPLAINING
from articles.queries.search import with_words
from articles.templatetags.newsroom import day
from articles.workflow import briefs

OFFERED = 12
FOUND = 10


class StoryField(forms.ModelChoiceField):
    """Any story of the region is valid, few are listed."""

    def label_from_instance(self, story):
        return told(story)


class StoriesField(ManyField):
    def label_from_instance(self, story):
        return told(story)


def told(story):
    """'Les accords de Minsk — explainer, 7 August 2025', with what has not come yet."""
    about = f"{story.get_kind_display()}, {day(story.published_at)}"
    still = f" ({_('scheduled')})" if story.is_scheduled else ""
    return format_html("{} — {}{}", story.headline, about, still)


class BriefForm(forms.ModelForm):
    """Made in two steps: region and language first, then the stories, which depend on both."""

    state = PlainTextField(
        label=gettext_lazy("How things stand"),
        required=False,
        limit=briefs.LONGEST,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=gettext_lazy("A few sentences that stay true for some days; a blank line begins a new paragraph."),
    )
    as_of = forms.DateField(
        label=gettext_lazy("As of"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("The day these sentences were true. Readers see it, and a word when it is a month ago."),
    )
    lead = StoryField(
        label=gettext_lazy("Lead story"),
        queryset=Story.objects.none(),
        required=False,
        help_text=gettext_lazy("Empty: the newest story of the region. A scheduled one leads from its time on."),
    )
    background = StoriesField(
        label=gettext_lazy("Background stories"),
        queryset=Story.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Nothing ticked: the newest explainers and analyses of the region."),
    )
    find = forms.CharField(
        label=gettext_lazy("Look for another story"),
        required=False,
        max_length=100,
        widget=forms.SearchInput(),
        help_text=gettext_lazy("Words of its headline or text; what is found joins both lists above."),
    )
    basis = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    refusal = None  # what the workflow said to these very words (admin/base.py)
    conflict = ""  # the basis that whoever has compared may put in place of their own

    class Meta:
        model = RegionBrief
        fields = ["region", "language", "state", "as_of", "lead", "background"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.searching = self.is_bound and "_find" in self.data
        self.initial["basis"] = briefs.basis(self.instance)
        if self.instance.pk:
            self._offer()

    def _offer(self):
        """Both lists: what is chosen, what was found, and the newest. Five queries."""
        stories = briefs.stories_for(self.instance.region, self.instance.language)
        found = list(with_words(stories, self._words())[:FOUND]) if self._words() else []
        for name, newest in (("lead", stories), ("background", stories.filter(kind__in=EXPLAINING))):
            chosen = list(stories.filter(pk__in=self._chosen(name)))
            offered = dict.fromkeys([*chosen, *found, *newest[:OFFERED]])
            choices = [(story.pk, told(story)) for story in offered]
            self.fields[name].queryset = stories
            self.fields[name].choices = [("", _("The newest story")), *choices] if name == "lead" else choices
        self.found_nothing = self.searching and not found

    def _words(self):
        return str(self["find"].value() or "").replace("\0", "")[:100]

    def _chosen(self, name):
        value = self[name].value() or []
        keys = value if isinstance(value, list | tuple) else [value]
        return [key for key in (getattr(key, "pk", key) for key in keys) if is_key(str(key))]

    def is_valid(self):
        """Whoever only looks for a story saves nothing yet."""
        return super().is_valid() and not self.searching

    def clean(self):
        super().clean()
        if self.refusal is not None:
            self.add_error(None, ValidationError(str(self.refusal), code="refused"))
            if isinstance(self.refusal, briefs.Overtaken):
                self.conflict = briefs.basis(self.refusal.brief)
        return self.cleaned_data

    def file(self, by):
        """Raises Refused, Overtaken, PermissionDenied."""
        cleaned = self.cleaned_data
        lead, background = cleaned.get("lead"), cleaned.get("background") or []
        data = {"state": cleaned["state"], "as_of": cleaned["as_of"], "lead": lead and lead.pk}
        data["background"] = [story.pk for story in background]
        brief, on = self.instance, self.data.get("overrule") or cleaned["basis"]
        return briefs.save(brief.region, brief.language, data, by, on=on)
