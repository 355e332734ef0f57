"""Which kind of page an address is: one row of the table each."""

import re

_LANGUAGE = r"/(?:(?P<language>en|uk)/)?"
_QUIET = "region|regionbrief|section|tag|author|sitepage|person|wordlist|discussionrule"
_ADDRESSES = {
    "front": rf"{_LANGUAGE}",
    "region": rf"{_LANGUAGE}regions/[^/]+/",
    "section": rf"{_LANGUAGE}sections/[^/]+/",
    "story": rf"{_LANGUAGE}\d{{4}}/\d\d/\d\d/[^/]+/",
    "tag": rf"{_LANGUAGE}tags/[^/]+/",
    "author": rf"{_LANGUAGE}authors/[^/]+/",
    "archive": rf"{_LANGUAGE}archives/(?:\d{{4}}/(?:\d\d/(?:\d\d/)?)?)?",
    "page of the site": rf"{_LANGUAGE}pages/[^/]+/",
    "text edition": rf"{_LANGUAGE}leger/.*",
    "search": rf"{_LANGUAGE}search/",
    "corrections": rf"{_LANGUAGE}corrections/",
    "comments and data": rf"{_LANGUAGE}comments/privacy/",
    "my comments": rf"{_LANGUAGE}comments/me/(?:erase/)?",
    "thread of comments": rf"{_LANGUAGE}comments/thread/\d+/",
    "comment preview": rf"{_LANGUAGE}comments/preview/[^/]+/",
    "own comment": rf"{_LANGUAGE}comments/own/[^/]+/(?:edit|withdraw)/",
    "login": r"/(?:admin|accounts)/login/",
    "desk": r"/admin/",
    "desk: stories": r"/admin/articles/story/",
    "desk: story form": r"/admin/articles/story/(?:add|\d+/change)/",
    "desk: corrections": r"/admin/articles/story/\d+/corrections/",
    "desk: comments": r"/admin/articles/(?:comment/(?:figures/)?|wordlist/try/)",
    "desk: comment form": r"/admin/articles/comment/(?:add|\d+/change)/",
    "desk: comment person": r"/admin/articles/comment/\d+/person/",
    "desk: fronts": r"/admin/articles/edition/",
    "desk: front form": r"/admin/articles/edition/compose/.+",
    "desk: images": r"/admin/articles/image/",
    "desk: image form": r"/admin/articles/image/(?:add|\d+/change)/",
    "desk: image steps": r"/admin/articles/image/\d+/(?:replace|withdraw)/",
    "desk: story pages": r"/admin/articles/story/\d+/(?:history|notes|links|cards)/",
    "desk: preview": r"/admin/articles/story/\d+/preview/",
    "desk: other lists": rf"/admin/articles/(?:{_QUIET}|auditentry)/",
    "desk: other forms": rf"/admin/articles/(?:{_QUIET})/\d+/change/",
    "desk: accounts": r"/(?:admin/auth/user/(?:invite/|\d+/change/)?|accounts/.+)",
}
PATTERNS = {kind: re.compile(pattern) for kind, pattern in _ADDRESSES.items()}
OTHER, FILE, SITEMAP, FEED = "other page", "file", "sitemap", "feed"
# These are asked for on purpose: no address tells them.
THREAD, OWN = "thread of comments", "own comment"
NOT_FOUND, GONE, WITH_ERRORS, PREVIEW, LOGIN = "404", "410", "form with errors", "comment preview", "login"
ORDER = [
    *("front", "region", "section", "story", "corrections", "comments and data", WITH_ERRORS, PREVIEW, NOT_FOUND, GONE),
    *("search", "tag", "author", "archive", "page of the site", "text edition"),
    *(THREAD, OWN, "my comments", OTHER, SITEMAP, FEED, FILE),
    *(LOGIN, "desk", "desk: stories", "desk: story form", "desk: corrections", "desk: comments", "desk: comment form"),
    "desk: comment person",
    *("desk: fronts", "desk: front form", "desk: images", "desk: image form", "desk: image steps"),
    *("desk: story pages", "desk: preview", "desk: other lists", "desk: other forms", "desk: accounts"),
]


def kind_of(address):
    """'/en/regions/donetsk/?page=2' -> 'region'; an address nobody foresaw -> 'other page'."""
    path = address.partition("?")[0]
    return next((kind for kind, pattern in PATTERNS.items() if pattern.fullmatch(path)), OTHER)


def kind_of_file(address):
    """What is no page: '/sitemap.xml' -> 'sitemap', '/corrections/feed/' -> 'feed'; styles, pictures, … -> 'file'."""
    if "/feed/" in address:
        return FEED
    return SITEMAP if address.startswith("/sitemap") and address.endswith(".xml") else FILE


def language_of(address):
    """'/uk/regions/kherson/' -> 'uk'; without a prefix 'fr'."""
    return address[1:3] if address[:4] in ("/en/", "/uk/") else "fr"


def is_desk(kind):
    """Pages for editors: correct and accessible like the others, but without a budget of bytes."""
    return kind == LOGIN or kind.startswith("desk")
