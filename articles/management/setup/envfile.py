""".env: the settings of one site, for this user's eyes only."""

import os
from io import StringIO

from dotenv import dotenv_values


def text_of(values):
    """{'SITE_NAME': "L'Écho"} -> "SITE_NAME='L\\'Écho'\\n", as .env is read."""
    return "".join(f"{name}={_quoted(value)}\n" for name, value in values.items())


def _quoted(value):
    if value and all(character.isalnum() or character in "-_./:,@" for character in value):
        return value
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def survives(value):
    """Whether this value comes back from .env as it went in: line breaks and ${…} do not."""
    return dotenv_values(stream=StringIO(text_of({"X": value}))) == {"X": value}


def differing(path, values):
    """Those of `values` that the file says otherwise, or does not say."""
    said = dotenv_values(path)
    return {name: value for name, value in values.items() if (said.get(name) or "") != value}


def create(path, values):
    """Writes a new file, whole or not at all; FileExistsError when there is one by now."""
    new = path.with_name(path.name + ".new")
    new.unlink(missing_ok=True)
    try:
        with open(new, "x", encoding="utf-8", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            file.write("# Every setting is explained in .env.example.\n" + text_of(values))
            file.flush()
            os.fsync(file.fileno())
        os.link(new, path)
    finally:
        new.unlink(missing_ok=True)
