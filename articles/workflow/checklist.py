"""The checklist before a story goes out: what is missing (it blocks) and what could be better (it advises)."""

from django.utils.translation import gettext as _

from articles.workflow.advising import advising
from articles.workflow.blocking import blocking
from articles.workflow.errors import Refused
from articles.workflow.finding import Reading


def findings(data, story=None):
    """What is to be said about revision data (workflow/revisions.py): a list of Finding, those that block first.

    Nine queries at most, whatever the length of the text and the number of its links and pictures.
    """
    reading = Reading(data, story)
    return [*blocking(reading), *advising(reading)]


def refuse_blocked(data, story):
    """Raises Refused with every reason at once, so that nobody mends one only to hear the next."""
    reasons = [finding.words for finding in blocking(Reading(data, story))]
    if reasons:
        raise Refused(" ".join([_("It cannot go out yet."), *reasons]))
