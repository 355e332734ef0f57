from articles.models.author import Author
from articles.models.comment import Comment
from articles.models.image import Image
from articles.models.language import Language
from articles.models.region import Region
from articles.models.revision import Revision
from articles.models.sender import Sender
from articles.models.story import Byline, Story, StoryRegion
from articles.models.taxonomy import Section, Tag

__all__ = [
    "Author",
    "Byline",
    "Comment",
    "Image",
    "Language",
    "Region",
    "Revision",
    "Section",
    "Sender",
    "Story",
    "StoryRegion",
    "Tag",
]
