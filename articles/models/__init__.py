from articles.models.address import OldAddress
from articles.models.append_only import AppendOnly
from articles.models.audit import AuditEntry
from articles.models.author import Author
from articles.models.comment import Comment
from articles.models.correction import Correction
from articles.models.edition import Edition
from articles.models.figure import Figure
from articles.models.image import Image
from articles.models.language import Language
from articles.models.leftover import Leftover
from articles.models.lock import EditLock
from articles.models.note import Note
from articles.models.preview import PreviewLink, PreviewVisit
from articles.models.region import Region
from articles.models.revision import Revision
from articles.models.sender import Sender
from articles.models.story import Byline, Story, StoryRegion
from articles.models.taxonomy import Section, Tag
from articles.models.words import StoryWords

__all__ = [
    "AppendOnly",
    "AuditEntry",
    "Author",
    "Byline",
    "Comment",
    "Correction",
    "EditLock",
    "Edition",
    "Figure",
    "Image",
    "Language",
    "Leftover",
    "Note",
    "OldAddress",
    "PreviewLink",
    "PreviewVisit",
    "Region",
    "Revision",
    "Section",
    "Sender",
    "Story",
    "StoryRegion",
    "StoryWords",
    "Tag",
]
