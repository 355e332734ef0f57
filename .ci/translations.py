"""The texts of site and admin in every language: `check` fails on what is missing, `write` brings locale/ up to date.

English is written in the code and needs no file; each other language has a folder in locale/. Extraction runs in a copy
of the sources, so that a check changes nothing and nothing but our own files is read. The compiled files are kept in
the project: a site needs no gettext.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = sorted(path.name for path in (ROOT / "locale").iterdir() if path.is_dir())
SOURCES = ("articles", "newsroom", "templates", "static/js")
# Which file a text is in helps translators; line numbers would change with every commit.
OPTIONS = ("--add-location=file", "--no-wrap")
KEPT_HEADERS = ("MIME-Version", "Content-Type", "Content-Transfer-Encoding", "Plural-Forms")


def main(action):
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        extract(copy)
        if action == "write":
            return write(copy / "locale")
        problems = [problem for path in extracted(copy / "locale") for problem in check(path, copy / "locale")]
    for problem in problems:
        print(problem)
    if problems:
        print(f"{len(problems)} to mend. make messages brings the files up to date; then translate what is empty.")
    return bool(problems)


# Extraction


def extract(copy):
    """Sources and locale/ into the copy, then Django's makemessages there (it needs none of our settings)."""
    for name in (*SOURCES, "locale"):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "locale").mkdir(exist_ok=True)
    makemessages(copy, "django")
    if any("gettext(" in path.read_text("utf-8") for path in (copy / "static").rglob("*.js")):
        makemessages(copy, "djangojs")
    for path in extracted(copy / "locale"):
        tidy(path)


def makemessages(copy, domain):
    locales = [word for code in LANGUAGES for word in ("--locale", code)]
    command = [sys.executable, "-m", "django", "makemessages", "--domain", domain, *locales, *OPTIONS, "-v", "0"]
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"The texts could not be extracted:\n{done.stdout}{done.stderr}")


def extracted(locale):
    return sorted(locale.glob("*/LC_MESSAGES/*.po"))


def tidy(path):
    """One way to write the file, whatever made it, and no header that changes with every run."""
    texts = polib.pofile(str(path), wrapwidth=0)
    language = path.parent.parent.name
    texts.header = f"The texts of Newsroom: {language}. Under the licence of the project."
    texts.metadata_is_fuzzy = False
    texts.metadata = {name: value for name, value in texts.metadata.items() if name in KEPT_HEADERS}
    texts.metadata |= {"Project-Id-Version": "Newsroom", "Language": language}
    texts.save()


# Checking


def check(path, locale):
    """What is wrong with one language: texts without a translation, placeholders lost, compiled file out of date."""
    name = Path("locale") / path.relative_to(locale)
    entries = [entry for entry in polib.pofile(str(path)) if not entry.obsolete]
    problems = [f"{name}: {wrong}: {entry.msgid!r}" for entry in entries if (wrong := fault(entry))]
    kept = ROOT / name
    if not kept.exists():
        return [*problems, f"{name}: there is no such file"]
    compiled = kept.with_suffix(".mo")
    if not compiled.exists() or compiled.read_bytes() != polib.pofile(str(kept)).to_binary():
        problems.append(f"{name.with_suffix('.mo')}: is not what {name.name} compiles to")
    return problems


def fault(entry):
    """An entry of a .po file -> 'fuzzy', 'not translated', 'placeholders differ', or '' when it is good."""
    if entry.fuzzy:
        return "fuzzy"
    if not entry.translated():
        return "not translated"
    return "" if all(same_placeholders(entry, text) for text in translations(entry)) else "placeholders differ"


def translations(entry):
    return entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]


def same_placeholders(entry, text):
    """'%(n)s stories' and '%(n)s articles' -> True. A singular may say "one" instead of its number."""
    wanted, found = placeholders(entry.msgid_plural or entry.msgid), placeholders(text)
    return found == wanted or (bool(entry.msgid_plural) and found == placeholders(entry.msgid))


def placeholders(text):
    """'%(name)s wrote {n} of %d' -> {'%(name)s', '{n}', '%d'}."""
    return set(re.findall(r"%\(\w+\)[a-z]|\{\w*\}|%[sd]", text))


# Writing


def write(locale):
    """Brings the extracted files back, compiles them, and says what is left to translate."""
    for path in extracted(locale):
        kept = ROOT / "locale" / path.relative_to(locale)
        kept.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, kept)
        texts = polib.pofile(str(kept))
        kept.with_suffix(".mo").write_bytes(texts.to_binary())
        left = len(texts.untranslated_entries()) + len(texts.fuzzy_entries())
        print(f"{kept.relative_to(ROOT)}: {len(texts) - len(texts.obsolete_entries())} texts, {left} left to translate")
    return 0


if __name__ == "__main__":
    if sys.argv[1:] not in (["check"], ["write"]):
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
