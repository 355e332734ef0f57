from articles.models.address import OldAddress
from articles.models.appeal import Appeal
from articles.models.append_only import AppendOnly
from articles.models.audit import AuditEntry
from articles.models.author import Author
from articles.models.brief import RegionBrief
from articles.models.comment import Comment
from articles.models.correction import Correction
from articles.models.defences import DiscussionRule, Learned, WordList
from articles.models.digest import Digest
from articles.models.edition import Edition
from articles.models.figure import Figure
from articles.models.flag import Flag
from articles.models.image import Image
from articles.models.language import Language
from articles.models.leftover import Leftover
from articles.models.lock import EditLock
from articles.models.note import Note
from articles.models.person import Person
from articles.models.preview import PreviewLink, PreviewVisit
from articles.models.region import Region
from articles.models.revision import Revision
from articles.models.search import KnownWord, SearchEntry
from articles.models.sender import Salt, Sender
from articles.models.site_page import SitePage
from articles.models.story import Story
from articles.models.story_links import Byline, StoryRegion, StoryTag
from articles.models.taxonomy import Section, Tag
from articles.models.words import StoryWords

__all__ = [
    "Appeal",
    "AppendOnly",
    "AuditEntry",
    "Author",
    "Byline",
    "Comment",
    "Correction",
    "Digest",
    "DiscussionRule",
    "EditLock",
    "Edition",
    "Figure",
    "Flag",
    "Image",
    "KnownWord",
    "Language",
    "Learned",
    "Leftover",
    "Note",
    "OldAddress",
    "Person",
    "PreviewLink",
    "PreviewVisit",
    "Region",
    "RegionBrief",
    "Revision",
    "Salt",
    "SearchEntry",
    "Section",
    "Sender",
    "SitePage",
    "Story",
    "StoryRegion",
    "StoryTag",
    "StoryWords",
    "Tag",
    "WordList",
]
