"""The editors' desk: one file a noun. What may change, and how, is decided in workflow/."""

from articles.admin import audit, author, comment, defences, front, image, person, region, story, taxonomy, user

__all__ = ["audit", "author", "comment", "defences", "front", "image", "person", "region", "story", "taxonomy", "user"]
