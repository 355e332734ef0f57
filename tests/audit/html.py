"""What the Nu checker says about the HTML as the server sent it. It is a Java program: `make audit-tools` brings it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

from tests.audit.budgets import Fault

OPTIONS = ["--format", "json", "--exit-zero-always", "--stdout", "--skip-non-html"]


def check(documents, folder):
    """([Fault of an error], {kind: how many warnings}) for these Documents, laid into the folder to be read."""
    files = {}
    folder.mkdir(exist_ok=True)
    for number, document in enumerate(documents):
        path = folder / f"{number}.html"
        path.write_bytes(document.body)
        files[str(path)] = document
    return verdicts(run([str(folder)]), files) if files else ([], {})


def check_xml(document):
    """A Fault when the document cannot be read as XML; a JSON Feed, as JSON."""
    try:
        (json.loads if "json" in document.type else ElementTree.fromstring)(document.body)
    except (ElementTree.ParseError, ValueError) as error:
        yield Fault(document.kind, "errors", str(error), document.address)


def run(paths):
    """The checker's messages: [{'type': 'error', 'url': 'file:…', 'lastLine': 3, 'message': '…'}, …]."""
    jar = os.environ.get("VNU_JAR", "")
    if not Path(jar).is_file():
        sys.exit("The Nu checker is not there: run `make audit`, which fetches it and says where it is (VNU_JAR).")
    done = subprocess.run(["java", "-Xss2m", "-jar", jar, *OPTIONS, *paths], capture_output=True, text=True)
    try:
        return json.loads(done.stdout)["messages"]
    except ValueError:
        sys.exit(f"The Nu checker gave no answer:\n{done.stdout}{done.stderr}")


def verdicts(messages, files):
    """Messages and {name of a file: Document} -> (faults, {kind: warnings}); what is only information is dropped."""
    faults, warnings = [], {}
    for message in messages:
        document = files[f"/{message['url'].removeprefix('file:').lstrip('/')}"]
        if message["type"] == "info":
            if message.get("subType") == "warning":
                warnings[document.kind] = warnings.get(document.kind, 0) + 1
        else:
            where = f"{document.address} line {message.get('lastLine', '?')}"
            faults.append(Fault(document.kind, "errors", message["message"], where))
    return faults, warnings
