"""What the desk calls languages and roles, in the language of the person who reads."""

from django.utils.translation import get_language, get_language_info, gettext, pgettext_lazy

# The roles every site starts with; a role somebody adds is called as they called it.
ROLES = {
    "reporter": pgettext_lazy("role", "reporter"),
    "editor": pgettext_lazy("role", "editor"),
    "moderator": pgettext_lazy("role", "moderator"),
}


def language_word(code):
    """'uk' -> 'ukrainien' in a French sentence, 'Ukrainian' in an English one."""
    word = gettext(get_language_info(code)["name"])
    return word if get_language() == "en" else word.lower()


def role_word(name):
    """'editor' -> 'rédacteur'; 'Stagiaires' stays."""
    return str(ROLES.get(name, name))
