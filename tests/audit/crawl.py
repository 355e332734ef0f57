"""Reads the site as a robot would: every internal link of every page, each address once."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

from tests.audit.budgets import Fault
from tests.audit.kinds import GONE, LOGIN, NOT_FOUND, OWN, PREVIEW, THREAD, WITH_ERRORS, kind_of, kind_of_file
from tests.audit.links import inside, links_of

START = ("/", "/sitemap.xml")
MISSING = ("/rien/", "/en/nothing/", "/uk/nichoho/")
AT_ONCE = 4


@dataclass
class Document:
    """One answer of the server: its bytes as they came, and what they point to."""

    address: str
    status: int
    type: str = ""
    body: bytes = b""
    at: str = ""  # where it was found in the end, when the address leads on to another
    kind: str = ""
    source: str = ""  # the page from which a form brought us here
    links: list = field(default_factory=list)
    ids: set = field(default_factory=set)

    @property
    def is_page(self):
        return self.type.startswith("text/html")


class Reader:
    """Somebody who reads the site: anonymous, or logged in after log_in()."""

    def __init__(self, site):
        self.site, self.jar = site, CookieJar()
        self.opener = build_opener(HTTPCookieProcessor(self.jar))

    def get(self, address, data=None):
        """The Document there; refusals are documents too. `data` makes it a POST that comes from the site itself."""
        headers = {"Referer": f"{self.site}/", "Origin": self.site} if data else {}
        request = Request(f"{self.site}{address}", data and urlencode(data).encode(), headers)
        try:
            answer = self.opener.open(request, timeout=30)
        except HTTPError as refusal:
            answer = refusal
        except URLError as error:
            return Document(address, 0, str(error.reason))
        with answer:
            return self._document(address, answer)

    def _document(self, address, answer):
        at = answer.url.removeprefix(self.site)
        document = Document(address, answer.status, answer.headers.get("Content-Type", ""), answer.read(), at)
        document.kind = kind_of(at) if document.is_page else kind_of_file(at)
        document.links, document.ids = links_of(document.type, document.body.decode("utf-8", "replace"))
        return document

    def log_in(self, name, password):
        """Cookies of somebody at the desk, as a browser takes them."""
        form = self.get("/accounts/login/").body.decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)[1]
        self.get("/accounts/login/", {"csrfmiddlewaretoken": token, "login": name, "password": password, "next": "/"})
        return [{"name": cookie.name, "value": cookie.value, "url": self.site} for cookie in self.jar]


def leads_on(address):
    """Whether the links there are followed: the newsroom's own pages are another walk."""
    return not address.startswith("/admin/")


def crawl(reader, start=START, goes_on=leads_on, known=()):
    """{address: Document} of everything that can be reached; where it does not go on, links are left alone."""
    found, wave = dict(known), list(start)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        while wave:
            found |= {document.address: document for document in pool.map(reader.get, wave)}
            wave = unread(reader.site, (found[address] for address in wave if goes_on(address)), found)
    return found


def unread(site, documents, found):
    """The addresses on this site that the documents point to and that are not among the found."""
    ahead = (inside(site, document.at, link) for document in documents for link in document.links)
    return list(dict.fromkeys(target[0] for target in ahead if target and target[0] not in found))


def broken(site, found, documents):
    """A Fault for each link of the documents that leads to no page, or to no place on its page."""
    for document in documents:
        for link in dict.fromkeys(document.links):
            target = inside(site, document.at, link)
            if target and target[0] == document.at:
                wrong = _no_place(document, target[1])
            else:
                wrong = target and _wrong(found.get(target[0]), target[1])
            if wrong:
                yield Fault(document.kind, "links", f"{link}: {wrong}", document.address)


def _wrong(document, anchor):
    """A Document and 'comments' -> None when all is well, else 404, 'no #comments there', …"""
    if document is None:
        return "was not read"
    return _no_place(document, anchor) if document.status == 200 else document.status or document.type


def _no_place(document, anchor):
    there = not anchor or anchor == "top" or not document.is_page or anchor in document.ids
    return None if there else f"no #{anchor} there"


def on_purpose(reader, story, withdrawn):
    """The Documents that no link leads to. `story`: a Document with a comment form; `withdrawn`: an address."""
    form = story.body.decode()
    action = re.search(r'id="comment-form"[^>]*action="([^"]+)"', form)[1]
    token = re.search(r'name="token" value="([^"]+)"', form)[1]
    mistaken = {"website": "pas une adresse", "email": "sans arobase", "body": "<b>&", "token": token}
    words = {"body": "Merci.\n\nhttps://example.org", "name": "Anne", "email": "anne@example.org", "token": token}
    thread = re.search(r'/comments/link/(\d+)/|id="comment-(\d+)"', form)
    preview = _expect(reader.get(action, words), 200, PREVIEW, source=story.at)
    own = re.search(r'href="([^"]+/comments/own/[^"]+/edit/|/comments/own/[^"]+/edit/)"', preview.body.decode())
    return [
        _expect(reader.get(f"/comments/thread/{thread[1] or thread[2]}/"), 200, THREAD, source=story.at),
        _expect(reader.get(own[1]), 200, OWN, source=preview.at),
        *(_expect(reader.get(address), 404, NOT_FOUND) for address in MISSING),
        _expect(reader.get(withdrawn), 410, GONE),
        _expect(reader.get(action, mistaken), 422, WITH_ERRORS, source=story.at),
        preview,
        _expect(reader.get("/admin/login/"), 200, LOGIN),
    ]


def _expect(document, status, kind, source=""):
    """The same document, under the address and the kind it has now."""
    if document.status != status or (kind == PREVIEW and kind_of(document.at) != PREVIEW):
        raise SystemExit(f"{document.address}: {kind} with {status} was expected, not {document.at}: {document.status}")
    document.kind, document.address, document.source = kind, document.at, source
    return document
