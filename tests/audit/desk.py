"""The newsroom's own pages that are audited: lists, forms for something new, and a few of each kind of change form."""

import re

FRONTS = ("/admin/articles/edition/", "/admin/articles/edition/compose/fr/")
LISTS = ("/admin/articles/story/", "/admin/articles/comment/", "/admin/articles/image/")
OTHERS = ("/admin/", "/admin/articles/story/add/", "/admin/articles/image/add/", *FRONTS)
CHANGE = re.compile(r"/admin/articles/\w+/\d+/change/")
CORRECTIONS = re.compile(r"/admin/articles/story/\d+/corrections/")
FORMS_OF_A_LIST = 2


def addresses_at_desk(editor):
    """Every address, the change forms of the first rows of each list included."""
    forms = [address for each in LISTS for address in change_forms(editor.get(each).links)]
    return [*OTHERS, *LISTS, *forms, *(link for form in forms for link in corrections_of(editor.get(form).links))]


def change_forms(links):
    """['/admin/articles/story/3/change/?_changelist_filters=…', '/x/'] -> ['/admin/articles/story/3/change/']."""
    found = (CHANGE.match(link) for link in links)
    return list(dict.fromkeys(match[0] for match in found if match))[:FORMS_OF_A_LIST]


def corrections_of(links):
    """The pages of a story's corrections, which only the form of a story readers have seen points to."""
    return dict.fromkeys(link for link in links if CORRECTIONS.fullmatch(link))
