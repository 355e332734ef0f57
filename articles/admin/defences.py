"""What moderators set: the words that hold a comment, the rules of discussions."""

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Length, Replace
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.admin.base import DeskAdmin
from articles.admin.defences_trial import DefencesTrial
from articles.admin.moderating import ForModerators
from articles.forms.defences import RuleForm, WordListForm
from articles.lib.keys import is_key
from articles.models import DiscussionRule, Story, WordList
from articles.queries import rulebook
from articles.queries.search import with_words

FOUND = 10


class RulesAdmin(ForModerators, DeskAdmin):
    """What is changed here holds at once in this process, and in the others within seconds."""

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        transaction.on_commit(rulebook.forget)

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        transaction.on_commit(rulebook.forget)


class Titles(ChangeList):
    """Lists without their words: a list may hold a hundred thousand. The database counts the lines."""

    def get_queryset(self, request, exclude_parameters=None):
        lines = Length("terms") - Length(Replace("terms", Value("\n"), Value(""))) + 1
        found = super().get_queryset(request, exclude_parameters).defer("terms")
        return found.annotate(lines=lines)


@admin.register(WordList)
class WordListAdmin(DefencesTrial, RulesAdmin):
    form = WordListForm
    fields = ["title", "active", "terms"]
    list_display = ["title", "number", "active", "changed_at"]
    search_fields = ["title"]
    change_form_template = "admin/articles/wordlist/change_form.html"
    change_list_template = "admin/articles/wordlist/change_list.html"

    def get_changelist(self, request, **kwargs):
        return Titles

    @admin.display(description=_("words and phrases"))
    def number(self, words):
        return words.lines


@admin.register(DiscussionRule)
class DiscussionRuleAdmin(RulesAdmin):
    """A rule is of one story or of one region for good: for another one there is another rule."""

    form = RuleForm
    list_display = ["concerned", "slow_minutes", "all_held", "close_days"]
    list_select_related = ["story", "region"]
    change_form_template = "admin/articles/discussionrule/change_form.html"

    def get_fields(self, request, obj=None):
        what = ["slow_minutes", "all_held", "close_days"]
        if obj:
            return ["concerned", *what]
        return ["story" if _chosen(request) else "region", *what]

    def get_readonly_fields(self, request, obj=None):
        return ["concerned"] if obj else []

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Without the admin's own buttons, which lead to stories that a moderator does not see."""
        return db_field.formfield(**kwargs)

    @admin.display(description=_("story or region"), ordering="pk")
    def concerned(self, rule):
        return str(rule)

    def add_view(self, request, form_url="", extra_context=None):
        """`?find=` looks for a story by its words; `?story=` has chosen one."""
        self.refuse_stranger(request)
        chosen = _chosen(request)
        if chosen and (rule := DiscussionRule.objects.filter(story=chosen).first()):
            return redirect(reverse("admin:articles_discussionrule_change", args=[rule.pk]))
        text = request.GET.get("find", "")[:100].replace("\0", "")
        known = {"chosen": chosen, "find": text, "found": _found(text)}
        return super().add_view(request, form_url, known | (extra_context or {}))

    def get_changeform_initial_data(self, request):
        story = _chosen(request)
        return {"story": story.pk} if story else {}


def _chosen(request):
    """The story somebody has chosen, if readers see it. One query a request, none without a choice."""
    if not hasattr(request, "rule_story"):
        key = request.POST.get("story") or request.GET.get("story", "")
        request.rule_story = Story.objects.public().filter(pk=key).first() if is_key(key) else None
    return request.rule_story


def _found(text):
    """The newest public stories with these words; none without a word. At most one query."""
    if not text.strip():
        return []
    return list(with_words(Story.objects.public(), text).order_by("-published_at", "-pk")[:FOUND])
