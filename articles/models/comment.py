from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

DEEPEST = 3  # a comment, its answers, and the answers to those


class Status(models.TextChoices):
    PENDING = "pending", _("waiting")
    APPROVED = "approved", _("approved")
    REFUSED = "refused", _("refused")
    SPAM = "spam", _("spam")
    WITHDRAWN = "withdrawn", _("withdrawn by its author")  # the words are gone, the place in the thread stays


class Role(models.TextChoices):
    """What a badge may say. Set from a login, never from what was typed."""

    STAFF = "staff", _("the newsroom")
    AUTHOR = "author", _("author of the story")


class Refusal(models.TextChoices):
    """What may be wrong with a comment: a reader says so (Flag), a moderator decides so."""

    OFF_TOPIC = "off_topic", _("off topic")
    INSULT = "insult", _("insults or threats")
    HATE = "hate", _("hatred or apology of crimes")
    DANGER = "danger", _("details that may endanger people")
    PRIVACY = "privacy", _("private details of somebody")
    FALSE = "false", _("a claim that is false")
    ADVERT = "advert", _("advertising")
    OTHER = "other", _("another reason")


class CommentQuerySet(models.QuerySet):
    def visible(self):
        """What readers may read under a story, the oldest first."""
        return self.filter(status=Status.APPROVED).order_by("created_at", "pk")

    def shown(self):
        """What stands in the threads: the visible ones, and the empty places of others that were answered."""
        return self.filter(shown=True)


class Comment(models.Model):
    """A reader's words under a story: plain text in `body`, what is printed in `html`.

    `parent` is the comment answered, `thread` the one that began it all (None for that one itself).
    """

    Status = Status
    Role = Role
    Refusal = Refusal

    story = models.ForeignKey(
        "articles.Story",
        verbose_name=_("story"),
        on_delete=models.CASCADE,
        related_name="comments",
        db_index=False,  # "comment_once_a_story" begins with it
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("reply to"),
        null=True,
        blank=True,
        on_delete=models.RESTRICT,
        related_name="replies",
        db_index=False,  # like those below: "comment_replies" and so on hold only the few that have one
    )
    thread = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.RESTRICT,
        related_name="answers",
        db_index=False,  # see "comment_thread"
    )
    depth = models.PositiveSmallIntegerField(default=1, editable=False)

    # Who
    name = models.CharField(_("name"), max_length=245, blank=True)
    email = models.EmailField(_("e-mail"), max_length=100, blank=True)
    website = models.URLField(_("website"), max_length=200, blank=True)
    role = models.CharField(_("badge"), max_length=10, choices=Role, blank=True, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("colleague"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        db_index=False,
    )
    person = models.ForeignKey(
        "articles.Person",
        verbose_name=_("verified person"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="comments",
        db_index=False,
    )
    sender = models.CharField(
        max_length=64, blank=True, editable=False, help_text="Hash of the address it came from, for 30 days."
    )

    # What
    body = models.TextField(_("comment"), blank=True)
    html = models.TextField(editable=False, blank=True)
    fingerprint = models.CharField(
        max_length=64, editable=False, help_text="Of person and words: the same comment is stored once a story."
    )
    notify = models.BooleanField(
        _("wants to hear of answers"),
        default=False,
        editable=False,
        help_text="Nothing is sent before `person` is set.",
    )
    announced_at = models.DateTimeField(
        null=True, editable=False, help_text="When it became visible and the author of the one it answers was told."
    )
    created_at = models.DateTimeField(_("sent"), db_default=Now(), editable=False)
    edited_at = models.DateTimeField(_("edited by its author"), null=True, editable=False)

    # What becomes of it
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PENDING)
    shown = models.BooleanField(default=False, editable=False, help_text="Whether it has a place in its thread.")
    reasons = models.JSONField(
        _("why it is held"), default=list, help_text="A list of [code, detail], explained by lib/defences/."
    )
    flagged = models.PositiveIntegerField(_("open flags"), default=0, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        db_index=False,
    )
    decided_at = models.DateTimeField(_("decided"), null=True, editable=False)
    refusal = models.CharField(_("reason of the refusal"), max_length=12, choices=Refusal, blank=True, editable=False)
    message = models.TextField(_("message to its author"), blank=True, editable=False)
    picked_at = models.DateTimeField(_("picked by the newsroom"), null=True, editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["created_at", "pk"]
        permissions = [("moderate_comment", _("Can approve and refuse comments"))]
        indexes = [
            # What readers see: the threads of a story, the answers of a thread.
            models.Index(
                fields=["story", "created_at", "id"], condition=Q(shown=True, thread=None), name="comment_threads"
            ),
            # Both without the beginnings, whose thread is NULL: SQLite would look there for those of one story, among
            # those of all, because so few comments share a thread.
            models.Index(fields=["thread"], condition=Q(thread__isnull=False), name="comment_thread"),
            models.Index(
                fields=["thread", "created_at", "id"],
                condition=Q(shown=True, thread__isnull=False),
                name="comment_answers",
            ),
            models.Index(fields=["story", "-picked_at"], condition=Q(picked_at__isnull=False), name="comment_picks"),
            models.Index(fields=["-created_at", "-id"], condition=Q(status="approved"), name="comment_newest"),
            # The desk: the queue, a person's history, what was decided when.
            models.Index(fields=["status", "created_at", "id"], name="comment_queue"),
            models.Index(fields=["created_at", "id"], condition=Q(flagged__gt=0), name="comment_flagged"),
            models.Index(fields=["decided_at"], condition=Q(decided_at__isnull=False), name="comment_decided"),
            models.Index(fields=["email", "status"], name="comment_person"),
            # Most comments have none of these: an index of all of them would be written to for each.
            models.Index(fields=["parent"], condition=Q(parent__isnull=False), name="comment_replies"),
            models.Index(fields=["by"], condition=Q(by__isnull=False), name="comment_of_colleague"),
            models.Index(fields=["person"], condition=Q(person__isnull=False), name="comment_of_person"),
            models.Index(fields=["decided_by"], condition=Q(decided_by__isnull=False), name="comment_decided_by"),
            models.Index(fields=["sender", "status"], name="comment_sender"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["story", "fingerprint"], name="comment_once_a_story"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="comment_status_known"),
            models.CheckConstraint(
                condition=Q(status=Status.WITHDRAWN) | ~Q(name="") & ~Q(body=""), name="comment_not_empty"
            ),
            models.CheckConstraint(
                condition=Q(depth=1, parent=None, thread=None)
                | Q(depth__in=list(range(2, DEEPEST + 1)), parent__isnull=False, thread__isnull=False),
                name="comment_in_its_thread",
            ),
            models.CheckConstraint(condition=~Q(status=Status.APPROVED) | Q(shown=True), name="comment_approved_shown"),
            models.CheckConstraint(
                condition=Q(picked_at=None) | Q(status=Status.APPROVED), name="comment_picked_is_approved"
            ),
            models.CheckConstraint(condition=Q(role="") | Q(role__in=Role.values), name="comment_role_known"),
        ]

    def __str__(self):
        """Without a word of it: this goes into the trail, which keeps for ever what its author may erase."""
        return gettext("comment no. %(number)s") % {"number": self.pk}
