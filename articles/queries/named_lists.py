"""The stories of a tag and those somebody signed, page by page."""

from articles.models import Author, Byline, Story, Tag
from articles.queries.paging import list_page


def tag_page(slug, language, before=""):
    """(tag, ListPage). At most five queries. Raises Tag.DoesNotExist, NoSuchPage.

    A tag no public story carries does not exist for readers: its name may be what a draft is about.
    """
    tag = Tag.objects.get(slug=slug)
    keys = Story.tags.through.objects.filter(tag=tag).values("story")
    return tag, _page(keys, language, before, Tag)


def author_page(slug, language, before=""):
    """(author, ListPage). At most five queries. Raises Author.DoesNotExist, NoSuchPage.

    So does a name that signs no public story.
    """
    author = Author.objects.get(slug=slug)
    keys = Byline.objects.filter(author=author).values("story")
    return author, _page(keys, language, before, Author)


def _page(keys, language, before, model):
    """`keys`: a query for those of the stories. It is the database that decides which end it begins at."""
    stories = Story.objects.listed().in_language(language).filter(pk__in=keys)
    page = list_page(stories.for_cards().newest_first(), before)
    if not page.items and not Story.objects.public().filter(pk__in=keys).exists():
        raise model.DoesNotExist
    return page
