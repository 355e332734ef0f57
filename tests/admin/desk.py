"""What the tests of the desk share: the form as a browser would send it back, and the addresses."""

from django.urls import reverse

from tests.factories import story_data

ADD = "/admin/articles/story/add/"
LIST = "/admin/articles/story/"


def change(story):
    return reverse("admin:articles_story_change", args=[story.pk])


def form_data(page=None, **changes):
    """The fields of the story form. `page`: the answer to a GET, whose basis a person would send back."""
    data = {name: value for name, value in story_data().items() if value not in (None, False)}
    data |= {"publish_at": "", "basis": ""}
    if page is not None:
        form = page.context["adminform"].form
        data |= {name: form[name].value() or "" for name in ("headline", "body", "slug", "basis")}
    return data | changes
