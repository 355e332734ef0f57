"""The versions of a story in all languages, as the desk sees them."""

from articles.models import Story


def versions_of(story):
    """{'fr': story, 'en': story}: this one included, linked or not, each with its original loaded. One query."""
    group = Story.objects.filter(translation_group=story.translation_group).select_related("translated_from")
    return {version.language: version for version in group.defer("body", "html", "standfirst").order_by("pk")}
