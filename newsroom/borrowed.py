"""Texts of Django's admin that Django has no Ukrainian for: named here, they are translated in our own locale/.

Without them the desk would speak French in the middle of a Ukrainian page (a missing text falls back to the main
language). When Django has one of them, its line can go.
"""

from django.utils.translation import gettext_noop as _

TEXTS = [
    _("Run"),
    _("Model name"),
    _("Add link"),
    _("Change or view list link"),
    _("Forgotten your login credentials?"),
    _("Pagination %(name)s entries"),
    _("Pagination %(name)s"),
    _("Search %(name)s"),
    _("- Select an option -"),
    _("Filter by %(field_name)s"),
    _("After you’ve created a user, you’ll be able to edit more user options."),
    _("Enter a valid “slug” consisting of letters, numbers, underscores or hyphens."),
    _("Logout"),
    _(
        "Deleting the %(object_name)s “%(escaped_object)s” would result in deleting related objects, but your account "
        "doesn't have permission to delete the following types of objects:"
    ),
    _(
        "Deleting the %(object_name)s “%(escaped_object)s” would require deleting the following protected related "
        "objects:"
    ),
    _(
        "Are you sure you want to delete the %(object_name)s “%(escaped_object)s”? All of the following related items "
        "will be deleted:"
    ),
]
