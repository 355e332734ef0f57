import os
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import translation
from django.utils.translation import gettext as _

from articles.lib.languages import SPOKEN
from articles.management.setup.questions import Questions
from articles.management.setup.site import ask, open_newsroom

OPTIONS = {
    "languages": "fr,en,uk: those you publish in, the main one first",
    "name": "the name of the newsroom",
    "tagline": "the line under it",
    "url": "the address that readers type",
    "admin": "the name the first account logs in with",
    "email": "its e-mail address",
}


class Command(BaseCommand):
    help = (
        "Opens a newsroom: asks for name, languages, sections and the first account, prepares the database, and writes "
        ".env when there is none. Run again, it only adds what is missing. With --no-input it asks nothing: then "
        "--admin, --email and the password in NEWSROOM_PASSWORD are needed, unless there is an administrator."
    )
    requires_system_checks = []  # there may be no database yet

    def add_arguments(self, parser):
        for name, meaning in OPTIONS.items():
            parser.add_argument(f"--{name}", help=meaning)
        parser.add_argument(
            "--section",
            action="append",
            help="a section's name in each language, 'Régions/Regions/Регіони'; can be repeated; '-' for none",
        )
        parser.add_argument("--no-input", action="store_false", dest="ask", help="asks nothing")
        parser.add_argument("--env-file", type=Path, default=settings.BASE_DIR / ".env", help="another place for .env")
        parser.add_argument("--no-env-file", action="store_const", const=None, dest="env_file", help="writes no .env")

    def handle(self, **options):
        with translation.override(spoken()):
            try:
                self.open(options)
            except (KeyboardInterrupt, EOFError):
                raise CommandError(_("Stopped. Nothing is half done: run it again."), returncode=130) from None
            except ValidationError as error:
                raise CommandError(" ".join(error.messages)) from error
            except (DatabaseError, OSError) as error:
                raise CommandError(_("The newsroom could not be opened: %s") % error) from error

    def open(self, options):
        given = {name: options[name] for name in OPTIONS if options[name] is not None}
        sections = None if options["section"] is None else [text for text in options["section"] if text != "-"]
        questions = Questions(given, self.stdout.write, options["ask"])
        answers = ask(questions, sections, os.environ.get("NEWSROOM_PASSWORD"))
        open_newsroom(answers, options["env_file"], self.stdout.write)
        self.stdout.write(self.style.SUCCESS(_("The newsroom is open. Start it with: make serve")))


def spoken():
    """The language of the operator's terminal when we know it, otherwise English."""
    locale = next(filter(None, (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return locale[:2] if locale[:2] in SPOKEN else "en"
