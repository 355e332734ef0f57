"""The form an edition is composed in: which story stands where, and from when."""

from dataclasses import dataclass, field

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.forms.fields import MomentField
from articles.lib.slots import LARGEST, LEAD, REGION, SECONDARY, room, stored
from articles.workflow.curation import FAULTS

LONGEST = 18  # digits of a key


@dataclass
class Place:
    """A list of the form: 'lead', 'secondary' or 'region-3'."""

    name: str
    label: str
    takes: set = field(default_factory=set)  # keys of the regions whose stories fit; empty: all stories do

    @property
    def room(self):
        return room(self.name)

    def fits(self, story):
        """Free when `story_regions` is prefetched."""
        return not self.takes or any(link.region_id in self.takes for link in story.story_regions.all())


def places_of(section, tree):
    """The lists of a front, in the order of the page. A section has no regions."""
    places = [Place(LEAD, _("Lead")), Place(SECONDARY, _("Beside the lead"))]
    if section is None:
        inside = ((region, set(tree.ids_within(region))) for region in tree.top())
        places += [Place(f"{REGION}{region.pk}", region.name, keys) for region, keys in inside]
    return places


class CompositionForm(forms.Form):
    """`slots`: {name of a place: [keys]}, from what was sent or, in an unbound form, as given."""

    starts_at = MomentField(
        label=gettext_lazy("On the page from"), required=False, help_text=gettext_lazy("Empty: from now on.")
    )
    basis = forms.IntegerField(min_value=0, max_value=LARGEST, widget=forms.HiddenInput)
    overrule = forms.IntegerField(min_value=1, max_value=LARGEST, required=False, widget=forms.HiddenInput)
    q = forms.CharField(
        label=gettext_lazy("Words of the story"), required=False, widget=forms.SearchInput(attrs={"maxlength": 100})
    )

    def __init__(self, data=None, *, places, slots=None, **kwargs):
        super().__init__(data, **kwargs)
        self.places = places
        self.understood = True
        self.slots = {place.name: list((slots or {}).get(place.name, [])) for place in places}
        if self.is_bound:
            self.slots = {place.name: self._keys(data.getlist(place.name)) for place in places}
            self._look_for_strangers(data)

    def _keys(self, words):
        keys = [int(word) for word in words if word.isascii() and word.isdigit() and len(word) <= LONGEST]
        self.understood &= len(keys) == len(words)
        return keys

    def _look_for_strangers(self, data):
        """A region that was removed meanwhile would take its stories with it without a word."""
        self.understood &= all(name in self.slots for name in data if name.startswith(REGION))

    def clean(self):
        if not self.understood:
            self.add_error(None, FAULTS["shape"])
        return super().clean()

    @property
    def stored(self):
        """The slots as an edition keeps them."""
        return stored(self.slots)

    @property
    def on(self):
        """The edition the person has seen: the one the form was opened on, or the one they agreed to replace."""
        return self.cleaned_data["overrule"] or self.cleaned_data["basis"]


class MomentForm(forms.Form):
    """Of which moment the preview is to be; empty: of now."""

    at = MomentField(required=False)
