"""Writes schema_org.json anew: python -m tests.vocabulary.extract .../schema-dts/dist/schema.d.ts NewsArticle Person …

The package schema-dts holds schema.org's vocabulary as TypeScript: one interface a type, with the types it extends and
its own properties with what their values may be. Taken are the named types and all they inherit from.
"""

import json
import re
import sys
from pathlib import Path

VOCABULARY = Path(__file__).with_name("schema_org.json")
INTERFACE = re.compile(r"^(?:export )?interface (\w+?)(?:Base|Leaf) extends ([^{]+) \{(.*?)^\}", re.M | re.S)
PROPERTY = re.compile(r'^    "(\w+)"\?: SchemaValue<(.*), "\1">;$', re.M)
# A type and those that are of it: those without properties of their own are named here only.
FAMILY = re.compile(r"^export type (\w+) = \1Leaf \| (.*);$", re.M)
PARENT = re.compile(r"\b(\w+)Base\b")


def types_in(declarations):
    """{'NewsArticle': {'parents': ['Article'], 'properties': {'dateline': ['Text']}}, …}."""
    found = {}
    for name, parents, body in INTERFACE.findall(declarations):
        known = found.setdefault(name, {"parents": [], "properties": {}})
        known["parents"] += [parent for parent in PARENT.findall(parents) if parent != name]
        for each, values in PROPERTY.findall(body):
            known["properties"][each] = [value for value in re.split(r"\s*\|\s*", values) if value != "IdReference"]
    for name, children in FAMILY.findall(declarations):
        for child in re.findall(r"\w+", children):
            if name in found and child in found and name not in found[child]["parents"]:
                found[child]["parents"].append(name)
    for known in found.values():  # what schema.org borrows elsewhere is not its own vocabulary
        known["parents"] = [parent for parent in known["parents"] if "_" not in parent]
    return found


def with_ancestors(types, names):
    taken, waiting = {}, list(names)
    while waiting:
        if (name := waiting.pop()) not in taken:
            taken[name] = types[name]
            waiting += types[name]["parents"]
    return taken


def main():
    path, *names = sys.argv[1:]
    taken = with_ancestors(types_in(Path(path).read_text(encoding="utf-8")), names)
    lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(taken[name], sort_keys=True)}" for name in sorted(taken))
    VOCABULARY.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
