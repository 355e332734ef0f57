"""Rendered when written: what a reader's page joins as it is (decision 8)."""

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe

from articles.lib.embeds import embed
from articles.lib.foreign import marked
from articles.lib.html import image_ids, replace_embeds, replace_figures
from articles.lib.reading import reading_time
from articles.lib.typography import typeset_html
from articles.models import Image, Story


def rendered(body, language):
    """The columns of a story that follow from its text: {"html": …, "minutes": 4}. Costs what `story_html` costs."""
    return {"html": story_html(body, language), "minutes": reading_time(body, language)}


def story_html(body, language):
    """Clean source HTML -> the HTML of the page: typography applied, foreign words marked, figures with renditions.

    One query when the body holds pictures, none otherwise. A picture that no longer exists, that was withdrawn or
    lies on the shelf, leaves no trace.
    """
    html = marked(typeset_html(body, language), language)
    images = Image.objects.in_bulk(image_ids(html)) if "data-image" in html else {}

    def figure(image_id, caption):
        image = images.get(image_id)
        if image is None or not image.is_shown:
            return ""
        context = {"image": image, "caption": mark_safe(caption), "lead": False}  # cleaned with the body it is from
        return render_to_string("components/figure.html", context).strip()

    with translation.override(language):  # the few words around a picture speak the language of the story
        return replace_embeds(replace_figures(html, figure), card)


def card(address, title):
    """A post or a film elsewhere: one link, in the words somebody typed. Nothing is fetched, nothing is framed."""
    context = {"embed": embed(address), "title": title}
    return render_to_string("components/embed.html", context).strip()


def rerender(stories=None):
    """Writes anew what follows from the text, e.g. after a template changed. Gives back how many rows changed."""
    changed = 0
    for story in (Story.objects.all() if stories is None else stories).iterator():
        written = rendered(story.body, story.language)
        # The body is compared too: an editor who publishes meanwhile wins.
        if any(getattr(story, name) != value for name, value in written.items()):
            changed += Story.objects.filter(pk=story.pk, body=story.body).update(**written)
    return changed


def rerender_users_of(image):
    """After a picture changed: the stories that have it in their text."""
    return rerender(Story.objects.filter(figures__image=image))
