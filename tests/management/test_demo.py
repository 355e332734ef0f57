"""The demonstration loads whole, through the editors' doors, and keeps what is there."""

import re

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from articles.lib.html import clean
from articles.management.demo import load
from articles.models import Comment, Correction, Edition, Image, Region, SitePage, Story
from articles.queries.front import front_page
from articles.queries.links import leading_nowhere
from articles.workflow.site_pages import gaps

pytestmark = pytest.mark.slow  # loads all of it, again and again


@pytest.fixture
def no_renditions(monkeypatch):
    """Re-sizing is tested elsewhere, and is most of the time the demonstration takes."""
    monkeypatch.setattr("articles.workflow.pictures.show_renditions", lambda image_id: None)


@pytest.fixture
def demo(db, monkeypatch, no_renditions):
    monkeypatch.setenv("DEMO_PASSWORD", "un mot de passe de test")
    call_command("demo")


def test_it_is_whole(demo):
    """All it should be, looked at in one: loading it is most of the time."""
    shows_stories_of_every_state_and_comments_of_every_state()
    every_region_is_the_primary_one_of_a_public_story()
    editors_have_composed_the_french_front_page()
    its_texts_are_clean_already_and_its_pictures_described()
    four_accounts_with_their_roles()
    its_pages_about_itself_are_public_and_lead_somewhere()


def shows_stories_of_every_state_and_comments_of_every_state():
    assert set(Comment.objects.values_list("status", flat=True)) == set(Comment.Status.values)
    assert set(Comment.objects.values_list("role", flat=True)) == {"", "staff", "author"}
    assert set(Comment.objects.values_list("depth", flat=True)) == {1, 2, 3}
    for what in ({"picked_at": None}, {"edited_at": None}, {"flagged": 0}):
        assert Comment.objects.exclude(**what).count() == 1
    assert Comment.objects.get(status="withdrawn").shown
    public = Story.objects.public()
    assert public.in_language("fr").count() >= 24
    assert public.in_language("en").count() == public.in_language("uk").count() >= 8
    assert set(public.in_language("fr").values_list("kind", flat=True)) == set(Story.Kind.values)
    assert public.values("section").distinct().count() == 4
    scheduled = Story.objects.filter(status="published").exclude(pk__in=public)
    assert scheduled.count() == Story.objects.filter(status="in_review").count() == 1
    assert Story.objects.filter(status="draft").count() == 2
    assert Story.objects.filter(status="archived").count() == 1
    assert set(Correction.objects.values_list("kind", flat=True)) == set(Correction.Kind.values)
    assert set(Correction.objects.values_list("story__language", flat=True)) == {"fr", "en", "uk"}
    assert Comment.objects.count() >= 60
    assert Comment.objects.filter(parent__isnull=False).count() >= 10


def its_pages_about_itself_are_public_and_lead_somewhere():
    pages = SitePage.objects.all()
    assert [page.public for page in pages] == [True] * 12
    for page in pages:
        assert gaps(page) == []
        assert leading_nowhere(re.findall('href="([^"]+)"', page.html)) == [], page


def every_region_is_the_primary_one_of_a_public_story():
    primary = Story.objects.public().filter(story_regions__primary=True)
    assert set(primary.values_list("regions__slug", flat=True)) == set(Region.objects.values_list("slug", flat=True))


def editors_have_composed_the_french_front_page():
    edition = Edition.objects.get()
    assert (edition.language, edition.section, edition.by.username) == ("fr", None, "editor")
    page = front_page("fr")
    assert [page.lead.pk] == edition.slots["lead"]
    assert [story.pk for story in page.secondary][:3] == edition.slots["secondary"]
    regions = [block for block in page.blocks if isinstance(block.of, Region)]
    blocks = {str(block.of.pk): [story.pk for story in block.stories] for block in regions}
    assert all(blocks[key][: len(keys)] == keys for key, keys in edition.slots["regions"].items())


def its_texts_are_clean_already_and_its_pictures_described():
    for story in Story.objects.all():
        assert clean(story.body) == story.body
        assert story.lead_image_id
    assert not Image.objects.filter(alt="").exists()
    assert not Image.objects.filter(credit="").exists()


def four_accounts_with_their_roles():
    roles = {user.username: [group.name for group in user.groups.all()] for user in User.objects.all()}
    assert roles == {"admin": [], "editor": ["editor"], "reporter": ["reporter"], "moderator": ["moderator"]}
    assert User.objects.get(username="admin").is_superuser
    assert all(user.check_password("un mot de passe de test") for user in User.objects.all())


def test_a_second_time_it_keeps_what_is_there(demo):
    Story.objects.filter(corrections=None).delete()
    kept = set(Story.objects.all())
    call_command("demo")
    assert set(Story.objects.all()) == kept


def test_interrupted_it_leaves_nothing_half_done(db, monkeypatch, no_renditions):
    monkeypatch.setenv("DEMO_PASSWORD", "un mot de passe de test")
    monkeypatch.setattr(load, "_add_comment", lambda *arguments, **more: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        call_command("demo")
    assert not Story.objects.exists()
    assert not Image.objects.exists()


def test_without_a_password_it_says_what_is_missing(db, monkeypatch):
    monkeypatch.delenv("DEMO_PASSWORD", raising=False)
    with pytest.raises(CommandError, match="DEMO_PASSWORD"):
        call_command("demo")
