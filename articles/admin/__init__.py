"""The editors' desk: one file a noun. What may change, and how, is decided in workflow/."""

from articles.admin import author, comment, image, region, story, taxonomy, user

__all__ = ["author", "comment", "image", "region", "story", "taxonomy", "user"]
