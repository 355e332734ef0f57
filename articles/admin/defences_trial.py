"""A text is tried against the defences, and the learning filter tells what it knows. Nothing typed here is kept."""

from django.contrib import admin, messages
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from articles.forms.defences import TrialForm
from articles.lib import defences
from articles.queries import lessons, rulebook
from articles.workflow import learning


class DefencesTrial(admin.ModelAdmin):
    def get_urls(self):
        own = [
            path("try/", self.admin_site.admin_view(self.try_view), name="articles_wordlist_try"),
            path("learn/", self.admin_site.admin_view(self.learn_view), name="articles_wordlist_learn"),
        ]
        return [*own, *super().get_urls()]

    def try_view(self, request):
        self.refuse_stranger(request)
        form = TrialForm(request.POST if request.method == "POST" else None)
        lesson = lessons.last_lesson()
        context = {
            **self.admin_site.each_context(request),
            "title": _("Try a text"),
            "opts": self.opts,
            "form": form,
            "tried": form.is_bound and form.is_valid(),
            "held": held(form.cleaned_data) if form.is_bound and form.is_valid() else [],
            "lesson": lesson,
            "since": lessons.decided_since(lesson),
            "least": learning.bayes.LEAST,
        }
        code = 422 if form.is_bound and form.errors else 200
        return TemplateResponse(request, "admin/articles/wordlist/try.html", context, status=code)

    def learn_view(self, request):
        """POST: learns anew from the decisions, and says how well."""
        self.refuse_stranger(request)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        lesson = learning.learn()
        if not lesson.words:
            told = _("There is too little to learn from: at least %d of each kind are needed.") % learning.bayes.LEAST
            self.message_user(request, told, messages.WARNING)
        else:
            self.message_user(request, _told(lesson, learning.trial()), messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:articles_wordlist_try"))


def held(words):
    """{'name': '', 'body': 'Casino'} -> ['word “casino”']: why such a comment would be held, whoever writes it."""
    book = rulebook.rulebook()
    found = defences.reasons({"name": words["name"], "website": "", "body": words["body"]}, book=book)
    return defences.explain(found)


def _told(lesson, shares):
    said = _("The filter has learned from %(spam)d comments filed as spam and %(ham)d approved ones.") % {
        "spam": lesson.spam,
        "ham": lesson.ham,
    }
    if shares:
        tried = _("Tried on a fifth that was kept back, it holds %(spam)s %% of the spam and %(ham)s %% of the rest.")
        said = f"{said} {tried % {'spam': _percent(shares[0]), 'ham': _percent(shares[1])}}"
    return said


def _percent(share):
    """0.0042 -> '0.4', in the language of the desk."""
    return number_format(share * 100, 1)
