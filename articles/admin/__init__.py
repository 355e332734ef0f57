"""The editors' desk: one file a noun. What may change, and how, is decided in workflow/."""

from articles.admin import (
    audit,
    author,
    brief,
    comment,
    defences,
    front,
    image,
    person,
    region,
    site_page,
    story,
    taxonomy,
    user,
)

__all__ = [
    "audit",
    "author",
    "brief",
    "comment",
    "defences",
    "front",
    "image",
    "person",
    "region",
    "site_page",
    "story",
    "taxonomy",
    "user",
]
