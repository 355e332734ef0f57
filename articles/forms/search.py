"""What a reader may ask the search: everything is optional, and what is not understood comes back in words."""

from datetime import date, datetime, time, timedelta

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.lib.plain import one_line
from articles.queries.find import DATE, RELEVANCE
from articles.queries.navigation import navigation

LONGEST = 200
FIRST, LAST = date(1990, 1, 1), date(2199, 12, 31)
ORDERS = [(RELEVANCE, _("by relevance")), (DATE, _("newest first"))]
UNKNOWN = {"invalid_choice": _("Choose one of these.")}


class DayField(forms.DateField):
    """'2025-08-15', from the browser's own picker, or as the reader's language writes it."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "min": f"{FIRST}", "max": f"{LAST}"})
    default_error_messages = {"invalid": _("Give a day, such as 2025-08-15.")}
    default_validators = [
        MinValueValidator(FIRST, _("This day is too far away: choose one between 1990 and 2199.")),
        MaxValueValidator(LAST, _("This day is too far away: choose one between 1990 and 2199.")),
    ]

    def __init__(self, **options):
        super().__init__(input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y"], required=False, **options)


class SearchForm(forms.Form):
    q = forms.CharField(
        label=_("Words to look for"),
        max_length=LONGEST,
        required=False,
        widget=forms.TextInput(
            attrs={"type": "search", "autocomplete": "off", "dir": "auto", "enterkeyhint": "search"}
        ),
        error_messages={"max_length": _("These are too many words: 200 characters at most.")},
    )
    region = forms.ChoiceField(label=_("Region"), required=False, error_messages=UNKNOWN)
    section = forms.ChoiceField(label=_("Section"), required=False, error_messages=UNKNOWN)
    since = DayField(label=_("First day"))
    until = DayField(label=_("Last day"))
    order = forms.ChoiceField(label=_("Order"), choices=ORDERS, required=False, error_messages=UNKNOWN)

    def __init__(self, data):
        typed = {name: data.get(name, "") for name in self.base_fields}
        super().__init__(typed | {"q": _shown(typed["q"])}, auto_id="search-%s")
        around = navigation()
        self.regions = {region.slug: region for region in around.tree.regions}
        self.sections = {section.slug: section for section in around.sections}
        self.fields["region"].choices = [("", _("All regions")), *_places(around.tree)]
        self.fields["section"].choices = [("", _("All sections")), *((s.slug, s.name) for s in around.sections)]

    def clean(self):
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and since > until:
            self.add_error("until", _("The last day comes before the first one."))

    @property
    def narrowed(self):
        """Whether it asks for more than words."""
        return any(self[name].value() for name in ("region", "section", "since", "until"))

    def question(self):
        """What `queries.find.find` is asked, of a valid form: days become the moments they begin and end with."""
        data = self.cleaned_data
        return {
            "q": data["q"],
            "region": self.regions.get(data["region"]),
            "section": self.sections.get(data["section"]),
            "since": data["since"] and _midnight(data["since"]),
            "until": data["until"] and _midnight(data["until"] + timedelta(days=1)),
            "order": data["order"] or RELEVANCE,
            "keep": self.kept(),
        }

    def kept(self, **changes):
        """[('q', 'pont'), ('region', 'kherson')]: what the addresses of this search say, nothing empty."""
        data = self.cleaned_data | changes
        pairs = [(name, str(data.get(name) or "")) for name in self.fields]
        return [(name, value) for name, value in pairs if value and (name, value) != ("order", RELEVANCE)]


def _shown(question):
    """What can stand in a title: 'pont\u202e  de' -> 'pont de'. A NUL stays, which the field refuses."""
    return question if "\0" in question else one_line(question[: 5 * LONGEST])


def _places(tree):
    """Regions, each with the places inside it, in the order of the paper."""
    waiting = [(region, 0) for region in reversed(tree.top())]
    while waiting:
        region, depth = waiting.pop()
        yield region.slug, f"{'– ' * depth}{region.name}"
        if depth < 8:  # two editors at once can close a loop
            waiting += [(place, depth + 1) for place in reversed(tree.places(region))]


def _midnight(day):
    return timezone.make_aware(datetime.combine(day, time.min))
