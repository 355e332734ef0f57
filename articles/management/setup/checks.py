"""What an answer must be like. Each takes the text and gives the value, or raises ValidationError with words."""

import re
from urllib.parse import urlsplit

from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from articles.lib.slugs import slug_for
from articles.management.setup.envfile import survives
from articles.models import Language, Section

# As newsroom/environment.py takes it; this app does not know the project.
ADDRESS = re.compile(r"https?://([a-z0-9.-]+|\[[0-9a-f:.]+\])(:\d+)?")
NAME_LENGTH = Section._meta.get_field("name_fr").max_length


def languages(text):
    """'fr, en' -> ['fr', 'en']."""
    codes = [code.strip().lower() for code in text.split(",") if code.strip()]
    if not codes or len(set(codes)) != len(codes) or not set(codes) <= set(Language.values):
        known = {"codes": ", ".join(Language.values)}
        raise ValidationError(_("Give each of %(codes)s at most once, with commas, the main one first.") % known)
    return codes


def site_url(text):
    """'https://News.example.org/' -> 'https://news.example.org'."""
    address = text.strip().rstrip("/").lower()
    if not ADDRESS.fullmatch(address) or not _has_a_port(address):
        raise ValidationError(
            _("Give the address that readers type, such as https://news.example.org, without a path.")
        )
    return address


def _has_a_port(address):
    try:
        return urlsplit(address).port != 0
    except ValueError:  # over 65535
        return False


def line(text):
    """Any text that stays the same in .env."""
    if not text.strip().isprintable() or not survives(text.strip()):
        raise ValidationError(_("Line breaks and ${…} cannot be part of it."))
    return text.strip()


def site_name(text):
    if not line(text):
        raise ValidationError(_("A newsroom needs a name."))
    return line(text)


def section_names(text):
    """'Société, Repères' -> ['Société', 'Repères']; '-' -> []."""
    names = [name.strip() for name in text.split(",") if name.strip()]
    return [] if names == ["-"] else distinct([section_name(name) for name in names])


def distinct(names):
    """Each must give an address of its own: 'Société' and 'societe' are one."""
    if len({slug_for(name, 50) for name in names}) != len(names):
        raise ValidationError(_("Two sections have the same name."))
    return names


def section_name(text):
    """'Société' -> 'Société': not too long, with letters for an address."""
    if not slug_for(text, 50) or len(text.strip()) > NAME_LENGTH:
        raise ValidationError(_("Give a name of 1 to %(number)d letters.") % {"number": NAME_LENGTH})
    return text.strip()


def username(text):
    user = get_user_model()
    field = user._meta.get_field(user.USERNAME_FIELD)
    return field.clean(user.normalize_username(text.strip()), None)


def email(text):
    validate_email(text.strip())
    return text.strip()


def password(text, name, mail):
    validate_password(text, get_user_model()(username=name, email=mail))
    return text
