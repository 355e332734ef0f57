"""Things as the newsroom has them, each with what it cannot do without."""

from datetime import timedelta

import factory
from django.contrib.auth.models import Group, User
from django.db.models import F
from django.utils import timezone
from factory.django import DjangoModelFactory

from articles.models import Author, Byline, Comment, Correction, Image, Person, Region, Section, Story, StoryRegion, Tag


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"user{n}")
    is_staff = True

    @factory.post_generation
    def role(user, create, name):
        if name:
            user.groups.add(Group.objects.get(name=name))


class RegionFactory(DjangoModelFactory):
    class Meta:
        model = Region

    slug = factory.Sequence(lambda n: f"region-{n}")
    name_fr = factory.Sequence(lambda n: f"Région {n}")


class SectionFactory(DjangoModelFactory):
    class Meta:
        model = Section

    slug = factory.Sequence(lambda n: f"section-{n}")
    name_fr = factory.Sequence(lambda n: f"Rubrique {n}")


class TagFactory(DjangoModelFactory):
    class Meta:
        model = Tag

    slug = factory.Sequence(lambda n: f"tag-{n}")
    name_fr = factory.Sequence(lambda n: f"Sujet {n}")


class AuthorFactory(DjangoModelFactory):
    class Meta:
        model = Author

    slug = factory.Sequence(lambda n: f"author-{n}")
    name = factory.Sequence(lambda n: f"Camille Auteur {n}")


class ImageFactory(DjangoModelFactory):
    class Meta:
        model = Image

    file = factory.Sequence(lambda n: f"images/{n:032x}.jpg")
    width, height, widths = 1600, 1067, [320, 640, 960, 1280]
    alt = "Une carte"
    credit, licence = "La rédaction", "own"


class StoryFactory(DjangoModelFactory):
    """A draft. `StoryFactory(public=True)`: out since an hour."""

    class Meta:
        model = Story
        skip_postgeneration_save = True

    class Params:
        public = factory.Trait(
            status=Story.Status.PUBLISHED,
            published_at=factory.LazyFunction(lambda: timezone.now() - timedelta(hours=1)),
            version=1,
        )
        scheduled = factory.Trait(
            status=Story.Status.PUBLISHED,
            published_at=factory.LazyFunction(lambda: timezone.now() + timedelta(hours=1)),
            version=1,
        )
        expired = factory.Trait(
            status=Story.Status.PUBLISHED,
            published_at=factory.LazyFunction(lambda: timezone.now() - timedelta(hours=2)),
            expires_at=factory.LazyFunction(lambda: timezone.now() - timedelta(hours=1)),
            version=1,
        )
        archived = factory.Trait(
            status=Story.Status.ARCHIVED,
            published_at=factory.LazyFunction(lambda: timezone.now() - timedelta(hours=2)),
            version=1,
        )
        withdrawn = factory.Trait(
            status=Story.Status.WITHDRAWN,
            published_at=factory.LazyFunction(lambda: timezone.now() - timedelta(hours=2)),
            version=1,
        )

    headline = factory.Sequence(lambda n: f"Titre {n}")
    standfirst = "Le chapô."
    slug = factory.Sequence(lambda n: f"titre-{n}")
    body = "<p>Le texte.</p>"
    html = factory.SelfAttribute("body")

    @factory.post_generation
    def regions(story, create, regions):
        for region in regions or []:
            first = not story.story_regions.exists()
            StoryRegion.objects.create(story=story, region=region, primary=first)

    @factory.post_generation
    def authors(story, create, authors):
        for position, author in enumerate(authors or []):
            Byline.objects.create(story=story, author=author, position=position)


class CorrectionFactory(DjangoModelFactory):
    class Meta:
        model = Correction

    story = factory.SubFactory(StoryFactory, public=True)
    kind = Correction.Kind.TYPO
    text = factory.Sequence(lambda n: f"Il fallait lire {n}.")


class CommentFactory(DjangoModelFactory):
    class Meta:
        model = Comment
        skip_postgeneration_save = True

    story = factory.SubFactory(StoryFactory, public=True)
    name = factory.Sequence(lambda n: f"Lectrice {n}")
    email = factory.Sequence(lambda n: f"lectrice{n}@example.org")
    body = factory.Sequence(lambda n: f"Un commentaire {n}.")
    html = factory.LazyAttribute(lambda comment: f"<p>{comment.body}</p>")
    fingerprint = factory.Sequence(lambda n: f"{n:064x}")
    # Its place in the thread, as workflow/threads.py gives it.
    thread = factory.LazyAttribute(lambda new: new.parent and (new.parent.thread or new.parent))
    depth = factory.LazyAttribute(lambda new: new.parent.depth + 1 if new.parent else 1)
    shown = factory.LazyAttribute(lambda new: new.status == Comment.Status.APPROVED)
    parent = None
    status = Comment.Status.PENDING

    @factory.post_generation
    def counted(comment, create, extracted):
        if comment.status == Comment.Status.APPROVED:
            Story.objects.filter(pk=comment.story_id).update(comment_count=F("comment_count") + 1)


class PersonFactory(DjangoModelFactory):
    """A commenter who has verified the address."""

    class Meta:
        model = Person

    email = factory.Sequence(lambda n: f"verifiee{n}@example.org")
    name = "Olha Lectrice"
    language = "fr"
    verified_at = factory.LazyFunction(timezone.now)


def story_data(**changes):
    """What the story form hands to the workflow (workflow/revisions.py): a story that may go out as it is.

    A newsroom that has a section wants one chosen (workflow/blocking.py): `section=SectionFactory().pk`.
    """
    return {
        "language": "fr",
        "kind": "news",
        "kicker": "",
        "headline": "Un titre",
        "standfirst": "",
        "body": "<p>Le texte.</p>",
        "slug": "un-titre",
        "comments_open": True,
        "section": None,
        "lead_image": None,
        "primary_region": None,
        "regions": [],
        "authors": [],
        "tags": [],
        "no_region": not (changes.get("regions") or changes.get("primary_region")),
        "embargo_until": None,
        "expires_at": None,
    } | changes
