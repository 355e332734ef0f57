"""The newsroom's own pages that are audited: lists, forms for something new, and a few of each kind of change form."""

import re

LISTS = ("/admin/articles/story/", "/admin/articles/comment/", "/admin/articles/image/")
OTHERS = ("/admin/", "/admin/articles/story/add/", "/admin/articles/image/add/")
CHANGE = re.compile(r"/admin/articles/\w+/\d+/change/")
FORMS_OF_A_LIST = 2


def addresses_at_desk(editor):
    """Every address, the change forms of the first rows of each list included."""
    return [*OTHERS, *LISTS, *(address for each in LISTS for address in change_forms(editor.get(each).links))]


def change_forms(links):
    """['/admin/articles/story/3/change/?_changelist_filters=…', '/x/'] -> ['/admin/articles/story/3/change/']."""
    found = (CHANGE.match(link) for link in links)
    return list(dict.fromkeys(match[0] for match in found if match))[:FORMS_OF_A_LIST]
