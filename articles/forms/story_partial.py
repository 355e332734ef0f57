"""What is sound in a story form that is not valid as a whole: for what saves by itself, and for comparing."""

from django.core.exceptions import FieldDoesNotExist
from django.forms.models import ModelMultipleChoiceField

from articles.models import Story


def sound_data(form, former=None):
    """The data of a bound form as far as its fields are valid, and what is wrong with the others.

    A wrong field keeps its value in `former` (the data of a revision), or is empty when there is none:
    embargo "tomorrow" -> data with the embargo of before, [{"field": "embargo_until", "label": …, "words": …}].
    """
    wrong = set(form.errors)
    for name, field in form.fields.items():
        form.cleaned_data.setdefault(name, _empty(name, field))
    data = form.revision_data()
    if wrong & {"headline", "language"} or not data["slug"]:
        wrong.add("slug")  # no address was looked for
    data |= {name: former[name] for name in wrong & data.keys() if former and name in former}
    if data["primary_region"] and data["primary_region"] not in data["regions"]:
        data["regions"] = [*data["regions"], data["primary_region"]]
    return data, list(_problems(form, data))


def _empty(name, field):
    if isinstance(field, ModelMultipleChoiceField):
        return []
    try:
        column = Story._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    return None if column.is_relation else column.get_default()


def _problems(form, data):
    for name, errors in form.errors.items():
        if name in data:
            label = str(form.fields[name].label or name)
            yield {"field": name, "label": label, "words": " ".join(str(error) for error in errors)}
