"""Where a picture is used: a number in the list, the stories by name on its page and before it is deleted."""

from django.contrib import admin
from django.core.exceptions import BadRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.story_state import status_words
from articles.queries.pictures import counted_uses, drafts_with, stories_with, uses_of
from articles.workflow import pictures
from articles.workflow.errors import Refused
from articles.workflow.moves import may_write

NAMED = 10


class ImageUses(admin.ModelAdmin):
    def get_changelist_instance(self, request):
        """Two queries for all the numbers of the page shown."""
        changelist = super().get_changelist_instance(request)
        changelist.result_list = list(changelist.result_list)
        counts = counted_uses(changelist.result_list)
        for image in changelist.result_list:
            image.number_of_uses = counts[image.pk]
        return changelist

    @admin.display(description=gettext_lazy("stories"))
    def uses(self, image):
        return image.number_of_uses

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            context |= uses_context(request.user, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    # Deleting

    def users(self, things):
        """The stories that keep these pictures from being deleted, working drafts included."""
        return [words for image in things for words in _names(image)]

    def get_deleted_objects(self, objs, request):
        """A working draft is no row that the database could protect: it is asked here as well."""
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)
        return deleted, counts, lacking, protected or self.users(objs)

    def delete_model(self, request, obj):
        """Through the workflow: its files go with it."""
        try:
            pictures.delete(obj, request.user)
        except Refused as refusal:
            raise BadRequest(str(refusal)) from refusal


def uses_context(user, image):
    """What uses.html prints. A reporter is told the names of their own stories and of public ones, and of the rest
    how many they are.
    """
    uses = uses_of(image, known_to=None if user.has_perm("articles.publish_story") else user)
    for use in uses.found:
        use.state = status_words(use.story)
        use.where = ", ".join(_places(use))
        use.url = _address(user, use.story)
    return {"uses": uses}


def _places(use):
    if use.lead:
        yield _("lead picture")
    if use.text:
        yield _("in the text")
    if use.draft:
        yield _("only in the working draft")


def _address(user, story):
    if may_write(user, story):
        return reverse("admin:articles_story_change", args=[story.pk])
    return story.get_absolute_url()


def _names(image):
    few = stories_with(image).order_by("-pk").values_list("headline", flat=True)[:NAMED]
    drafts = drafts_with(image).order_by("-story_id").values_list("story__headline", flat=True)[:NAMED]
    return [*few, *(_("%s (working draft)") % headline for headline in drafts)]
