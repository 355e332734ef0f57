"""What is decided about the person behind a comment, and about the address it came from. A page of its own: it asks."""

from django.contrib import admin, messages
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _

from articles.admin.comment_list import address_of, describe
from articles.forms.moderation import JudgementForm
from articles.workflow import judging
from articles.workflow.errors import Refused


class CommentPeople(admin.ModelAdmin):
    def get_urls(self):
        view = self.admin_site.admin_view(self.person_view)
        return [path("<int:object_id>/person/", view, name="articles_comment_person"), *super().get_urls()]

    def person_view(self, request, object_id):
        self.refuse_stranger(request)
        comment = self.comment_of(request, str(object_id))
        if comment is None:
            raise Http404("comment")
        describe([comment])
        kept = request.GET.get("_changelist_filters", "")[:500]
        form = self._form(request, comment)
        if request.method == "POST" and form.is_valid() and self._judge(request, comment, form):
            return HttpResponseRedirect(address_of(comment, kept))
        context = {
            **self.admin_site.each_context(request),
            "title": _("The person behind this comment"),
            "opts": self.opts,
            "comment": comment,
            "form": form,
            "back": address_of(comment, kept),
        }
        code = 422 if request.method == "POST" else 200
        return TemplateResponse(request, "admin/articles/comment/person.html", context, status=code)

    def _form(self, request, comment):
        writer = comment.writer
        said = {"standing": writer.standing, "note": writer.note, "seen": judging.seen(writer)} if writer else {}
        asked = request.GET.get("standing", "")
        return JudgementForm(
            request.POST if request.method == "POST" else None,
            initial=said | ({"standing": asked} if asked else {}),
            known=bool(comment.email) and comment.by_id is None,
            sender=bool(comment.sender) and comment.by_id is None,
        )

    def _judge(self, request, comment, form):
        """Whether it was done; otherwise the form says why."""
        said, done = form.cleaned_data, []
        try:
            if "standing" in said and self._changes(comment, form):
                who = comment.person or comment.email.lower()
                what = said["standing"], form.until, said["note"]
                person = judging.judge_as_seen(who, *what, request.user, on=said["seen"])
                done.append(person.get_standing_display() or _("Nothing special any more."))
            if form.barred_until:
                judging.bar(comment, form.barred_until, request.user)
                done.append(_("The address is barred."))
        except Refused as told:
            form.add_error(None, str(told))
            return False
        self.message_user(request, " · ".join(done) or _("Nothing was changed."), messages.SUCCESS)
        return True

    def _changes(self, comment, form):
        """Nobody gets a row of their own for having nothing decided about them."""
        writer = comment.writer
        return form.cleaned_data["standing"] != "" or bool(writer and (writer.standing or form.has_changed()))
