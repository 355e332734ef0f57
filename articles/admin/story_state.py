"""The state of a story in words, for the panel beside the text and for the list."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from articles.templatetags.newsroom import desk_time


@dataclass
class State:
    words: str
    remarks: list
    url: str  # of the page readers see, '' when there is none


def state_of(story, draft):
    """What the panel says: the state, what readers do not see yet, and where the page is. No query."""
    return State(status_words(story), list(_remarks(story, draft)), story.get_absolute_url() if story.is_public else "")


def status_words(story):
    """'draft', 'scheduled for 1 May 2026 08:00', 'expired since …': the stored state and the clock."""
    if story.status != story.Status.PUBLISHED:
        return _unpublished_words(story)
    if story.is_scheduled:
        return pgettext("story", "scheduled for %s") % local(story.published_at)
    if not story.is_public:
        return pgettext("story", "expired since %s") % local(story.expires_at)
    return pgettext("story", "published on %s") % local(story.published_at)


def _unpublished_words(story):
    """The stored state, and with whom it lies when somebody is named."""
    if story.status == story.Status.IN_REVIEW and story.reviewer:
        return pgettext("story", "in review, with %s") % story.reviewer
    if story.status == story.Status.APPROVED and story.approved_by:
        return pgettext("story", "approved by %s") % story.approved_by
    return story.get_status_display()


def _remarks(story, draft):
    if story.withdrawal_reason:
        yield _("Readers are told: “%s”") % story.withdrawal_reason
    if story.status == story.Status.ARCHIVED and story.published_at:
        yield _("Published on %s.") % local(story.published_at)
    if story.published_at:
        yield zone()
    if draft and story.is_scheduled:
        yield _("The working draft was changed after scheduling: what goes out is the text as it was then.")
    elif draft and story.is_public:
        yield _("The working draft differs from what readers see. They see it once it is published.")


def zone():
    return _("Times are newsroom time (%s).") % timezone.get_current_timezone_name()


def local(moment):
    return desk_time(moment)
