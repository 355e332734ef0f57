"""Form fields of the desk that know no story: signatures in their order, a moment, a picture out of very many."""

from itertools import chain

from django import forms
from django.core.exceptions import ValidationError
from django.forms.fields import BaseTemporalField
from django.forms.models import ModelChoiceIterator
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from articles.lib.keys import is_key
from articles.lib.sorting import sort_key


class MomentInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class MomentField(forms.DateTimeField):
    """A date and a time of the newsroom's clock, from the browser's own picker: '2026-05-01T08:00' -> aware."""

    widget = MomentInput
    default_error_messages = {
        "invalid": gettext_lazy("Give a date and a time, such as 2026-05-01 08:00."),
        "far": gettext_lazy("This date is too far away: choose one between 1990 and 2199."),
        "skipped": gettext_lazy("That night the clock is put forward: %(time)s does not exist (%(zone)s)."),
        "twice": gettext_lazy("That night the clock is put back: %(time)s comes twice (%(zone)s)."),
    }

    def to_python(self, value):
        """Refuses, in words, the hour that a night in spring has not, and the one that a night in autumn has twice."""
        try:
            return super().to_python(value)
        except ValidationError as error:
            if error.code != "ambiguous_timezone":
                raise
            raise self._odd_night(parse_datetime(value.strip()) or BaseTemporalField.to_python(self, value)) from error

    def _odd_night(self, moment):
        zone = timezone.get_current_timezone()
        first, second = (moment.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
        code = "twice" if first > second else "skipped"
        return ValidationError(self.error_messages[code], code, {"time": f"{moment:%H:%M}", "zone": zone})

    def validate(self, value):
        super().validate(value)
        if value and not 1990 <= value.year < 2200:
            raise ValidationError(self.error_messages["far"], code="far")


class SignaturesInput(forms.SelectMultiple):
    """As many selects as there are signatures and two to spare; their order on the page is the order in print."""

    SPARE = 2
    use_fieldset = True

    def value_from_datadict(self, data, files, name):
        return list(dict.fromkeys(filter(None, data.getlist(name))))

    def render(self, name, value, attrs=None, renderer=None):
        options = [("", "—"), *self.choices]  # once: the choices are a query
        rows = [*(value or []), *[""] * self.SPARE]
        selects = ((self._select(name, key, place, options, attrs or {}),) for place, key in enumerate(rows, start=1))
        return format_html('<div class="signatures">{}</div>', format_html_join("", "{}", selects))

    def _select(self, name, key, place, options, attrs):
        label = {"aria-label": _("Signature %d") % place, "id": f"{attrs.get('id', name)}_{place}"}
        return forms.Select(choices=options).render(name, key, label)

    def id_for_label(self, id_):
        return ""


class Alphabetical(ModelChoiceIterator):
    """The rows in the alphabet of the person's language, which no database here knows. For lists that fit a page."""

    def __iter__(self):
        rows = sorted(self.queryset, key=lambda row: sort_key(str(row), get_language()))
        return (self.choice(row) for row in rows)


class ManyField(forms.ModelMultipleChoiceField):
    """Several rows. A forged key longer than the database counts is unknown, not an error of the driver."""

    LONGEST = 18

    def clean(self, value):
        for key in value or []:
            if len(str(key)) > self.LONGEST:
                raise ValidationError(self.error_messages["invalid_pk_value"], "invalid_pk_value", {"pk": key})
        return super().clean(value)


class TagsField(ManyField):
    iterator = Alphabetical
    widget = forms.CheckboxSelectMultiple


class SignaturesField(ManyField):
    """['7', '3'] -> [author 7, author 3]: the order counts."""

    iterator = Alphabetical
    widget = SignaturesInput

    def clean(self, value):
        found = {str(author.pk): author for author in super().clean(value)}
        return [found[str(key)] for key in value or []]


class NewestPictures(ModelChoiceIterator):
    """The newest pictures and the one that is chosen: thousands of options would be no choice."""

    SHOWN = 60

    def __iter__(self):
        yield ("", self.field.empty_label)
        newest = list(self.queryset.filter(shelved=False, withdrawn_at=None)[: self.SHOWN])
        current = [] if self.field.current in {str(image.pk) for image in newest} else self._current()
        yield from (self.choice(image) for image in chain(current, newest))

    def _current(self):
        key = self.field.current
        return self.queryset.filter(pk=key) if is_key(key) else []


class PictureField(forms.ModelChoiceField):
    """Any picture is valid, few are listed: the dialog of the story form finds the others.

    A withdrawn one is never taken again; where it was already (`kept`), it does not stand in the way of a save.
    """

    iterator = NewestPictures
    current = ""
    kept = ""

    def clean(self, value):
        image = super().clean(value)
        if image and image.withdrawn_at and str(image.pk) != self.kept:
            raise ValidationError(_("This picture was withdrawn: choose another one."), code="withdrawn")
        return image


class PlacesField(ManyField):
    def label_from_instance(self, region):
        return place_name(region)


class PlaceField(forms.ModelChoiceField):
    def label_from_instance(self, region):
        return place_name(region)


def place_name(region):
    """A place inside a region is named with it: 'Crimée › Sébastopol'."""
    return f"{region.parent.name} › {region.name}" if region.parent else region.name
