"""What colleagues do on a running site, by the workflow: asked through tests/system/desk.py."""

import io
import time
from itertools import count

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image as Picture

from articles.lib.tokens import form_token
from articles.models import Comment, Region, Section, Story
from articles.workflow import moderation, people, publishing, revisions
from tests.factories import AuthorFactory, CommentFactory, ImageFactory, PersonFactory, TagFactory, UserFactory
from tests.factories import story_data as data

NUMBERS = count(1)


def fill(stories=5, comments=3):
    """A picture, and stories in each language with everything that has a page of its own; comments on them."""
    tag, author, region = TagFactory(slug="front"), AuthorFactory(slug="camille"), Region.objects.first()
    image = picture()
    common = {"tags": [tag.pk], "authors": [author.pk], "lead_image": image.pk, "primary_region": region.pk}
    made = [publish(**common) for _number in range(stories)]
    made += [publish(language=language, **common) for language in ("en", "uk")]
    for story in made:
        for _number in range(comments):
            CommentFactory(story_id=story["pk"], story=Story.objects.get(pk=story["pk"]), status="approved")
    return {"stories": made, "picture": f"/media/{image.file.name}", "region": region.slug}


def picture():
    """One of our pipeline's names, and a real picture under it."""
    image, bytes_of_it = ImageFactory(widths=[]), io.BytesIO()
    Picture.effect_noise((1600, 1067), 40).convert("RGB").save(bytes_of_it, "JPEG")
    default_storage.save(image.file.name, ContentFile(bytes_of_it.getvalue()))
    return image


def publish(**words):
    """A story, written and published by an editor: its key, its address, a token of its comment form."""
    section = Section.objects.first()
    number = next(NUMBERS)
    given = {"headline": f"Titre {number}", "slug": f"titre-{number}", "section": section and section.pk} | words
    if given.get("primary_region"):
        given["regions"] = [given["primary_region"]]
    story = revisions.start(data(**given), editor())
    publishing.publish(story, editor())
    story.refresh_from_db()
    token = form_token(story.pk, time.time())
    return {"pk": story.pk, "path": story.get_absolute_url(), "headline": story.headline, "token": token}


def wait(story, body):
    """A comment that nobody has decided about."""
    comment = CommentFactory(story=Story.objects.get(pk=story), body=body)
    return {"pk": comment.pk}


def approve(comment):
    moderation.decide(list(Comment.objects.filter(pk=comment)), "approved", editor())


def comments(story):
    """How many there are, whatever became of them, and their authors' names."""
    names = list(Comment.objects.filter(story=story).values_list("name", flat=True))
    return {"count": len(names), "names": names}


def session():
    """The Cookie header of an editor's browser."""
    store, person = SessionStore(), editor()
    store[SESSION_KEY] = str(person.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    store.create()
    return {"cookie": f"{settings.SESSION_COOKIE_NAME}={store.session_key}", "name": person.username}


def commenter():
    """The Cookie header of a reader who has confirmed an address."""
    person = PersonFactory()
    return {"cookie": f"{settings.COMMENTER_COOKIE_NAME}={people.remembered(person)}", "email": person.email}


def editor():
    found = User.objects.filter(username="rédactrice-en-chef").first()
    return found or UserFactory(username="rédactrice-en-chef", is_superuser=True, role="editor")
