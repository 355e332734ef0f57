"""How the list of comments is narrowed down: tabs for what waits and what was decided, filters with numbers beside."""

from django.contrib.admin.views.main import ChangeList
from django.utils.functional import cached_property
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.admin.story_filters import CountedFilter
from articles.models import Comment, Language, Region, Story
from articles.queries import comment_queue as queue

Status = Comment.Status
SHOWN = 8  # stories to choose from: those with most to read

STATE_WORDS = {
    queue.OPEN: pgettext_lazy("comments", "to decide"),
    queue.WAITING: pgettext_lazy("comments", "waiting"),
    queue.FLAGGED: pgettext_lazy("comments", "flagged"),
    queue.APPEALS: pgettext_lazy("comments", "appeals"),
    Status.APPROVED: pgettext_lazy("comments", "approved"),
    Status.REFUSED: pgettext_lazy("comments", "refused"),
    Status.SPAM: pgettext_lazy("comments", "spam"),
    Status.WITHDRAWN: pgettext_lazy("comments", "withdrawn"),
    queue.ALL: pgettext_lazy("comments", "all"),
}
REASON_WORDS = {
    "links": _("links"),
    "words": _("listed words"),
    "capitals": _("capitals"),
    "lookalikes": _("look-alike letters"),
    "positions": _("positions of troops"),
    "learned": _("resembles spam"),
    "first_time": _("first comment"),
    "rates": _("many in a short time"),
    "impostor": _("a name of the newsroom"),
    "premoderated": _("person always read first"),
    "all_held": _("discussion read first"),
    "edited": _("changed by its author"),
    "flagged": _("flagged by readers"),
    "honeypot": _("robots’ field"),
}


class CommentList(ChangeList):
    """Narrowed down in one place (queries/comment_queue.py), so that list, numbers and "next" cannot disagree."""

    @cached_property
    def asked(self):
        return queue.asked(self.params)

    @cached_property
    def appeals(self):
        return queue.open_appeals()

    @cached_property
    def tree(self):
        return queue.regions()

    @cached_property
    def numbers(self):
        return queue.counts(self.root_queryset, self.asked, self.appeals, self.tree)

    def get_queryset(self, request, exclude_parameters=None):
        found = super().get_queryset(request, exclude_parameters)
        return queue.listed(found, self.asked, self.appeals, self.tree)

    def tabs(self):
        """(words, link, number or None, whether it is open) of each state."""
        for state, words in STATE_WORDS.items():
            link = self.get_query_string({"state": None if state == queue.OPEN else state}, ["p", "all"])
            yield capfirst(words), link, self.numbers["state"].get(state), self.asked.state == state

    def kept(self):
        """The filters of this list as an address carries them: 'region=3&state=flagged'."""
        return self.get_query_string(remove=["p", "all", "e", "_popup"]).removeprefix("?")


class QueueFilter(CountedFilter):
    template = "admin/articles/comment/filter.html"

    @property
    def chosen(self):
        return getattr(queue.asked({self.parameter_name: self.value() or ""}), self.parameter_name)


class StateFilter(QueueFilter):
    """Its choices are the tabs above the list."""

    title = _("status")
    parameter_name = "state"
    template = "admin/articles/nothing.html"

    def lookups(self, request, model_admin):
        return list(STATE_WORDS.items())


class RegionFilter(QueueFilter):
    title = _("primary region")
    parameter_name = "region"

    def lookups(self, request, model_admin):
        return [*((str(region.pk), region.name) for region in Region.objects.all()), (queue.NONE, _("no region"))]


class StoryFilter(QueueFilter):
    title = _("story")
    parameter_name = "story"

    def lookups(self, request, model_admin):
        return [("", "")]

    def choices(self, changelist):
        """The stories with most to read, and the chosen one."""
        numbers = changelist.numbers["story"]
        most = sorted(numbers, key=lambda key: (-numbers[key], int(key)))[:SHOWN]
        keys = most if not self.chosen or self.chosen in most else [self.chosen, *most]
        named = Story.objects.filter(pk__in=keys).in_bulk() if keys else {}
        yield self._choice(changelist, "", pgettext_lazy("filter", "all"), None)
        for key in keys:
            if story := named.get(int(key)):
                yield self._choice(changelist, key, Truncator(story.headline).chars(60), numbers.get(key, 0))


class LanguageFilter(QueueFilter):
    title = _("language")
    parameter_name = "language"

    def lookups(self, request, model_admin):
        return Language.choices


class ReasonFilter(QueueFilter):
    title = _("why it is held")
    parameter_name = "reason"

    def lookups(self, request, model_admin):
        return list(REASON_WORDS.items())

    def choices(self, changelist):
        yield self._choice(changelist, "", pgettext_lazy("filter", "all"), None)
        for code, words in self.lookup_choices:
            yield self._choice(changelist, code, words, None)


FILTERS = [StateFilter, RegionFilter, StoryFilter, LanguageFilter, ReasonFilter]
