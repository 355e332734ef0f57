"""What every page for readers needs; it lives a floor below, where the desk's previews find it too."""

from articles.queries.page import alternate, in_every_language, page_context

__all__ = ["alternate", "in_every_language", "page_context"]
