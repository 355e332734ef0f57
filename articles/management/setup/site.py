"""Opening a newsroom: the answers of one person, and what is made of them, as a whole or not at all."""

import os
from dataclasses import dataclass, field

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection, transaction
from django.utils.translation import gettext as _

from articles.lib.slugs import slug_for
from articles.management.setup import checks, envfile
from articles.models import Section

# The parts of a paper that we propose, in every language.
PROPOSED = [
    {"slug": "international", "fr": "International", "en": "World", "uk": "Світ"},
    {"slug": "regions", "fr": "Régions", "en": "Regions", "uk": "Регіони"},
    {"slug": "societe", "fr": "Société", "en": "Society", "uk": "Суспільство"},
    {"slug": "reperes", "fr": "Repères", "en": "Background", "uk": "Довідка"},
]
# What the shell said for this one command holds for the site: it goes to .env with the answers.
KEPT = ("DATABASE_URL", "VAR_DIR", "TIME_ZONE")


@dataclass
class Answers:
    settings: dict
    sections: list = field(default_factory=list)  # [{'slug': 'regions', 'fr': 'Régions', …}]
    admin: dict | None = None  # {'username', 'email', 'password'}; None: there is one already


# Asking


def ask(questions, sections, password):
    """`sections`: those given as options, 'Régions/Regions/Регіони'; None: asked for, or proposed."""
    codes = _ask_languages(questions)
    answers = Answers(settings=_ask_site(questions, codes))
    if sections is not None:
        answers.sections = [_given_section(text, codes) for text in sections]
    elif not _has(Section):
        answers.sections = _ask_sections(questions, codes)
    if questions.given.get("admin") or not _has(get_user_model(), is_superuser=True):
        answers.admin = _ask_admin(questions, password)
    return answers


def _has(model, **which):
    present = model._meta.db_table in connection.introspection.table_names()
    return present and model._default_manager.filter(**which).exists()


def _ask_languages(questions):
    questions.explain(_("In which languages do you publish? The first one has the addresses without a prefix."))
    default = ",".join(code for code, _name in settings.LANGUAGES)
    return questions.answer("languages", _("Languages"), checks.languages, default)


def _ask_site(questions, codes):
    questions.explain(_("The name stands at the head of every page, the tagline under it (it may stay empty)."))
    values = {"SITE_NAME": questions.answer("name", _("Name of the newsroom"), checks.site_name, settings.SITE_NAME)}
    values["SITE_TAGLINE"] = questions.answer("tagline", _("Tagline"), checks.line, settings.SITE_TAGLINE)
    questions.explain(_("With an https address the site insists on https everywhere."))
    values["SITE_URL"] = questions.answer("url", _("Address of the site"), checks.site_url, settings.SITE_URL)
    return values | {"LANGUAGES": ",".join(codes)}


def _ask_sections(questions, codes):
    questions.explain(_("Sections are the parts of the paper. Write yours with commas between them, or - for none."))
    main = codes[0]
    default = ", ".join(section[main] for section in PROPOSED)
    names = questions.answer("sections", _("Sections"), checks.section_names, default)
    return [_ask_section(questions, name, codes) for name in names]


def _ask_section(questions, name, codes):
    known = next((section for section in PROPOSED if section[codes[0]] == name), {"slug": slug_for(name, 50)})
    section = {"slug": known["slug"], codes[0]: name}
    for code in codes[1:]:
        question = _("“%(name)s” in the language %(code)s") % {"name": name, "code": code}
        section[code] = questions.answer(f"{name} ({code})", question, checks.section_name, known.get(code, name))
    return section


def _given_section(text, codes):
    """'Régions/Regions' and ['fr', 'en'] -> {'slug': 'regions', 'fr': 'Régions', 'en': 'Regions'}."""
    names = [checks.section_name(name) for name in text.split("/")]
    return {"slug": slug_for(names[0], 50)} | dict(zip(codes, names, strict=False))


def _ask_admin(questions, password):
    questions.explain(_("The first account may do everything, and opens the accounts of the others."))
    name = questions.answer("admin", _("Name to log in with"), checks.username, "admin" if questions.ask else None)
    mail = questions.answer("email", _("E-mail address"), checks.email)
    secret = questions.secret(
        _("Password (at least 12 characters; it is not shown)"),
        _("The same password again"),
        lambda text: checks.password(text, name, mail),
        password,
    )
    return {"username": name, "email": mail, "password": secret}


# Making


def open_newsroom(answers, env_file, say):
    """The database is brought up to date first: that can be repeated. The rest happens together, .env last."""
    say(_("Preparing the database"))
    call_command("migrate", verbosity=0, interactive=False)
    new = env_file is not None and not env_file.exists()
    try:
        with transaction.atomic():
            _fill(answers, say)
            if new:
                envfile.create(env_file, {"SECRET_KEY": settings.SECRET_KEY} | answers.settings | _kept())
    except BaseException:
        if new:
            env_file.unlink(missing_ok=True)
        raise
    if env_file is not None:
        _tell_settings(answers.settings, env_file, new, say)


def _fill(answers, say):
    for position, section in enumerate(answers.sections, start=1):
        say(_add_section(section, position))
    if answers.admin:
        say(_add_admin(answers.admin))


def _add_section(section, position):
    names = {f"name_{code}": name for code, name in section.items() if code != "slug"}
    # French is what a missing name falls back to, so there must be one.
    names.setdefault("name_fr", next(iter(names.values())))
    found, created = Section.objects.get_or_create(slug=section["slug"], defaults=names | {"position": position})
    return (_("Section: %s") if created else _("Section: %s (there already, kept as it is)")) % found.name


def _add_admin(admin):
    users = get_user_model().objects
    if users.filter(username=admin["username"]).exists():
        return _("Account: %s (there already, kept as it is)") % admin["username"]
    users.create_superuser(**admin)
    return _("Account: %s") % admin["username"]


def _kept():
    return {name: os.environ[name] for name in KEPT if os.environ.get(name)}


def _tell_settings(values, env_file, new, say):
    """A .env that was there is the operator's: its lines are only shown."""
    if new:
        say(_("%s was written. It holds the secret key: keep a copy, and show it to nobody.") % env_file)
    elif lines := envfile.differing(env_file, values):
        say(_("%s is there already. Put these lines into it:") % env_file + "\n" + envfile.text_of(lines).rstrip())
    else:
        say(_("%s says all this already.") % env_file)
