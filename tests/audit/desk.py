"""The newsroom's own pages that are audited: lists, forms for something new, and a few of each kind of change form."""

import re

FRONTS = ("/admin/articles/edition/", "/admin/articles/edition/compose/fr/")
LISTS = ("/admin/articles/story/", "/admin/articles/comment/", "/admin/articles/image/")
QUIET_LISTS = tuple(f"/admin/articles/{noun}/" for noun in ("region", "section", "tag", "author", "sitepage"))
QUIET_LISTS += tuple(f"/admin/articles/{noun}/" for noun in ("person", "wordlist", "discussionrule", "regionbrief"))
COMMENT_PAGES = ("/admin/articles/comment/figures/", "/admin/articles/wordlist/try/")
ACCOUNTS = ("/admin/auth/user/", "/admin/auth/user/invite/", "/accounts/2fa/", "/accounts/2fa/passkeys/add/")
ACCOUNTS += ("/accounts/sessions/", "/accounts/password/change/", "/accounts/reauthenticate/")
OTHERS = ("/admin/", "/admin/articles/story/add/", "/admin/articles/image/add/", "/admin/articles/auditentry/")
CHANGE = re.compile(r"/admin/(?:articles|auth)/\w+/\d+/change/")
STORY = re.compile(r"/admin/articles/story/\d+/(?=change/)")
IMAGE = re.compile(r"/admin/articles/image/\d+/(?=change/)")
COMMENT = re.compile(r"/admin/articles/comment/\d+/(?=change/)")
CORRECTIONS = re.compile(r"/admin/articles/story/\d+/corrections/")
PAGES_OF_A_STORY = ("history/", "notes/", "links/", "preview/", "cards/")
STEPS_OF_A_PICTURE = ("replace/", "withdraw/")
PAGES_OF_A_COMMENT = ("person/",)
FORMS_OF_A_LIST = 2


def addresses_at_desk(editor):
    """Every address, the change forms of the first rows of each list and the pages that belong to them included."""
    listing = [*LISTS, *QUIET_LISTS, "/admin/auth/user/"]
    forms = [address for each in listing for address in change_forms(editor.get(each).links)]
    pages = [page for form in forms for page in pages_of(form)]
    corrections = [link for form in forms for link in corrections_of(editor.get(form).links)]
    lists = [*FRONTS, *LISTS, *COMMENT_PAGES, *QUIET_LISTS]
    return list(dict.fromkeys([*OTHERS, *lists, *ACCOUNTS, *forms, *pages, *corrections]))


def change_forms(links):
    """['/admin/articles/story/3/change/?_changelist_filters=…', '/x/'] -> ['/admin/articles/story/3/change/']."""
    found = (CHANGE.match(link) for link in links)
    return list(dict.fromkeys(match[0] for match in found if match))[:FORMS_OF_A_LIST]


def pages_of(form):
    """'/admin/articles/image/3/change/' -> ['/admin/articles/image/3/replace/', …]; of a region nothing."""
    parts = ((STORY, PAGES_OF_A_STORY), (IMAGE, STEPS_OF_A_PICTURE), (COMMENT, PAGES_OF_A_COMMENT))
    for pattern, pages in parts:
        if base := pattern.match(form):
            return [f"{base[0]}{page}" for page in pages]
    return []


def corrections_of(links):
    """The pages of a story's corrections, which only the form of a story readers have seen points to."""
    return dict.fromkeys(link for link in links if CORRECTIONS.fullmatch(link))
