"""Rows as they were read, to be compared: models are equal as soon as their keys are."""


def columns(row) -> tuple:
    """All that was read of a model, hashable: (7, 'Donetsk', …). Another as soon as a column of the row is."""
    read = row.__dict__.get
    return tuple([_hashable(read(field.attname)) for field in row._meta.concrete_fields])


def _hashable(value):
    """A column of JSON holds lists of plain values."""
    return tuple(value) if isinstance(value, list) else value
