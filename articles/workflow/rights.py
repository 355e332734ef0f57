"""What an account or a role may do, in words, so that the trail can say how it changed."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.template.defaultfilters import yesno
from django.utils.translation import gettext as _

from articles.workflow import audit

FLAGS = ("is_active", "is_staff", "is_superuser")


def rights_of(thing):
    """{'Is active': 'yes', 'Groups': 'editor, moderator', …} of an account or a role, as the database has it now."""
    if isinstance(thing, Group):
        return {_label(thing, "permissions"): _names(thing.permissions)}
    row = get_user_model().objects.get(pk=thing.pk)
    flags = {_label(row, name): yesno(getattr(row, name)) for name in FLAGS}
    lists = {_label(row, name): _names(getattr(row, name)) for name in ("groups", "user_permissions")}
    return flags | lists


def record_changes(thing, before, by):
    """A line when something differs from `before`, what `rights_of` said then ({} for a new one)."""
    now = rights_of(thing)
    words = [
        _("%(right)s: %(before)s → %(after)s") % {"right": right, "before": before.get(right, "—"), "after": value}
        for right, value in now.items()
        if before.get(right, "—") != value
    ]
    if words:
        noun = "group" if isinstance(thing, Group) else "account"
        audit.record(by, thing, "\n".join(words), f"{noun}.rights")


def _label(thing, name):
    return str(thing._meta.get_field(name).verbose_name)


def _names(many):
    """'editor, moderator'; for permissions their codes, which no translation blurs."""
    if many.model is Group:
        names = many.values_list("name", flat=True)
    else:
        pairs = many.order_by("content_type__app_label", "codename").values_list("content_type__app_label", "codename")
        names = [f"{app}.{code}" for app, code in pairs]
    return ", ".join(sorted(names)) or "—"
