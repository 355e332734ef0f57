import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower, Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.lib.addresses import address_in
from articles.lib.rows import columns
from articles.lib.sorting import sort_key
from articles.models.language import Language
from articles.models.region import Region
from articles.models.story_links import people_and_places


class Kind(models.TextChoices):
    NEWS = "news", _("news")
    REPORT = "report", _("report")
    ANALYSIS = "analysis", _("analysis")
    OPINION = "opinion", _("opinion")
    EXPLAINER = "explainer", _("explainer")


class Status(models.TextChoices):
    """What an editor decided. "Scheduled" and "expired" are not among them: they are published, and the clock."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    CHANGES_REQUESTED = "changes_requested", _("changes requested")
    APPROVED = "approved", _("approved")
    PUBLISHED = "published", _("published")
    ARCHIVED = "archived", _("archived")
    WITHDRAWN = "withdrawn", _("withdrawn")


# Their address is read by anybody, the clock permitting.
READ = (Status.PUBLISHED, Status.ARCHIVED)


class StoryQuerySet(models.QuerySet):
    def public(self, at=None):
        """The stories anybody may read at the moment `at` (the database's now by default).

        The one rule behind every surface: pages, lists, sitemaps, comments (decision 1).
        """
        at = Now() if at is None else at
        return self.filter(status__in=READ, published_at__lte=at).exclude(expires_at__lte=at)

    def listed(self, at=None):
        """The public stories that lists, feeds and sitemaps name: an archived one is only read at its address."""
        return self.public(at).filter(status=Status.PUBLISHED)

    def gone(self):
        """Public once, and no longer: withdrawn or expired. Their addresses answer 410, not 404."""
        over = Q(status=Status.WITHDRAWN) | Q(status__in=READ, expires_at__lte=Now())
        return self.filter(over, published_at__lte=Now())

    def in_language(self, language):
        return self.filter(language=language)

    def newest_first(self):
        return self.order_by("-published_at", "-pk")

    def for_cards(self):
        """What a card prints: two more queries, whatever the number of stories. Leaves the long texts behind."""
        return self.select_related("lead_image").with_people_and_places().defer("body", "html")

    def with_people_and_places(self):
        """Regions and authors, in two queries."""
        return self.prefetch_related(*people_and_places())


class Story(models.Model):
    """The live row of a story: what readers see. Work in progress is in its revisions (decision 4).

    Until a story has been public once, its row follows the draft, so that lists, search and slugs see it.
    """

    Kind = Kind
    Status = Status

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="stories",
    )
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.FRENCH)
    translation_group = models.UUIDField(default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.NEWS)
    section = models.ForeignKey(
        "articles.Section", verbose_name=_("section"), null=True, blank=True, on_delete=models.PROTECT
    )
    tags = models.ManyToManyField("articles.Tag", verbose_name=_("tags"), through="StoryTag", blank=True)
    regions = models.ManyToManyField(Region, verbose_name=_("regions"), through="StoryRegion", blank=True)
    authors = models.ManyToManyField("articles.Author", through="Byline", related_name="stories")

    kicker = models.CharField(_("kicker"), max_length=80, blank=True, help_text=_("The few words above the headline."))
    headline = models.CharField(_("headline"), max_length=200)
    standfirst = models.TextField(
        _("standfirst"), blank=True, help_text=_("The paragraph under the headline that sums the story up.")
    )
    body = models.TextField(_("text"), blank=True)
    html = models.TextField(editable=False, blank=True)
    minutes = models.PositiveSmallIntegerField(default=0, editable=False, help_text="Reading time; 0: not known.")
    lead_image = models.ForeignKey(
        "articles.Image",
        verbose_name=_("lead picture"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    no_region = models.BooleanField(
        _("no region"), default=False, help_text=_("The story belongs to no region, and that is meant so.")
    )
    slug = models.SlugField(_("address"), max_length=100)
    comments_open = models.BooleanField(_("comments open"), default=True)
    comment_count = models.PositiveIntegerField(default=0, editable=False, help_text="Those that readers see.")

    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.DRAFT, editable=False)
    published_at = models.DateTimeField(
        _("published"), null=True, editable=False, help_text="First publication; in the future: scheduled."
    )
    changed_at = models.DateTimeField(_("changed"), null=True, editable=False)
    update_note = models.CharField(
        max_length=300, blank=True, editable=False, help_text="Public: what was new at `changed_at`, if it was said."
    )
    embargo_until = models.DateTimeField(
        _("embargo until"), null=True, blank=True, help_text=_("It cannot go out before this time.")
    )
    expires_at = models.DateTimeField(
        _("expires"), null=True, blank=True, help_text=_("From this time on it is no longer public.")
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reviewer"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("approved by"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    withdrawal_reason = models.CharField(
        _("reason for the withdrawal"),
        max_length=500,
        blank=True,
        editable=False,
        help_text="Public: the page that answers 410 prints it.",
    )
    translated_from = models.ForeignKey(
        "self", null=True, editable=False, on_delete=models.SET_NULL, related_name="translations"
    )
    translated_version = models.PositiveIntegerField(
        null=True, editable=False, help_text="The version of the original that this translation follows."
    )
    version = models.PositiveIntegerField(default=0, editable=False, help_text="Counts the live changes.")
    created_at = models.DateTimeField(_("created"), db_default=Now(), editable=False)

    objects = StoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["language", "-published_at", "-id"], name="story_newest"),
            models.Index(fields=["section", "language", "-published_at", "-id"], name="story_section_newest"),
            # The desk: its list, its piles.
            models.Index(fields=["-created_at", "-id"], name="story_desk_list"),
            models.Index(fields=["status", "-created_at", "-id"], name="story_desk_state"),
            models.Index(fields=["owner", "-created_at", "-id"], name="story_desk_owner"),
            models.Index(fields=["section", "-created_at", "-id"], name="story_desk_section"),
            models.Index(fields=["headline", "id"], name="story_desk_headline"),
            models.Index(fields=["-published_at", "-id"], name="story_desk_published"),
            models.Index(fields=["embargo_until"], condition=Q(embargo_until__isnull=False), name="story_desk_embargo"),
            # The numbers beside the filters: every column they ask, so that the rows themselves are not read.
            models.Index(
                fields=[
                    *("status", "language", "kind", "section", "owner", "reviewer"),
                    *("published_at", "expires_at", "id"),
                ],
                name="story_desk_numbers",
            ),
        ]
        permissions = [
            ("submit_story", _("Can submit a story for review")),
            ("review_story", _("Can approve a story or ask for changes")),
            ("publish_story", _("Can publish, schedule and withdraw any story")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["language", "slug"],
                name="story_slug_unique_in_language",
                violation_error_message=_("Another story in this language has this address already."),
            ),
            models.UniqueConstraint(
                fields=["translation_group", "language"],
                name="story_one_translation_a_language",
                violation_error_message=_("This story has a version in this language already."),
            ),
            models.CheckConstraint(condition=Q(language__in=Language.values), name="story_language_known"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="story_kind_known"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="story_status_known"),
            models.CheckConstraint(condition=~Q(headline="") & ~Q(slug=""), name="story_has_headline_and_slug"),
            # Addresses are lower case: one with a capital would be a page nobody can reach (urls.py).
            models.CheckConstraint(
                condition=Q(slug=Lower("slug")),
                name="story_slug_lower_case",
                violation_error_message=_("An address is written in lower case."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[*READ, Status.WITHDRAWN]) | Q(published_at__isnull=False),
                name="story_published_has_time",
            ),
            models.CheckConstraint(
                condition=Q(embargo_until__isnull=True)
                | Q(published_at__isnull=True)
                | Q(published_at__gte=F("embargo_until")),
                name="story_not_before_embargo",
                violation_error_message=_("The story cannot go out before its embargo ends."),
            ),
            models.CheckConstraint(
                condition=Q(expires_at__isnull=True)
                | Q(published_at__isnull=True)
                | Q(expires_at__gt=F("published_at")),
                name="story_expires_after_publication",
                violation_error_message=_("The story would expire before it goes out."),
            ),
        ]

    def __str__(self):
        return self.headline

    def get_absolute_url(self):
        """The permalink, in the story's own language, with the newsroom's date of first publication.

        A story without a date has no address yet: ''.
        """
        if self.published_at is None:
            return ""
        day = timezone.localdate(self.published_at)
        return address_in(self.language, "story", f"{day:%Y}", f"{day:%m}", f"{day:%d}", self.slug)

    @property
    def is_public(self):
        """The rule of `public()` for a row in memory; a test holds the two together."""
        now = timezone.now()
        out = self.status in READ and self.published_at <= now
        return out and (self.expires_at is None or self.expires_at > now)

    @property
    def is_scheduled(self):
        return self.status == Status.PUBLISHED and self.published_at > timezone.now()

    @property
    def picture(self):
        """The lead picture as far as pages may show it, or None. Free when `lead_image` is loaded, else a query."""
        return self.lead_image if self.lead_image_id and self.lead_image.is_shown else None

    @property
    def card_picture(self):
        """What lists and share cards show of it: never a graphic picture."""
        picture = self.picture
        return None if picture is None or picture.graphic else picture

    @property
    def all_regions(self):
        """The regions, the primary one first. Free when `story_regions__region` is prefetched, else a query."""
        return [link.region for link in sorted(self.story_regions.all(), key=lambda link: not link.primary)]

    @property
    def primary_region(self):
        """The region the story is filed under, or None. Costs what `all_regions` costs."""
        return next((link.region for link in self.story_regions.all() if link.primary), None)

    @property
    def tag_list(self):
        """The tags in the alphabet of the story's language. Free when `tags` is prefetched."""
        return sorted(self.tags.all(), key=lambda tag: sort_key(tag.name_in(self.language), self.language))

    @property
    def author_list(self):
        """The authors in the order of their signatures. Free when `bylines__author` is prefetched."""
        return [byline.author for byline in self.bylines.all()]

    def card_key(self, picture):
        """All that a card prints of it, for what is rendered once (templatetags/once.py). Free after `for_cards`.

        A card without a picture asks for none: the lists that print such cards do not read them.
        """
        image = self.lead_image if picture and self.lead_image_id else None
        return tuple([row and columns(row) for row in (self, self.primary_region, image, *self.author_list)])
