"""No page of the desk runs more queries for a hundred rows than for ten."""

from datetime import timedelta

import pytest
from django.contrib import admin as django_admin
from django.contrib.auth.models import Group
from django.utils import timezone

from articles.models import (
    AuditEntry,
    Comment,
    Correction,
    DiscussionRule,
    EditLock,
    Note,
    OldAddress,
    PreviewLink,
    RegionBrief,
    Revision,
    Story,
    WordList,
)
from articles.workflow import audit, revisions
from tests.admin.desk import change
from tests.admin.test_story import count
from tests.factories import (
    AuthorFactory,
    CommentFactory,
    ImageFactory,
    PersonFactory,
    RegionFactory,
    SectionFactory,
    StoryFactory,
    TagFactory,
    UserFactory,
    story_data,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def changelists():
    """The lists of the desk, whoever registers one: found, not listed by hand."""
    return sorted(f"/admin/{m._meta.app_label}/{m._meta.model_name}/" for m in django_admin.site._registry)


def newsroom(person, number):
    """`number` more of everything a page of the desk may show, each with neighbours of its own."""
    now = timezone.now()
    for n in range(number):
        user = UserFactory(role="reporter")
        group = Group.objects.create(name=f"role {Group.objects.count()}")
        user.groups.add(group)
        region, section, author = RegionFactory(parent=RegionFactory()), SectionFactory(), AuthorFactory(user=user)
        image = ImageFactory(uploaded_by=user)
        for state in ({"public": True}, {"status": "in_review"}, {"scheduled": True}, {"owner": person}):
            filed = {
                "regions": [region],
                "authors": [author],
                "section": section,
                "reviewer": user,
                "lead_image": image,
            }
            story = StoryFactory(**({"owner": user} | filed | state))
            story.tags.add(TagFactory())
        CommentFactory(story=story, decided_by=user, reasons=[["links", n]])
        EditLock.objects.create(story=story, by=user, since=now, seen_at=now)
        Note.objects.create(story=story, by=user, body="@admin").mentions.add(person)
        audit.record(user, story, "x", f"story.x{n % 5}")
        PersonFactory(judged_by=user)
        WordList.objects.create(title="x", terms="x")
        DiscussionRule.objects.create(region=region)
        RegionBrief.objects.create(region=region, lead=story, changed_by=user)
    assert Comment.objects.count() >= number
    assert AuditEntry.objects.count() >= number


def pages_of(story):
    return [change(story).replace("change", part) for part in ("change", "history", "notes", "corrections")]


def test_every_list_the_first_page_and_the_pages_of_a_story(admin, at_work):
    """One newsroom for all of them: it is the rows that take long, not the pages."""
    client = at_work(admin)
    story = revisions.start(story_data(), admin)
    out = {"status": "published", "published_at": timezone.now() - timedelta(hours=1), "version": 1}
    Story.objects.filter(pk=story.pk).update(**out)
    lists = [f"{address}{query}" for address in changelists() for query in ("", "?q=titre")]
    addresses = ["/admin/", "/admin/articles/story/add/", *lists, *pages_of(story)]
    for address in addresses:
        client.get(address)  # what a process keeps after its first page (content types, settings) is kept now
    newsroom(admin, 10)
    surround(story, admin, 10)
    few = {address: count(client, address) for address in addresses}
    newsroom(admin, 90)
    surround(story, admin, 90)
    assert {address: count(client, address) for address in addresses} == few


def surround(story, by, number):
    """What piles up around one story."""
    for _n in range(number):
        user = UserFactory()
        Revision.objects.create(story=story, kind="saved", data=story_data(), based_on=1, by=user)
        note = Note.objects.create(story=story, by=user, body="x")
        Note.objects.create(story=story, by=by, body="y", parent=note).mentions.add(user)
        Correction.objects.create(story=story, kind="typo", text="x", by=user)
        OldAddress.objects.create(story=story, language="fr", slug=f"old-{OldAddress.objects.count()}")
        expiry = timezone.now() + timedelta(days=1)
        token = f"{PreviewLink.objects.count():064x}"
        PreviewLink.objects.create(story=story, token_hash=token, by=user, expires_at=expiry)
        audit.record(user, story, "x")
