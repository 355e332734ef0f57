"""Where a post comes from, by the headers that a script of another site cannot forge (decision 3)."""

from urllib.parse import urlsplit


def is_same_origin(fetch_site, origin, referer, own):
    """('same-origin', '', '', 'https://news.org') -> True; ('cross-site', …) -> False; nothing said -> False.

    `own`: the origins of this site, e.g. {'https://news.org'}. The first header that speaks decides.
    """
    if fetch_site:
        return fetch_site == "same-origin"
    claimed = origin or referer
    if not claimed:
        return False
    try:
        parts = urlsplit(claimed)
    except ValueError:
        return False
    return f"{parts.scheme}://{parts.netloc}" in own
