"""Pieces of text that stories and comments are put together from: each is typeset, stemmed and folded once."""

from dataclasses import dataclass, field
from itertools import chain

from django.utils import timezone

from articles.lib.plain import paragraphs
from articles.lib.reading import word_count
from articles.lib.search_entry import PARTS, Entry, Texts, head, known_rows, vector
from articles.lib.search_entry import entry as entry_of_texts
from articles.lib.words import index_text
from articles.management.seed.vocabulary import Speech
from articles.workflow.rendering import story_html

HEADLINE, STANDFIRST, PARAGRAPH = 9, 25, 40  # words
NAMED = 0.3


@dataclass
class Piece:
    """`body` as it is stored, `html` as it is printed; `vector`, `head`, `folded` as the two searches compare it."""

    body: str
    html: str = ""
    words: int = 0
    vector: str = ""
    head: str = ""
    folded: str = ""
    known: list = field(default_factory=list)


class Pool:
    """`headlines`, `standfirsts`, `texts` (paragraphs) and `comments` of a language."""

    def __init__(self, language, draw, number):
        speech = Speech(language, min(60_000, 5 * number))
        self.language = language
        self.headlines = [self._piece("headline", speech.text(draw, HEADLINE, 0.1)[:-1]) for _piece in range(number)]
        self.standfirsts = [self._piece("standfirst", speech.text(draw, STANDFIRST, 0.2)) for _piece in range(number)]
        self.texts = [self._paragraph(speech.text(draw, PARAGRAPH, NAMED)) for _piece in range(number)]
        self.comments = [self._comment(speech.text(draw, draw.randint(5, 40))) for _piece in range(number // 2)]

    def _piece(self, part, text, **columns):
        entry = self._entry(part, text)
        columns |= {"vector": vector(entry), "head": head(entry), "folded": index_text(text)}
        return Piece(**({"body": text} | columns), known=known_rows([entry]))

    def _entry(self, part, text) -> Entry:
        """Of one part alone; the marks come with the story."""
        texts = Texts(**{name: text if name == part else "" for name in PARTS})
        made = entry_of_texts(0, self.language, timezone.now(), None, texts)
        made.marks = []
        return made

    def _paragraph(self, text):
        body = f"<p>{text}</p>"
        return self._piece("body", text, body=body, html=story_html(body, self.language), words=word_count(body))

    def _comment(self, text):
        return Piece(text, paragraphs(text))

    def name(self, text):
        """A name that signs stories."""
        return self._piece("names", text)

    def known(self):
        """The rows of what "did you mean" chooses from, each word once."""
        pieces = chain(self.headlines, self.standfirsts, self.texts)
        return list({row[:2]: row for piece in pieces for row in piece.known}.values())
