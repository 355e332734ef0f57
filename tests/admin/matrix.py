"""Walks every address of the desk and asks it as everybody, for test_permission_matrix.py."""

import re
from datetime import timedelta
from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.auth.models import Group
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.urls.resolvers import RoutePattern, URLResolver
from django.utils import timezone

from articles.models import DiscussionRule, Edition, PreviewLink, RegionBrief, Revision, SitePage, WordList
from articles.workflow import audit
from tests import factories as make
from tests.admin.desk import form_data

# "reporter": what belongs to them, where something can; "foreign": the same reporter, before somebody else's.
WHO = ("anonymous", "reader", "reporter", "foreign", "editor", "moderator", "admin")
METHODS = ("GET", "POST")


def addresses():
    """{what stands in the table: (pattern's name or '', its path, the names of its arguments)}, as the site finds them.

    The table calls an address by its name; where a name has several paths, or none, its arguments or path follow.
    """
    found = list(_walk(admin.site.get_urls()))
    names = [name for name, _path, _arguments in found]
    return {_called(*each, names): each for each in found}


def _called(name, path, arguments, names):
    if not name:
        return path
    return name if names.count(name) == 1 else f"{name}({','.join(arguments)})"


def _walk(patterns, prefix="", arguments=()):
    for pattern in patterns:
        path, names = f"{prefix}{pattern.pattern}", (*arguments, *_arguments(pattern.pattern))
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, path, names)
        else:
            yield pattern.name or "", path, names


def _arguments(pattern):
    return tuple(pattern.converters if isinstance(pattern, RoutePattern) else pattern.regex.groupindex)


class Cast:
    """Everybody, and one of each thing: the reporter's own, and somebody else's."""

    def __init__(self):
        self.reporter, other = make.UserFactory(role="reporter"), make.UserFactory(role="reporter")
        people = {role: make.UserFactory(role=role) for role in ("editor", "moderator")}
        people |= {"reader": make.UserFactory(is_staff=False), "admin": make.UserFactory(is_superuser=True)}
        self.people = people | {"anonymous": None, "reporter": self.reporter, "foreign": self.reporter}
        self.cookies = {who: cookies_of(person) for who, person in self.people.items()}
        self.own, self.foreign = self._things(self.reporter), self._things(other)

    def _things(self, owner):
        story = make.StoryFactory(owner=owner)
        Revision.objects.create(story=story, kind="saved", data=make.story_data(), based_on=0, by=owner)
        until = timezone.now() + timedelta(days=1)
        PreviewLink.objects.create(story=story, token_hash=f"{story.pk:064x}", label="x", by=owner, expires_at=until)
        return {
            "story": story,
            "image": make.ImageFactory(uploaded_by=owner),
            "comment": make.CommentFactory(),
            "region": make.RegionFactory(),
            "section": make.SectionFactory(),
            "tag": make.TagFactory(),
            "author": make.AuthorFactory(),
            "sitepage": SitePage.objects.first(),
            "auditentry": audit.record(owner, story, "x"),
            "user": owner,
            "edition": Edition.objects.create(language="fr", starts_at=timezone.now(), by=owner),
            "group": Group.objects.get(name="moderator"),
            "person": make.PersonFactory(),
            "wordlist": WordList.objects.create(title="x", terms="x"),
            "regionbrief": RegionBrief.objects.create(region=make.RegionFactory()),
            "discussionrule": DiscussionRule.objects.create(region=make.RegionFactory()),
        }

    def ask(self, who, method, address):
        """'login', or the code of the answer. Whatever it does is undone."""
        things = self.own if who == "reporter" else self.foreign
        client = Client()
        client.cookies.load(self.cookies[who])
        with transaction.atomic():
            body = urlencode(BODIES.get(address[0], {}), doseq=True) if method == "POST" else ""
            answer = client.generic(method, path_to(*address, things), body, content_type=FORM)
            transaction.set_rollback(True)
        return "login" if answer.status_code == 302 and "/login/" in answer.url else str(answer.status_code)


def cookies_of(person):
    """What the browser of somebody who has logged in sends, once for all that is asked; nobody's: nothing."""
    client = Client()
    if person:
        client.force_login(person)
    return {name: cookie.value for name, cookie in client.cookies.items()}


FORM = "application/x-www-form-urlencoded"
# What is posted: nothing, but where nothing is refused before anybody asks who sends it.
BODIES = dict.fromkeys(("articles_story_autosave", "articles_story_autosave_new"), form_data(basis="0:0"))
# Arguments that are no key of the thing an address is about.
KNOWN = {
    "app_label": lambda things: "articles",
    "language": lambda things: "fr",
    "section": lambda things: things["section"].slug,
    "revision": lambda things: things["story"].revisions.first().pk,
    "link": lambda things: things["story"].preview_links.first().pk,
    "name": lambda things: "resend",
    "url": lambda things: "no-such-address/",
    "sealed": lambda things: "forged",
}
KEYS = ("object_id", "key", "pk", "id")


def path_to(name, path, arguments, things):
    values = {each: value_of(each, path, things) for each in arguments}
    if name:
        return reverse(f"admin:{name}", kwargs=values)
    for each, value in values.items():
        path = re.sub(rf"<\w+:{each}>|\(\?P<{each}>.*", str(value), path)
    return f"/admin/{path}"


def value_of(argument, path, things):
    """A value for an argument of an address: the key of the thing that its path speaks of, or what KNOWN says."""
    noun = path.split("/")[1] if "/" in path else ""
    if argument in KEYS and noun in things:
        return things[noun].pk
    if argument in KNOWN:
        return KNOWN[argument](things)
    raise LookupError(f"{path}: what should stand for <{argument}>? Say it in tests/admin/matrix.py.")
