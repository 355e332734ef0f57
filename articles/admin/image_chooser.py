"""The dialog of the story form: it finds a picture, or takes a new one in."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.urls import path
from django.utils.translation import gettext as _

from articles.admin.base import refuse_nul
from articles.forms.image import UploadForm
from articles.forms.thumbnails import small, whole
from articles.lib.images import BadPicture
from articles.queries.pictures import offered

NEWEST = 24


class ImageChooser(admin.ModelAdmin):
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
        found = offered(request.GET.get("q", ""), request.GET.get("id", ""))
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


def as_json(image):
    """`alt` is what readers' pages print, `label` what the desk calls it."""
    label = f"{image} ({_('graphic')})" if image.graphic else str(image)
    words = {"id": image.pk, "alt": image.printed_alt, "label": label, "credit": image.credit}
    words |= {"caption": image.caption, "url": whole(image), "small": small(image)}
    return words | {"width": image.width, "height": image.height}
