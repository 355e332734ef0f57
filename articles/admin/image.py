from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db.models import Q
from django.http import HttpResponseRedirect, JsonResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.base import WorkflowAdmin, refuse_nul
from articles.forms.image import UploadForm, WordsForm
from articles.lib.images import BadPicture, rendition_name
from articles.models import Image
from articles.workflow.pictures import is_in_print
from articles.workflow.publishing import may

NEWEST = 24


@admin.register(Image)
class ImageAdmin(WorkflowAdmin):
    refusals = (BadPicture,)
    list_display = ["thumbnail", "alt", "credit", "licence", "size", "created_at"]
    list_display_links = ["thumbnail", "alt"]
    list_filter = ["licence"]
    list_per_page = 30
    search_fields = ["alt", "caption", "credit"]

    def has_change_permission(self, request, obj=None):
        """Its words stand on public pages: a reporter changes those of their own, until a story that uses it is out."""
        allowed = super().has_change_permission(request, obj)
        if not allowed or obj is None or may(request.user, "publish"):
            return allowed
        return obj.uploaded_by_id == request.user.pk and not is_in_print(obj)

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
        return ["preview", *words, "size", "created_at"] if obj else ["upload", *words]

    def get_readonly_fields(self, request, obj=None):
        return ["preview", "size", "created_at"] if obj else []

    def response_add(self, request, obj, post_url_continue=None):
        self.message_user(request, _("The picture is saved."))
        return HttpResponseRedirect(reverse("admin:articles_image_changelist"))

    def response_change(self, request, obj):
        return self.response_add(request, obj)

    @admin.display(description=gettext_lazy("picture"))
    def thumbnail(self, image):
        width, height = _fitted(image, 160, 120)
        markup = '<img src="{}" alt="{}" width="{}" height="{}" loading="lazy" class="thumbnail">'
        return format_html(markup, small(image), image.alt, width, height)

    @admin.display(description=gettext_lazy("picture"))
    def preview(self, image):
        width, height = _fitted(image, 480, 360)
        return format_html('<img src="{}" alt="" width="{}" height="{}" class="preview">', image.url, width, height)

    @admin.display(description=gettext_lazy("size"))
    def size(self, image):
        return f"{image.width} × {image.height}"

    # The dialog of the story form

    def get_urls(self):
        return [
            path("choose/", self.admin_site.admin_view(self.choose), name="articles_image_choose"),
            *super().get_urls(),
        ]

    def choose(self, request):
        """GET ?q= or ?id=: the newest pictures that fit. POST: a new one; 422 with the errors in words."""
        if request.method == "POST":
            return self._upload(request)
        if not self.has_view_permission(request):
            raise PermissionDenied
        refuse_nul(request)
        found = matching(request.GET.get("q", ""), request.GET.get("id", ""))
        return JsonResponse({"pictures": [as_json(image) for image in found[:NEWEST]]})

    def _upload(self, request):
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = UploadForm(request.POST, request.FILES, prefix="picture")
        if form.is_valid():
            try:
                return JsonResponse(as_json(form.file(by=request.user)), status=201)
            except BadPicture as refusal:
                form.add_error("upload", str(refusal.message))
        return JsonResponse({"errors": form.errors}, status=422)


def matching(words, key):
    images = Image.objects.all()
    if key:
        return images.filter(pk=key) if key.isdecimal() and len(key) < 19 else images.none()
    for word in words.split()[:8]:
        images = images.filter(Q(alt__icontains=word) | Q(caption__icontains=word) | Q(credit__icontains=word))
    return images


def small(image):
    """The address of its smallest copy, of the picture itself as long as there is none."""
    if not image.widths:
        return image.url
    return default_storage.url(rendition_name(image.file.name, min(image.widths), "webp"))


def _fitted(image, width, height):
    """The size it is shown at, inside width by height: 1600 × 900 in 160, 120 -> (160, 90)."""
    scale = min(width / image.width, height / image.height, 1)
    return max(1, round(image.width * scale)), max(1, round(image.height * scale))


def as_json(image):
    words = {"id": image.pk, "alt": image.alt, "caption": image.caption, "credit": image.credit}
    return words | {"url": image.url, "small": small(image), "width": image.width, "height": image.height}
