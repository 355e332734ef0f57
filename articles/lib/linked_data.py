"""What programs read about a page: JSON-LD in the words of schema.org, from plain values.

tests/lib/test_linked_data.py holds every type, property and value against schema.org's own vocabulary.
"""

import json

CONTEXT = "https://schema.org"
# Inside <script> nothing is escaped by HTML's rules: these would end the element, or begin a comment.
UNSAFE = {sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def script(nodes: list[dict]) -> str:
    """The text of a <script type="application/ld+json">, which nothing in the words can leave.

    >>> script([{"@type": "Person", "name": "</script>"}])
    '{"@context":"https://schema.org","@graph":[{"@type":"Person","name":"\\\\u003c/script\\\\u003e"}]}'
    """
    document = {"@context": CONTEXT, "@graph": nodes}
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    for sign, escaped in UNSAFE.items():  # many times as fast as translate()
        text = text.replace(sign, escaped)
    return text


def node(kind: str | list[str], **properties) -> dict:
    """A thing of this type, without what is not known of it. `id` is its address in the graph.

    >>> node("Person", id="https://a.org/#p", name="Ada", url="", knows=None)
    {'@type': 'Person', '@id': 'https://a.org/#p', 'name': 'Ada'}
    """
    identity = {"@id": key} if (key := properties.pop("id", "")) else {}
    known = {name: value for name, value in properties.items() if value not in (None, "", [], {})}
    return {"@type": kind, **identity, **known}


def organization(site_url: str, name: str, logo: str, corrections: str) -> dict:
    """The paper. `corrections`: where it tells what it mended."""
    return node(
        "NewsMediaOrganization",
        id=organization_id(site_url),
        name=name,
        url=f"{site_url}/",
        logo=node("ImageObject", url=logo),
        correctionsPolicy=corrections,
    )


def organization_id(site_url: str) -> str:
    return f"{site_url}/#organization"


def reference(key: str) -> dict:
    """A thing that is told elsewhere in the graph."""
    return {"@id": key}


def breadcrumbs(steps: list[tuple[str, str]]) -> dict:
    """[(name, address), …], the outermost first; the last one is the page itself."""
    items = [
        node("ListItem", position=number, name=name, item=reference(address))
        for number, (name, address) in enumerate(steps, start=1)
    ]
    return node("BreadcrumbList", itemListElement=items)


def item_list(entries: list) -> dict:
    """What a page lists, in order; {} for nothing. An entry is an address of ours, or a node told in full here.

    >>> item_list(["https://a.org/1/"])["itemListElement"]
    [{'@type': 'ListItem', 'position': 1, 'url': 'https://a.org/1/'}]
    """
    items = [
        node("ListItem", position=number, **{"url" if isinstance(entry, str) else "item": entry})
        for number, entry in enumerate(entries, start=1)
    ]
    return node("ItemList", numberOfItems=len(items), itemListElement=items) if items else {}


def search_action(address: str) -> dict:
    """How to ask for something. `address`: of the results, without the question."""
    return {
        **node("SearchAction", target=node("EntryPoint", urlTemplate=f"{address}?q={{search_term_string}}")),
        "query-input": "required name=search_term_string",
    }


def duration(minutes: int) -> str:
    """4 -> 'PT4M', as ISO 8601 has it; 0, which stands for not known, -> ''."""
    return f"PT{minutes}M" if minutes else ""
