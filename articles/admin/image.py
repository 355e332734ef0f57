from django.contrib import admin
from django.http import HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from articles.admin.base import WorkflowAdmin
from articles.admin.image_chooser import ImageChooser
from articles.admin.image_steps import ImageSteps
from articles.admin.image_uses import ImageUses
from articles.admin.story_state import local
from articles.forms.image import UploadForm, WordsForm
from articles.forms.thumbnails import fitted, shown_at_desk, small
from articles.lib.images import BadPicture
from articles.models import Image
from articles.workflow import pictures

STATES = {
    "shown": (gettext_lazy("in the store"), {"shelved": False, "withdrawn_at": None}),
    "shelved": (gettext_lazy("put away"), {"shelved": True}),
    "withdrawn": (pgettext_lazy("picture", "withdrawn"), {"withdrawn_at__isnull": False}),
}


class StateFilter(admin.SimpleListFilter):
    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [(key, words) for key, (words, _condition) in STATES.items()]

    def queryset(self, request, queryset):
        _words, condition = STATES.get(self.value(), (None, {}))
        return queryset.filter(**condition)


@admin.register(Image)
class ImageAdmin(ImageChooser, ImageUses, ImageSteps, WorkflowAdmin):
    refusals = (BadPicture,)
    change_form_template = "admin/articles/image/change_form.html"
    list_display = ["thumbnail", "name", "credit", "licence", "uses", "size", "created_at"]
    list_display_links = ["thumbnail", "name"]
    list_filter = [StateFilter, "graphic", "licence"]
    list_per_page = 30
    search_fields = ["alt", "caption", "credit"]

    def has_change_permission(self, request, obj=None):
        """Its words stand on public pages: a reporter changes those of their own, until a story with it is approved."""
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or pictures.may_change(request.user, obj))

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """A new picture is decoded outside the admin's transaction, which would hold up every other writer.

        The workflow has a transaction of its own for the row (workflow/pictures.py).
        """
        if object_id is not None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        try:
            return self._changeform_view(request, None, form_url, extra_context)
        except BadPicture as refusal:
            request.refusal = refusal
        return self._changeform_view(request, None, form_url, extra_context)

    def get_form(self, request, obj=None, change=False, **kwargs):
        return super().get_form(request, obj, change, form=WordsForm if change else UploadForm, **kwargs)

    def get_fields(self, request, obj=None):
        words = list(WordsForm.Meta.fields)
        return ["preview", "state", *words, "size", "created_at"] if obj else ["upload", *words]

    def get_readonly_fields(self, request, obj=None):
        return ["preview", "state", "size", "created_at"] if obj else []

    def response_add(self, request, obj, post_url_continue=None):
        self.message_user(request, _("The picture is saved."))
        return HttpResponseRedirect(reverse("admin:articles_image_changelist"))

    def response_change(self, request, obj):
        return self.response_add(request, obj)

    # Columns and fields

    @admin.display(description=gettext_lazy("picture"))
    def thumbnail(self, image):
        width, height = fitted(image, 160, 120)
        markup = '<img src="{}" alt="{}" width="{}" height="{}" loading="lazy" class="thumbnail">'
        return format_html(markup, small(image), image, width, height)  # it is a link: it needs a name

    @admin.display(description=gettext_lazy("alternative text"), ordering="alt")
    def name(self, image):
        """Its name in the list, with what keeps pages from printing it, or from showing it unasked."""
        told = [] if image.is_shown else [state_words(image)]
        told += [_("graphic")] if image.graphic else []
        return f"{image} ({', '.join(map(str, told))})" if told else str(image)

    @admin.display(description=gettext_lazy("picture"))
    def preview(self, image):
        """The picture and how pages crop it. With its sizes, so that nothing moves while it loads."""
        return render_to_string("admin/articles/image/focal.html", {"image": image, "shown": shown_at_desk(image)})

    @admin.display(description=gettext_lazy("state"))
    def state(self, image):
        return state_words(image)

    @admin.display(description=gettext_lazy("size"))
    def size(self, image):
        return f"{image.width} × {image.height}"


def state_words(image):
    """'in the store', 'put away: no public story uses it', 'withdrawn on 23 Nov. 2026 12:00'."""
    if image.withdrawn_at:
        return _("withdrawn on %s: its files no longer exist") % local(image.withdrawn_at)
    if image.shelved:
        return _("put away: the only story that used it was withdrawn. It comes back with a story that goes out")
    return STATES["shown"][0]
