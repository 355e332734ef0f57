"""What moderators tell the defences of the comments: rules of a discussion, listed words, what was learned."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class DiscussionRule(models.Model):
    """How the comments of one story, or of all stories filed under a region, are taken."""

    story = models.OneToOneField(
        "articles.Story",
        verbose_name=_("story"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="discussion_rule",
    )
    region = models.OneToOneField(
        "articles.Region",
        verbose_name=_("region"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="discussion_rule",
    )
    slow_minutes = models.PositiveSmallIntegerField(
        _("slow mode: minutes between two comments of a person"), default=0, help_text=_("0: no slow mode.")
    )
    all_held = models.BooleanField(
        _("every comment is read first"), default=False, help_text=_("Also those of people who are trusted.")
    )
    close_days = models.PositiveSmallIntegerField(
        _("closed after so many days"),
        null=True,
        blank=True,
        help_text=_("Counted from the publication of the story. Empty: as everywhere else; 0: never."),
    )

    class Meta:
        verbose_name = _("rule of a discussion")
        verbose_name_plural = _("rules of discussions")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(story=None, region__isnull=False) | Q(story__isnull=False, region=None),
                name="discussion_rule_of_one",
                violation_error_message=_("Choose a story or a region, not both."),
            ),
        ]

    def __str__(self):
        return str(self.story or self.region)


class WordList(models.Model):
    """Words and phrases that hold a comment: one a line, whole words, accents and case do not count."""

    title = models.CharField(_("title"), max_length=100)
    terms = models.TextField(_("words and phrases"), help_text=_("One a line. Accents and capitals do not count."))
    active = models.BooleanField(_("in use"), default=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("word list")
        verbose_name_plural = _("word lists")
        ordering = ["title", "pk"]

    def __str__(self):
        return self.title

    def clean(self):
        if len(self.terms) > 2_000_000:
            raise ValidationError({"terms": _("A list holds at most 2,000,000 characters.")})


class Learned(models.Model):
    """What the filter learned from the decisions of moderators; the newest one is used."""

    spam = models.PositiveIntegerField(help_text="Comments filed as spam that it was shown.")
    ham = models.PositiveIntegerField(help_text="Approved ones.")
    weights = models.JSONField(help_text="{word: how much it speaks for spam, in log odds}")
    created_at = models.DateTimeField(_("learned"), db_default=Now())

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.spam} spam, {self.ham} ham"
