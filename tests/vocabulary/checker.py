"""What is wrong with the linked data of a page, by schema.org's own vocabulary."""

import json
import re
from datetime import date, datetime
from html.parser import HTMLParser
from pathlib import Path

from rdflib import RDF, Graph, Literal, Namespace, URIRef

VOCABULARY = json.loads(Path(__file__).with_name("schema_org.json").read_text(encoding="utf-8"))
SCHEMA = Namespace("https://schema.org/")
URL = re.compile(r"https?://[^\s<>\"]+")
DURATION = re.compile(r"P(?=.)(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?")
INPUT = "-input"  # of an action: how a property of it is asked for


def linked_data(page):
    """The JSON-LD of a page of HTML, as an object; there is exactly one."""
    reader = _Scripts()
    reader.feed(page)
    assert len(reader.found) == 1, reader.found
    return json.loads(reader.found[0])


class _Scripts(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found, self.inside = [], False

    def handle_starttag(self, tag, attributes):
        self.inside = tag == "script" and ("type", "application/ld+json") in attributes
        if self.inside:
            self.found.append("")

    def handle_data(self, data):
        if self.inside:
            self.found[-1] += data

    def handle_endtag(self, tag):
        self.inside = False


def graph_of(document):
    """Read by a parser of linked data, with the context of schema.org that would be fetched otherwise."""
    assert document["@context"] == "https://schema.org"
    return Graph().parse(data=json.dumps({**document, "@context": _context()}), format="json-ld")


def _context():
    """As schema.org's: a property whose value is no text but may be an address holds one."""
    of_all = [each for known in VOCABULARY.values() for each in known["properties"].items()]
    addresses = {name: {"@type": "@id"} for name, values in of_all if "URL" in values and "Text" not in values}
    return {"@vocab": str(SCHEMA), **addresses}


def faults(document):
    """['NewsArticle has no property headlines', …]; [] when every statement is one that schema.org knows."""
    graph = graph_of(document)
    return [fault for subject in set(graph.subjects()) for fault in _faults_of(graph, subject)]


def _faults_of(graph, subject):
    kinds = _kinds(graph, subject)
    if not kinds:
        yield f"{subject} has no type"
    for kind in kinds - set(VOCABULARY):
        yield f"there is no type {kind}"
    known = _properties(kinds)
    for name, value in graph.predicate_objects(subject):
        if name != RDF.type:
            yield from _faults_of_value(graph, "/".join(sorted(kinds)), known, name.removeprefix(SCHEMA), value)


def _faults_of_value(graph, kind, known, name, value):
    if name.removesuffix(INPUT) not in known or (name.endswith(INPUT) and "Action" not in ancestry(kind.split("/"))):
        yield f"{kind} has no property {name}"
        return
    allowed = ["Text"] if name.endswith(INPUT) else known[name]
    if not any(_is(graph, value, each) for each in allowed):
        yield f"{kind} {name}: {value.n3()} is none of {allowed}"


def _kinds(graph, subject):
    return {str(kind).removeprefix(SCHEMA) for kind in graph.objects(subject, RDF.type)}


def _properties(kinds):
    """Those of the types and of all they are kinds of: {name: what the value may be}."""
    return {name: values for kind in ancestry(kinds) for name, values in VOCABULARY[kind]["properties"].items()}


def ancestry(kinds):
    found, waiting = set(), [kind for kind in kinds if kind in VOCABULARY]
    while waiting:
        kind = waiting.pop()
        found.add(kind)
        waiting += VOCABULARY[kind]["parents"]
    return found


def _is(graph, value, kind):
    if isinstance(value, Literal):
        return kind in LITERALS and LITERALS[kind](value)
    kinds, is_address = _kinds(graph, value), isinstance(value, URIRef) and bool(URL.fullmatch(value))
    if kind == "URL":
        return is_address
    return kind in ancestry(kinds) or (kind == "Thing" and is_address and not kinds)


def _is_moment(value):
    try:
        return datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


def _is_date(value):
    try:
        return bool(date.fromisoformat(value))
    except ValueError:
        return False


def _is_a(*types):
    return lambda literal: type(literal.toPython()) in types


LITERALS = {
    "Text": _is_a(str),
    "URL": lambda literal: bool(URL.fullmatch(literal)),
    "Integer": _is_a(int),
    "Number": _is_a(int, float),
    "Boolean": _is_a(bool),
    "DateTime": _is_moment,
    "Date": _is_date,
    "Duration": lambda literal: bool(DURATION.fullmatch(literal)),
}
