"""The checklist beside the text: as the draft stands when the form is opened, as the form stands when it is asked."""

from dataclasses import dataclass

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_POST

from articles.admin.story_door import own_story
from articles.forms.checklist import mistakes, standing_data
from articles.workflow import second_reader
from articles.workflow.checklist import findings
from articles.workflow.finding import Finding
from articles.workflow.revisions import contents, snapshot


@dataclass
class Checklist:
    blocking: list
    advising: list


class StoryChecklist(admin.ModelAdmin):
    def get_urls(self):
        view = self.admin_site.admin_view(require_POST(self.checklist_view))
        return [
            path("add/checklist/", view, name="articles_story_new_checklist"),
            path("<int:key>/checklist/", view, name="articles_story_checklist"),
            *super().get_urls(),
        ]

    def checklist_view(self, request, key=None):
        """The list as a piece of HTML, for what was sent; nothing is saved."""
        if key is None and not self.has_add_permission(request):
            raise PermissionDenied(f"{request.user} may not write a story")
        story = own_story(self, request, key) if key is not None else None
        form = self.get_form(request, story, change=story is not None)(request.POST, instance=story)
        return render(request, "admin/articles/story/findings.html", {"checklist": _of_form(form, story, request.user)})

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        form = context["adminform"].form
        if form.is_bound:
            context["checklist"] = _of_form(form, obj, request.user)
        elif obj:
            data = contents(form.draft) if form.draft else snapshot(obj)
            context["checklist"] = _sorted(
                [*_of_second_reader(obj, form.draft, data, request.user), *findings(data, obj)]
            )
        return super().render_change_form(request, context, add, change, form_url, obj)


def _of_form(form, story, person):
    data = standing_data(form)
    lacking = _of_second_reader(story, form.draft, data, person)
    return _sorted([*mistakes(form), *lacking, *findings(data, story)])


def _of_second_reader(story, draft, data, person):
    """What the workflow would answer this person: nobody else's approval can be typed into the form."""
    if story and second_reader.bars_publication(story, draft, person, data):
        yield Finding("second_reader", second_reader.told(), "section", blocking=True)


def _sorted(found):
    return Checklist(
        blocking=[each for each in found if each.blocking], advising=[each for each in found if not each.blocking]
    )
