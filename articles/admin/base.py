"""What the desk adds to Django's admin: refusals become errors of the form, and nothing typed is lost."""

from django.contrib.admin import ShowFacets
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import BadRequest
from django.db import DataError
from django.db.models import ProtectedError
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.admin.history import TrailAdmin
from articles.admin.paging import BoundedPaginator
from articles.lib.keys import is_key

# What Django's own filters put into an address, after the name of the field.
OFFERED = ("", "__exact", "__id__exact", "__isnull", "__gte", "__lt")


class DeskAdmin(TrailAdmin):
    paginator = BoundedPaginator
    show_facets = ShowFacets.NEVER  # a query a choice; where numbers help, a list counts them itself (story_filters.py)
    show_full_result_count = False  # one count a list is enough
    list_per_page = 50
    actions = None
    view_on_site = False  # the state panel links to what readers see, and only then

    def changelist_view(self, request, extra_context=None):
        """A forged address or selection is a bad request, whatever the database would have called it."""
        refuse_nul(request)
        if not all(map(is_key, request.POST.getlist(ACTION_CHECKBOX_NAME))):
            raise BadRequest("a selected key is no number")
        try:
            return super().changelist_view(request, {"title": self.noun(plural=True)} | (extra_context or {}))
        except (OverflowError, DataError) as error:
            raise BadRequest(str(error)) from error

    def lookup_allowed(self, lookup, value, request):
        """Only the filters that are offered: any other lookup (a regex, say) can be made to cost a minute."""
        names = [parameter(each) for each in self.get_list_filter(request)]
        return any(lookup == f"{name}{kind}" for name in names for kind in OFFERED)

    def noun(self, plural=False):
        """'Article', as a heading: Django's own ("Ajout de article") stumble over gender and vowels."""
        return capfirst(self.opts.verbose_name_plural if plural else self.opts.verbose_name)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["title"] = _("%s: addition") % self.noun() if add else self.noun()
        return super().render_change_form(request, context, add, change, form_url, obj)

    def users(self, things):
        """The names of what keeps these from being deleted, where the admin's own list says too little."""
        return []

    def get_deleted_objects(self, objs, request):
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)
        return deleted, counts, lacking, (protected and self.users(objs)) or protected

    def delete_model(self, request, obj):
        """Somebody may have begun to use it while the question was on the screen."""
        try:
            super().delete_model(request, obj)
        except ProtectedError as error:
            raise BadRequest(_("It is in use and stays.")) from error


def parameter(offered):
    """What an entry of list_filter is called in an address: 'kind', ('kind', Filter), or Filter itself."""
    if isinstance(offered, str):
        return offered
    return offered[0] if isinstance(offered, tuple) else offered.parameter_name


def refuse_nul(request):
    """PostgreSQL stores no NUL and would answer a search for one with an error of its own."""
    if any("\0" in value for values in request.GET.lists() for value in values[1]):
        raise BadRequest("NUL in the query string")


class WorkflowAdmin(DeskAdmin):
    """Saves by calling the workflow, once, inside the admin's own transaction.

    `refusals` raised by it undo the transaction; then the form is shown again with the sentence and every word.
    The form has `file(by)`, which writes, and `refusal`, which its clean() turns into an error.
    """

    refusals = ()

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except self.refusals as refusal:
            request.refusal = refusal
        return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.refusal = getattr(request, "refusal", None)
        return form

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """The fields as the form declares them, not as the admin would dress them."""
        return db_field.formfield(**kwargs)

    def save_form(self, request, form, change):
        return form.file(by=request.user)

    def save_model(self, request, obj, form, change):
        """Done: the form has filed it."""

    def save_related(self, request, form, formsets, change):
        """Done with the rest, in one write (decision 4)."""

    def log_addition(self, request, obj, message):
        """The workflow records it, in the transaction that does it."""

    log_change = log_addition

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        response = super().render_change_form(request, context, add, change, form_url, obj)
        if request.method == "POST" and context["errors"]:
            response.status_code = 422
        return response
