"""The stories of a tag and those somebody signed, page by page."""

from articles.models import Author, Byline, Story, StoryTag, Tag
from articles.queries.paging import list_page
from articles.queries.ties import Tied


def tag_page(slug, language, before=""):
    """(tag, ListPage). At most five queries. Raises Tag.DoesNotExist, NoSuchPage.

    A tag no public story carries does not exist for readers: its name may be what a draft is about.
    """
    tag = Tag.objects.get(slug=slug)
    return tag, _page(Tied(StoryTag, "tag", [tag.pk], [language], Story.objects.for_cards), before, Tag)


def author_page(slug, language, before=""):
    """(author, ListPage). At most five queries. Raises Author.DoesNotExist, NoSuchPage.

    So does a name that signs no public story.
    """
    author = Author.objects.get(slug=slug)
    return author, _page(Tied(Byline, "author", [author.pk], [language], Story.objects.for_cards), before, Author)


def _page(tied, before, model):
    page = list_page(tied, before)
    if not page.items and not _is_public(tied):
        raise model.DoesNotExist
    return page


def _is_public(tied):
    """Whether anybody may read one of them, in whatever language, the archived ones too."""
    keys = tied.model.objects.filter(**{tied.to: tied.keys[0]}).values("story")
    return Story.objects.public().filter(pk__in=keys).exists()
