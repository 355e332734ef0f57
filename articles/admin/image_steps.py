"""Two steps with a page of their own: another file under the same picture, and taking it away from all pages."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from articles.admin.image_uses import uses_context
from articles.forms.image import ReplaceForm
from articles.forms.thumbnails import shown_at_desk
from articles.lib.images import BadPicture, files_of
from articles.workflow import pictures
from articles.workflow.errors import Refused


class ImageSteps(admin.ModelAdmin):
    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:key>/replace/", view(self.replace), name="articles_image_replace"),
            path("<int:key>/withdraw/", view(self.withdraw), name="articles_image_withdraw"),
            *super().get_urls(),
        ]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["may_replace"] = bool(obj) and not obj.shelved and self.has_change_permission(request, obj)
        context["may_withdraw"] = bool(obj) and pictures.may_withdraw(request.user, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def replace(self, request, key):
        """GET: the form, and where the picture is used. POST: the new file. Who may change the words may do this."""
        image = self._image(request, key)
        if not self.has_change_permission(request, image):
            raise PermissionDenied(f"{request.user} may not replace picture {key}")
        form = ReplaceForm(request.POST, request.FILES) if request.method == "POST" else ReplaceForm()
        if form.is_valid() and self._replaced(request, form, image):
            return self._back(image)
        page = self._page(request, image, _("Replace the file"), form=form)
        return TemplateResponse(request, "admin/articles/image/replace.html", page, status=422 if form.errors else 200)

    def _replaced(self, request, form, image):
        try:
            form.file(image, request.user)
        except (BadPicture, Refused) as refusal:
            form.add_error("upload", str(refusal))
            return False
        self.message_user(request, _("The file is replaced, and every page that shows it is written anew."))
        return True

    def withdraw(self, request, key):
        """GET: where it is used, and the question. POST: it is gone."""
        image = self._image(request, key)
        if not request.user.has_perm("articles.publish_story"):
            raise PermissionDenied(f"{request.user} may not withdraw picture {key}")
        if request.method != "POST":
            page = self._page(request, image, _("Withdraw the picture"))
            return TemplateResponse(request, "admin/articles/image/withdraw.html", page)
        try:
            pictures.withdraw(image, request.user)
        except Refused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
        else:
            self._told(request, image)
        return self._back(image)

    def _told(self, request, image):
        """A file that could not be deleted is nothing to be silent about."""
        if any(default_storage.exists(name) for name in files_of(image.file.name, image.width)):
            words = _("No page shows it any more, but some of its files could not be deleted yet: tell the operator.")
            return self.message_user(request, words, messages.WARNING)
        return self.message_user(request, _("The picture is withdrawn: no page shows it, and its files are deleted."))

    def _image(self, request, key):
        if not self.has_view_permission(request):
            raise PermissionDenied(f"{request.user} may not see pictures")
        image = self.get_object(request, key)
        if image is None:
            raise Http404("picture")
        return image

    def _page(self, request, image, title, **more):
        page = self.admin_site.each_context(request) | {"title": title, "opts": self.opts, "image": image}
        return page | {"shown": shown_at_desk(image)} | uses_context(request.user, image) | more

    def _back(self, image):
        return HttpResponseRedirect(reverse("admin:articles_image_change", args=[image.pk]))
