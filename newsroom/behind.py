"""What the app does for the web server that keeps its pages (KEEP_PAGES=0): each page compressed once, and its second.

nginx counts in whole seconds: a page that may be kept for one of them stays for up to two. So it is told when: the
end of the second in which the page was begun (nginx takes the header away).
"""

import time

from newsroom.kept_pages import ENCODERS, FRESH, Page
from newsroom.kept_pages import _encoding as encoding


class Behind:
    """A WSGI application around another. Only what everybody may have is touched, and it is never a stream."""

    def __init__(self, application):
        self.application = application

    def __call__(self, environ, start_response):
        said, began = {}, time.time()

        def note(status, headers, exc_info=None):
            said.update(status=status, headers=headers)

        result = self.application(environ, note)
        page = Page(said["status"], list(said["headers"]), b"", 0)
        if not page.header("cache-control").startswith("public,") or FRESH not in page.header("cache-control"):
            start_response(page.status, page.headers)
            return result
        try:
            page.body = b"".join(result)
        finally:
            getattr(result, "close", lambda: None)()
        headers, body = encoded(page, environ)
        start_response(page.status, [*headers, ("X-Accel-Expires", f"@{int(began)}")])
        return [body]


def encoded(page, environ):
    """(headers, body), as this browser takes them."""
    if not page.is_text:
        return page.headers, page.body
    headers = [(name, value) for name, value in page.headers if name.lower() != "vary"] + [("Vary", "Accept-Encoding")]
    chosen = encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
    if not chosen:
        return headers, page.body
    body = ENCODERS[chosen](page.body)
    changed = {"content-length": str(len(body)), "etag": f"W/{page.header('etag').removeprefix('W/')}"}
    headers = [(name, changed.get(name.lower(), value)) for name, value in headers]
    return [*headers, ("Content-Encoding", chosen)], body
